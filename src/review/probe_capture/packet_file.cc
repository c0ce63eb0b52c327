#include "review/probe_capture/packet_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace ringfence::review {
namespace {

constexpr std::size_t kReadAhead = 1 << 20;
constexpr std::uint32_t kBlockMax = 16u << 20;
constexpr std::size_t kInterfacesMax = 1024;

enum BlockType : std::uint32_t {
  kInterfaceBlock = 1,
  kOldPacketBlock = 2,
  kSimplePacketBlock = 3,
  kStatisticsBlock = 5,
  kEnhancedPacketBlock = 6,
  kSectionBlock = 0x0A0D0D0A
};

Error corrupt(std::string what) { return Error(ErrorCode::kCorrupt, "capture file: " + what); }

}  // namespace

std::uint16_t PacketFile::u16(bytes::ByteSpan from, std::size_t at) const {
  std::uint16_t value;
  std::memcpy(&value, from.data() + at, sizeof value);
  return swapped_ ? static_cast<std::uint16_t>(value << 8 | value >> 8) : value;
}

std::uint32_t PacketFile::u32(bytes::ByteSpan from, std::size_t at) const {
  std::uint32_t value;
  std::memcpy(&value, from.data() + at, sizeof value);
  return swapped_ ? __builtin_bswap32(value) : value;
}

// Gathers exactly `size` bytes in held_.
Result<bool> PacketFile::fill(std::size_t size) {
  held_.clear();
  while (held_.size() < size) {
    if (in_begin_ == in_.size()) {
      in_.resize(kReadAhead);
      in_begin_ = 0;
      auto got = source_(in_);
      if (!got) {
        in_.clear();
        return got.error();
      }
      in_.resize(*got);
      if (*got == 0) break;
    }
    const std::size_t take = std::min(size - held_.size(), in_.size() - in_begin_);
    const auto from = in_.begin() + static_cast<std::ptrdiff_t>(in_begin_);
    held_.insert(held_.end(), from, from + static_cast<std::ptrdiff_t>(take));
    in_begin_ += take;
  }
  facts_.bytes += held_.size();
  if (held_.size() == size) return true;
  if (!held_.empty()) facts_.cut_off = true;
  return false;
}

Result<PacketFile> PacketFile::open(ByteSource source) {
  PacketFile file(std::move(source));
  const Error unknown(ErrorCode::kInvalid, "capture file: neither pcap nor pcapng");
  RF_TRY_ASSIGN(const bool any, file.fill(4));
  if (!any) return unknown;
  const std::uint32_t magic = file.u32(file.held_, 0);
  if (magic == kSectionBlock) {
    RF_TRY(file.section_header());
    return file;
  }
  file.swapped_ = magic == 0xD4C3B2A1 || magic == 0x4D3CB2A1;
  const std::uint32_t plain = file.swapped_ ? __builtin_bswap32(magic) : magic;
  if (plain != 0xA1B2C3D4 && plain != 0xA1B23C4D) return unknown;
  file.classic_ = true;
  file.nanoseconds_ = plain == 0xA1B23C4D;
  RF_TRY_ASSIGN(const bool header, file.fill(20));
  if (!header) return corrupt("the header is cut off");
  file.link_ = file.u32(file.held_, 16) & 0x0FFFFFFF;  // the top bits say whether there is an FCS
  return file;
}

Result<bool> PacketFile::next(Packet& packet) {
  if (classic_) return next_classic(packet);
  while (true) {
    bool found = false;
    RF_TRY_ASSIGN(const bool more, next_block(packet, found));
    if (!more || found) return more;
  }
}

