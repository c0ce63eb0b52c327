#include "review/probe_capture/frames.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace ringfence::review {
namespace {

std::uint32_t big(bytes::ByteSpan data, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | std::to_integer<std::uint32_t>(data[at + i]);
  }
  return value;
}

IpAddress address_v4(bytes::ByteSpan data) {
  IpAddress address;
  address.bytes[10] = address.bytes[11] = 0xFF;
  std::memcpy(address.bytes.data() + 12, data.data(), 4);
  return address;
}

IpAddress address_v6(bytes::ByteSpan data) {
  IpAddress address;
  std::memcpy(address.bytes.data(), data.data(), 16);
  return address;
}

// Strips what stands before the IP header. False: not IP.
FrameKind strip_link(std::uint32_t link, bytes::ByteSpan& data) {
  constexpr std::uint32_t kIpv4 = 0x0800, kIpv6 = 0x86DD;
  std::size_t at = 0;
  std::uint32_t type = 0;
  switch (link) {
    case 1:  // Ethernet
      if (data.size() < 14) return FrameKind::kMalformed;
      type = big(data, 12, 2);
      at = 14;
      for (int tags = 0; tags < 4 && (type == 0x8100 || type == 0x88A8 || type == 0x9100); ++tags) {
        if (data.size() < at + 4) return FrameKind::kMalformed;
        type = big(data, at + 2, 2);
        at += 4;
      }
      break;
    case 113:  // Linux cooked, version 1
      if (data.size() < 16) return FrameKind::kMalformed;
      type = big(data, 14, 2);
      at = 16;
      break;
    case 276:  // Linux cooked, version 2
      if (data.size() < 20) return FrameKind::kMalformed;
      type = big(data, 0, 2);
      at = 20;
      break;
    case 0:    // BSD loopback: the family in the host's order
    case 108:  // OpenBSD loopback: in network order
    case 12:   // raw IP, as various systems number it
    case 14:
    case 101:
    case 228:
    case 229: {
      at = link == 0 || link == 108 ? 4 : 0;
      if (data.size() <= at) return FrameKind::kMalformed;
      const unsigned version = std::to_integer<unsigned>(data[at]) >> 4;
      type = version == 4 ? kIpv4 : version == 6 ? kIpv6 : 0;
      break;
    }
    default:
      return FrameKind::kUnknownLink;
  }
  if (type != kIpv4 && type != kIpv6) return FrameKind::kNotIp;
  data = data.subspan(at);
  return FrameKind::kFrame;
}

FrameKind read_v4(bytes::ByteSpan& data, Frame& frame, std::uint32_t& payload_wire) {
  if (data.size() < 20) return FrameKind::kMalformed;
  const std::size_t head = (std::to_integer<unsigned>(data[0]) & 15) * 4;
  std::uint32_t total = big(data, 2, 2);
  // 0: the card cut it into segments after the capture saw it.
  if (total == 0) total = static_cast<std::uint32_t>(data.size());
  if (head < 20 || total < head || data.size() < head) return FrameKind::kMalformed;
  frame.ip_bytes = total;
  frame.protocol = std::to_integer<std::uint8_t>(data[9]);
  frame.source = address_v4(data.subspan(12));
  frame.destination = address_v4(data.subspan(16));
  const bool fragment = (big(data, 6, 2) & 0x3FFF) != 0;  // offset, or "more fragments"
  data = data.subspan(head, std::min<std::size_t>(data.size(), total) - head);
  payload_wire = static_cast<std::uint32_t>(total - head);
  return fragment ? FrameKind::kFragment : FrameKind::kFrame;
}

FrameKind read_v6(bytes::ByteSpan& data, Frame& frame, std::uint32_t& payload_wire) {
  if (data.size() < 40) return FrameKind::kMalformed;
  std::uint32_t length = big(data, 4, 2);
  if (length == 0) length = static_cast<std::uint32_t>(data.size() - 40);
  frame.ip_bytes = length + 40;
  frame.source = address_v6(data.subspan(8));
  frame.destination = address_v6(data.subspan(24));
  std::uint8_t next = std::to_integer<std::uint8_t>(data[6]);
  data = data.subspan(40, std::min<std::size_t>(data.size() - 40, length));
  payload_wire = length;
  for (int headers = 0; headers < 8; ++headers) {
    if (next == 44) return FrameKind::kFragment;
    const bool extension = next == 0 || next == 43 || next == 60 || next == 51 || next == 135;
    if (!extension) break;
    if (data.size() < 8) return FrameKind::kMalformed;
    const std::size_t units = std::to_integer<std::size_t>(data[1]);
    const std::size_t size = next == 51 ? (units + 2) * 4 : (units + 1) * 8;
    if (size > data.size() || size > payload_wire) return FrameKind::kMalformed;
    next = std::to_integer<std::uint8_t>(data[0]);
    data = data.subspan(size);
    payload_wire -= static_cast<std::uint32_t>(size);
  }
  frame.protocol = next;
  return FrameKind::kFrame;
}

