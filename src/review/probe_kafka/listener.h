// What one listener answers to a stranger: TLS versions, certificates, plaintext, SASL mechanisms,
// and whether it serves a client that does not say who it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/loop.h"
#include "async/stream.h"
#include "net/tls.h"
#include "net/tls_certificate.h"

namespace ringfence::review {

enum class AddressKind : std::uint8_t { kLoopback, kLinkLocal, kPrivate, kPublic };
std::string_view address_kind_name(AddressKind kind);
// By the ranges of RFC 1918, 4193, 3927, 4291 and 6598. `text` is an IPv4 or IPv6 address.
AddressKind address_kind(const std::string& text);

struct Resolved {
  std::vector<std::string> addresses;
  std::string problem;  // why there are none
};
// getaddrinfo() where blocking is allowed; at most 64 addresses, sorted.
async::Task<Resolved> resolve(async::Loop& loop, std::string host);

struct VersionTrial {
  net::TlsVersion version;
  enum class Outcome : std::uint8_t { kAccepted, kRefused, kNotTried } outcome;
  std::string detail;  // the cipher, the refusal, or why it was not tried
};

struct ListenerReport {
  async::Endpoint at;
  std::string source;  // "bootstrap", "declared", "advertised", "configured"
  Resolved resolved;
  bool reached = false;
  std::string unreachable;  // why
  bool plaintext_answered = false;
  std::string plaintext;  // what came of it
  bool speaks_tls = false;
  std::vector<VersionTrial> versions;
  std::string cipher, negotiated;  // of a handshake without any wishes
  bool wants_certificate = false;
  std::vector<net::Certificate> chain;
  std::vector<std::string> chain_problems;  // empty: verifies
  std::vector<std::string> mechanisms;      // empty with `sasl` false
  bool sasl = false;
  std::string sasl_detail;
};

struct ListenerOptions {
  std::string ca_file;      // empty: the machine's roots
  std::string server_name;  // empty: the host
  Duration timeout = seconds(5);
};

// Looks at one listener with at most eight connections, one after the other.
async::Task<ListenerReport> look_at_listener(async::Loop& loop, async::Network& network,
                                             async::Endpoint at, std::string source,
                                             ListenerOptions options);

}  // namespace ringfence::review
