// The declared endpoints of a platform: a file with one destination a line, which the vendor or the
// customer wrote, and what each is for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "review/probe_capture/frames.h"

namespace ringfence::review {

struct Endpoint {
  std::string destination;   // "logs.example.com", "*.example.com", "10.0.0.0/8", "*"
  std::optional<Cidr> cidr;  // of the destination, when it is addresses
  std::uint16_t port_min = 0, port_max = 65535;
  bool out = true;     // from the platform; false: to it
  std::string kind;    // steady, support, install
  std::string party;   // own (the customer's), other (who operates the platform), third
  std::string owner;   // legal entity; may be empty
  std::string region;  // may be empty
  std::string purpose;
  int line = 0;

  bool admits_port(std::uint16_t port) const { return port >= port_min && port <= port_max; }
  bool admits_name(std::string_view name) const;  // a whole name, or below "*."
};

// Tab-separated, first line the column names in any order: destination, port, class, purpose are
// needed; direction (out, in; default out), party (own, other, third; default other), owner and
// region may be left out. '#' begins a comment line. Port: a number, "9000-9010" or "*".
// Errors name the line, the column and what is allowed.
Result<std::vector<Endpoint>> parse_endpoints(std::string_view text);

}  // namespace ringfence::review