FrameKind read_transport(bytes::ByteSpan data, std::uint32_t wire, Frame& frame) {
  frame.transport = Transport::kOther;
  frame.payload = data;
  frame.payload_wire = wire;
  std::size_t head = 0;
  if (frame.protocol == 6) {
    if (data.size() < 20) return FrameKind::kMalformed;
    frame.transport = Transport::kTcp;
    frame.sequence = big(data, 4, 4);
    head = (std::to_integer<unsigned>(data[12]) >> 4) * 4;
    const unsigned flags = std::to_integer<unsigned>(data[13]);
    frame.fin = (flags & 1) != 0;
    frame.syn = (flags & 2) != 0;
    frame.rst = (flags & 4) != 0;
    frame.ack = (flags & 16) != 0;
    if (head < 20) return FrameKind::kMalformed;
  } else if (frame.protocol == 17) {
    if (data.size() < 8) return FrameKind::kMalformed;
    frame.transport = Transport::kUdp;
    head = 8;
  } else {
    return FrameKind::kFrame;
  }
  if (wire < head) return FrameKind::kMalformed;
  frame.source_port = static_cast<std::uint16_t>(big(data, 0, 2));
  frame.destination_port = static_cast<std::uint16_t>(big(data, 2, 2));
  frame.payload = data.subspan(std::min(head, data.size()));
  frame.payload_wire = wire - static_cast<std::uint32_t>(head);
  return FrameKind::kFrame;
}

}  // namespace

bool IpAddress::is_v4() const {
  static constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

std::string IpAddress::to_string() const {
  char text[INET6_ADDRSTRLEN] = {};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
  }
  return text;
}

Result<IpAddress> parse_address(std::string_view text) {
  const std::string copy(text.substr(0, 64));
  IpAddress address;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  std::array<std::byte, 4> v4;
  if (inet_pton(AF_INET, copy.c_str(), v4.data()) == 1) return address_v4(v4);
  return Error(ErrorCode::kInvalid, fmt::format("not an IP address: {}", copy));
}

bool Cidr::contains(const IpAddress& address) const {
  for (unsigned bit = 0; bit < bits; bit += 8) {
    const unsigned left = std::min(8u, bits - bit);
    const unsigned mask = 0xFF00u >> left & 0xFF;
    if (((network.bytes[bit / 8] ^ address.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

Result<Cidr> parse_cidr(std::string_view text) {
  Cidr cidr;
  const std::size_t slash = text.find('/');
  RF_TRY_ASSIGN(cidr.network, parse_address(text.substr(0, slash)));
  if (slash == text.npos) return cidr;
  const std::string_view digits = text.substr(slash + 1);
  const unsigned most = cidr.network.is_v4() ? 32 : 128;
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > most) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("a prefix length is 0 to {}, not \"{}\"", most, digits.substr(0, 20)));
  }
  cidr.bits = bits + 128 - most;
  return cidr;
}

const char* transport_name(Transport transport) {
  return transport == Transport::kTcp ? "tcp" : transport == Transport::kUdp ? "udp" : "other";
}

FrameKind read_frame(std::uint32_t link, bytes::ByteSpan data, Frame& frame) {
  if (const FrameKind kind = strip_link(link, data); kind != FrameKind::kFrame) return kind;
  if (data.empty()) return FrameKind::kMalformed;
  const unsigned version = std::to_integer<unsigned>(data[0]) >> 4;
  std::uint32_t wire = 0;
  FrameKind kind = FrameKind::kMalformed;
  if (version == 4) kind = read_v4(data, frame, wire);
  if (version == 6) kind = read_v6(data, frame, wire);
  if (kind != FrameKind::kFrame) return kind;
  return read_transport(data, wire, frame);
}

}  // namespace ringfence::review
