// One pass over a capture: who the platform's processes spoke to, how much went each way, what of
// it could be read, and which markers were in what could be read.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "review/probe_capture/endpoints.h"
#include "review/probe_capture/flows.h"
#include "review/probe_capture/names.h"
#include "review/probe_capture/packet_file.h"
#include "review/probe_capture/stream_scanner.h"

namespace ringfence::review {

enum class Way : std::uint8_t {
  kOut,      // begun by the platform
  kIn,       // begun by somebody else
  kWithin,   // between two of the platform's addresses
  kForeign,  // neither end is the platform's: counted only
};
const char* way_name(Way way);  // "out"

// All flows of one way to one address, port and shown name.
struct Destination {
  struct Key {
    Way way = Way::kOut;
    std::uint8_t protocol = 0;
    IpAddress peer;
    std::uint16_t port = 0;  // of the side that was spoken to
    std::string shown;       // server name or host that the flow showed; empty: none
    auto operator<=>(const Key&) const = default;
  };
  std::uint64_t flows = 0, packets = 0;
  std::uint64_t bytes_out = 0, bytes_in = 0;  // of IP, out: from the platform
  std::uint64_t payload = 0;                  // bytes of the transport that were read
  std::uint64_t encrypted = 0;                // of those: TLS, SSH, QUIC
  std::uint64_t without_start = 0, holes = 0, missing = 0;
  std::uint64_t first_us = 0, last_us = 0;
  std::set<std::string> speaks;  // tls, http, kafka, dns, ssh, quic
  std::set<std::string> certificate_names;
  std::map<ScanHits::Key, std::uint64_t> hits;

  // Set by explain(): the endpoint's place in the list; nothing: unexplained, and why.
  std::optional<std::size_t> endpoint;
  std::string why;
};

struct CaptureSurvey {
  CaptureFacts file;
  std::string file_error;  // why reading ended early; empty: at the file's end
  std::map<Destination::Key, Destination> destinations;
  std::uint64_t overflow_flows = 0, overflow_bytes = 0;  // beyond kDestinationsMax
  NameTable names;
  std::uint64_t fragments = 0, not_ip = 0, malformed = 0, unknown_link = 0;
  std::uint64_t fragment_bytes = 0;
  std::uint64_t flows = 0, evicted = 0;
  std::uint64_t first_us = 0, last_us = 0;
  std::vector<std::byte> sample;  // the first readable bytes, for the scan's controls
  static constexpr std::size_t kDestinationsMax = 100'000;
};

struct SurveyOptions {
  std::vector<Cidr> platform;
  ScanShared* scan = nullptr;  // null: no markers are searched
  FlowLimits limits;
  std::function<void(std::uint64_t bytes)> progress;
};

// Adds the packets of one file. Packets are expected in the order of time.
// kInvalid: not a capture. A file that is broken in the middle is no error: file_error says so.
Result<void> survey_capture(ByteSource source, const SurveyOptions& options, CaptureSurvey& survey);

// Sets endpoint or why of every destination.
//   An endpoint of addresses explains by address. One of names explains an address that a DNS
//   answer in the capture gave that name, and only when the name that the flow itself shows (TLS
//   server name, HTTP host) is admitted too: a process can show any name it likes. `trust_shown`
//   takes the shown name alone as an explanation.
void explain(CaptureSurvey& survey, const std::vector<Endpoint>& endpoints, bool trust_shown);

}  // namespace ringfence::review