Result<bool> PacketFile::next_classic(Packet& packet) {
  RF_TRY_ASSIGN(const bool header, fill(16));
  if (!header) return false;
  const std::uint64_t seconds = u32(held_, 0), fraction = u32(held_, 4);
  const std::uint32_t kept = u32(held_, 8);
  packet.wire_bytes = u32(held_, 12);
  packet.link = link_;
  packet.time_us = seconds * 1'000'000 + (nanoseconds_ ? fraction / 1000 : fraction);
  if (kept > kPacketMax) {
    return corrupt(fmt::format("packet {} says {} bytes, the limit is {}", facts_.packets + 1, kept,
                               kPacketMax));
  }
  RF_TRY_ASSIGN(const bool body, fill(kept));
  if (!body) return false;
  ++facts_.packets;
  if (kept < packet.wire_bytes) ++facts_.truncated;
  packet.data = held_;
  return true;
}

// After the block type was read: length, byte-order magic, the rest.
Result<void> PacketFile::section_header() {
  RF_TRY_ASSIGN(const bool start, fill(8));
  if (!start) return corrupt("the section header is cut off");
  std::uint32_t magic;
  std::memcpy(&magic, held_.data() + 4, sizeof magic);
  if (magic != 0x1A2B3C4D && magic != 0x4D3C2B1A) return corrupt("a bad byte-order magic");
  swapped_ = magic == 0x4D3C2B1A;
  const std::uint32_t length = u32(held_, 0);
  if (length < 28 || length % 4 != 0 || length > kBlockMax) {
    return corrupt(fmt::format("a section header of {} bytes", length));
  }
  RF_TRY_ASSIGN(const bool rest, fill(length - 12));
  if (!rest) return corrupt("the section header is cut off");
  interfaces_.clear();  // they belong to a section
  return {};
}

Result<bool> PacketFile::next_block(Packet& packet, bool& found) {
  RF_TRY_ASSIGN(const bool start, fill(4));
  if (!start) return false;
  const std::uint32_t type = u32(held_, 0);
  if (type == kSectionBlock) {
    if (const auto section = section_header(); !section) {
      if (facts_.cut_off) return false;
      return section.error();
    }
    return true;
  }
  RF_TRY_ASSIGN(const bool has_length, fill(4));
  if (!has_length) return false;
  const std::uint32_t length = u32(held_, 0);
  if (length < 12 || length % 4 != 0 || length > kBlockMax) {
    return corrupt(fmt::format("a block of {} bytes", length));
  }
  RF_TRY_ASSIGN(const bool whole, fill(length - 8));
  if (!whole) return false;
  if (u32(held_, length - 12) != length) return corrupt("a block whose two lengths differ");
  const bytes::ByteSpan body = bytes::ByteSpan(held_).first(length - 12);
  if (type == kInterfaceBlock) {
    if (interfaces_.size() >= kInterfacesMax) return corrupt("more than 1024 interfaces");
    interface_block(body);
  } else if (type == kStatisticsBlock) {
    statistics_block(body);
  } else if (type == kEnhancedPacketBlock || type == kSimplePacketBlock ||
             type == kOldPacketBlock) {
    RF_TRY_ASSIGN(found, packet_block(type, body, packet));
  } else {
    ++facts_.skipped_blocks;
  }
  return true;
}

void PacketFile::interface_block(bytes::ByteSpan body) {
  Interface interface;
  if (body.size() >= 8) interface.link = u16(body, 0);
  std::size_t at = 8;
  while (at + 4 <= body.size()) {
    const std::uint16_t code = u16(body, at), size = u16(body, at + 2);
    if (code == 0 || at + 4 + size > body.size()) break;
    if (code == 9 && size >= 1) {  // if_tsresol
      const unsigned value = std::to_integer<unsigned>(body[at + 4]);
      const unsigned power = value & 0x7F;
      std::uint64_t ticks = 1;
      const unsigned base = value & 0x80 ? 2 : 10;
      for (unsigned i = 0; i < power && ticks <= 1'000'000'000'000ull; ++i) ticks *= base;
      interface.ticks_per_second = ticks;
    }
    at += 4 + (size + 3u) / 4 * 4;
  }
  interfaces_.push_back(interface);
}

