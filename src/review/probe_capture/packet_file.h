// Reads packets from pcap and pcapng files as they stand on disk, of any byte order, without
// keeping more than one packet. Own reading instead of libpcap's, because what a capture says about
// itself (packets dropped, several interfaces of different kinds) matters here and is not handed
// out there. pcap: draft-ietf-opsawg-pcap; pcapng: draft-ietf-opsawg-pcapng.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::review {

// Gives the front of `into` bytes and says how many; 0 at the end.
using ByteSource = std::function<Result<std::size_t>(std::span<std::byte> into)>;

struct Packet {
  std::uint64_t time_us = 0;  // since 1970
  std::uint32_t link = 0;     // DLT or LINKTYPE number: 1 Ethernet, 113 Linux cooked ...
  std::uint32_t wire_bytes = 0;
  bytes::ByteSpan data;  // as captured, at most wire_bytes; lives until the next call
};

// What the file says of itself.
struct CaptureFacts {
  std::uint64_t packets = 0, bytes = 0;  // of the file, headers included
  std::uint64_t truncated = 0;           // packets of which only a part was kept
  std::uint64_t dropped = 0;             // as the capturing side counted, pcapng only
  bool drops_known = false;
  std::uint64_t skipped_blocks = 0;  // of kinds without packets
  bool cut_off = false;              // the file ends inside a packet
};

// One owner, one thread. Memory: one packet, at most kPacketMax.
class PacketFile {
 public:
  static constexpr std::uint32_t kPacketMax = 1u << 20;

  // kInvalid: neither pcap nor pcapng.
  static Result<PacketFile> open(ByteSource source);

  // False at the end; an end inside a packet sets facts().cut_off. kCorrupt: lengths that
  // contradict each other; what was read before stands.
  Result<bool> next(Packet& packet);
  const CaptureFacts& facts() const { return facts_; }

 private:
  struct Interface {
    std::uint32_t link = 0;
    std::uint64_t ticks_per_second = 1'000'000;
    std::uint64_t dropped = 0;
  };
  explicit PacketFile(ByteSource source) : source_(std::move(source)) {}

  Result<bool> fill(std::size_t size);  // false: the end came before
  Result<bool> next_classic(Packet& packet);
  Result<bool> next_block(Packet& packet, bool& found);
  Result<void> section_header();
  void interface_block(bytes::ByteSpan body);
  void statistics_block(bytes::ByteSpan body);
  Result<bool> packet_block(std::uint32_t type, bytes::ByteSpan body, Packet& packet);
  std::uint16_t u16(bytes::ByteSpan from, std::size_t at) const;
  std::uint32_t u32(bytes::ByteSpan from, std::size_t at) const;

  ByteSource source_;
  std::vector<std::byte> in_;  // read ahead
  std::size_t in_begin_ = 0;
  std::vector<std::byte> held_;  // what fill() gathered
  bool classic_ = false;
  bool swapped_ = false;
  bool nanoseconds_ = false;
  std::uint32_t link_ = 0;
  std::vector<Interface> interfaces_;
  CaptureFacts facts_;
};

// A source over a file. kNotFound, kPermission: as the system says.
Result<ByteSource> file_source(const std::string& path);
ByteSource memory_source(bytes::ByteSpan bytes);

}  // namespace ringfence::review
