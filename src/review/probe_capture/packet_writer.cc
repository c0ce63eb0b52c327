#include "review/probe_capture/packet_writer.h"

#include <fmt/format.h>

namespace ringfence::review {
namespace {

constexpr unsigned kFin = 1, kSyn = 2, kAck = 16;
constexpr std::size_t kSegment = 1400;

void little32(std::string& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}
void big(std::string& out, std::uint32_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string address(const std::string& text) {
  const auto parsed = parse_address(text);
  const IpAddress value = parsed ? *parsed : IpAddress{};
  return {reinterpret_cast<const char*>(value.bytes.data()) + 12, 4};
}

}  // namespace

PacketWriter::PacketWriter() {
  little32(out_, 0xA1B2C3D4);
  little32(out_, 0x00040002);  // version 2.4
  little32(out_, 0);
  little32(out_, 0);
  little32(out_, 65535);
  little32(out_, 1);  // Ethernet
}

void PacketWriter::packet(const Flow& flow, bool up, unsigned flags, std::string_view payload) {
  const std::string key = fmt::format("{}:{}>{}:{} {}", flow.client, flow.client_port, flow.server,
                                      flow.server_port, up);
  std::uint32_t& sequence = sequences_.try_emplace(key, up ? 1000 : 5000).first->second;
  std::string transport;
  big(transport, up ? flow.client_port : flow.server_port, 2);
  big(transport, up ? flow.server_port : flow.client_port, 2);
  if (flow.tcp) {
    big(transport, sequence, 4);
    big(transport, 0, 4);
    big(transport, 5u << 12 | flags, 2);
    big(transport, 65535, 2);
    big(transport, 0, 4);
    sequence += static_cast<std::uint32_t>(payload.size()) + ((flags & (kSyn | kFin)) != 0 ? 1 : 0);
  } else {
    big(transport, static_cast<std::uint32_t>(8 + payload.size()), 2);
    big(transport, 0, 2);
  }
  transport += payload;
  std::string ip("\x45\0", 2);
  big(ip, static_cast<std::uint32_t>(20 + transport.size()), 2);
  big(ip, 0, 4);
  big(ip, 64u << 8 | (flow.tcp ? 6 : 17), 2);
  big(ip, 0, 2);
  ip += address(up ? flow.client : flow.server) + address(up ? flow.server : flow.client);
  const std::string frame = std::string(12, '\x02') + std::string("\x08\0", 2) + ip + transport;
  ++time_us_;
  little32(out_, 1'700'000'000);
  little32(out_, time_us_);
  little32(out_, static_cast<std::uint32_t>(frame.size()));
  little32(out_, static_cast<std::uint32_t>(frame.size()));
  out_ += frame;
}

void PacketWriter::open(const Flow& flow) {
  if (!flow.tcp) return;
  packet(flow, true, kSyn, "");
  packet(flow, false, kSyn | kAck, "");
}

void PacketWriter::send(const Flow& flow, bool up, std::string_view payload) {
  do {
    packet(flow, up, kAck, payload.substr(0, kSegment));
    payload.remove_prefix(std::min(payload.size(), kSegment));
  } while (!payload.empty());
}

void PacketWriter::close(const Flow& flow) {
  if (!flow.tcp) return;
  packet(flow, true, kFin | kAck, "");
  packet(flow, false, kFin | kAck, "");
}

}  // namespace ringfence::review