void PacketFile::statistics_block(bytes::ByteSpan body) {
  if (body.size() < 12) return;
  const std::uint32_t id = u32(body, 0);
  if (id >= interfaces_.size()) return;
  std::size_t at = 12;
  std::uint64_t dropped = 0;
  while (at + 4 <= body.size()) {
    const std::uint16_t code = u16(body, at), size = u16(body, at + 2);
    if (code == 0 || at + 4 + size > body.size()) break;
    if ((code == 5 || code == 7) && size == 8) {  // isb_ifdrop, isb_osdrop
      const std::uint64_t first = u32(body, at + 4), second = u32(body, at + 8);
      const bool big = (std::endian::native == std::endian::big) != swapped_;
      const std::uint64_t value = big ? first << 32 | second : second << 32 | first;
      dropped = std::max(dropped, value);
      facts_.drops_known = true;
    }
    at += 4 + (size + 3u) / 4 * 4;
  }
  // Counters run from the start of the capture: the last block of an interface counts.
  Interface& interface = interfaces_[id];
  if (dropped > interface.dropped) {
    facts_.dropped += dropped - interface.dropped;
    interface.dropped = dropped;
  }
}

Result<bool> PacketFile::packet_block(std::uint32_t type, bytes::ByteSpan body, Packet& packet) {
  const std::size_t head = type == kSimplePacketBlock ? 4 : 20;
  if (body.size() < head) return corrupt("a packet block that is too short");
  std::uint32_t id = 0, kept = 0;
  if (type == kSimplePacketBlock) {
    packet.wire_bytes = u32(body, 0);
    kept = static_cast<std::uint32_t>(std::min<std::size_t>(packet.wire_bytes, body.size() - head));
    packet.time_us = 0;
  } else {
    id = type == kOldPacketBlock ? u16(body, 0) : u32(body, 0);
    kept = u32(body, 12);
    packet.wire_bytes = u32(body, 16);
  }
  if (id >= interfaces_.size()) return corrupt("a packet of an interface that was not declared");
  if (kept > body.size() - head || kept > kPacketMax) {
    return corrupt(fmt::format("a packet of {} bytes in a block of {}", kept, body.size()));
  }
  const Interface& interface = interfaces_[id];
  if (type != kSimplePacketBlock) {
    const std::uint64_t ticks = std::uint64_t{u32(body, 4)} << 32 | u32(body, 8);
    const std::uint64_t unit = interface.ticks_per_second;
    packet.time_us =
        ticks / unit * 1'000'000 + static_cast<std::uint64_t>(static_cast<double>(ticks % unit) /
                                                              static_cast<double>(unit) * 1e6);
  }
  packet.link = interface.link;
  packet.data = body.subspan(head, kept);
  ++facts_.packets;
  if (kept < packet.wire_bytes) ++facts_.truncated;
  return true;
}

Result<ByteSource> file_source(const std::string& path) {
  std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rb"),
                                  [](std::FILE* f) { f != nullptr ? std::fclose(f) : 0; });
  if (!file) {
    const int code = errno;
    return Error(code == ENOENT   ? ErrorCode::kNotFound
                 : code == EACCES ? ErrorCode::kPermission
                                  : ErrorCode::kInternal,
                 path + ": " + std::strerror(code));
  }
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  return ByteSource([file, path](std::span<std::byte> into) -> Result<std::size_t> {
    const std::size_t got = std::fread(into.data(), 1, into.size(), file.get());
    if (got == 0 && std::ferror(file.get()) != 0) {
      return Error(ErrorCode::kInternal, path + ": cannot be read");
    }
    return got;
  });
}

ByteSource memory_source(bytes::ByteSpan bytes) {
  const auto left = std::make_shared<bytes::ByteSpan>(bytes);
  return [left](std::span<std::byte> into) -> Result<std::size_t> {
    const std::size_t size = std::min(into.size(), left->size());
    if (size > 0) std::memcpy(into.data(), left->data(), size);
    *left = left->subspan(size);
    return size;
  };
}

}  // namespace ringfence::review
