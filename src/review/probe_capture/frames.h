// From a captured frame to the bytes of a transport: Ethernet with VLAN tags, Linux cooked v1 and
// v2, raw IP and loopback; IPv4 and IPv6; TCP and UDP.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::review {

// IPv4 stands as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2).
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool is_v4() const;
  std::string to_string() const;
  auto operator<=>(const IpAddress&) const = default;
};
// kInvalid: not an address of either kind.
Result<IpAddress> parse_address(std::string_view text);

struct Cidr {
  IpAddress network;
  unsigned bits = 128;  // of the IPv6 form
  bool contains(const IpAddress& address) const;
};
// "10.0.0.0/8", "10.0.0.1", "2001:db8::/32". kInvalid says what is wrong.
Result<Cidr> parse_cidr(std::string_view text);

enum class Transport : std::uint8_t { kTcp, kUdp, kOther };
const char* transport_name(Transport transport);

struct Frame {
  IpAddress source, destination;
  Transport transport = Transport::kOther;
  std::uint8_t protocol = 0;  // IP's number
  std::uint16_t source_port = 0, destination_port = 0;
  std::uint32_t sequence = 0;
  bool syn = false, ack = false, fin = false, rst = false;
  std::uint32_t ip_bytes = 0;      // as the IP header says
  bytes::ByteSpan payload;         // of the transport, as far as it was captured
  std::uint32_t payload_wire = 0;  // as long as it was on the wire
};

enum class FrameKind : std::uint8_t {
  kFrame,
  kFragment,   // an IP fragment after the first, or a first one: not put together, counted
  kNotIp,      // ARP and others
  kMalformed,  // lengths that lie
  kUnknownLink
};

// Fills `frame` for kFrame, and addresses and ip_bytes for kFragment.
FrameKind read_frame(std::uint32_t link, bytes::ByteSpan data, Frame& frame);

}  // namespace ringfence::review
