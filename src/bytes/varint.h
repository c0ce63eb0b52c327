// Unsigned and zigzag variable-length integers as Kafka and Protocol Buffers write them: seven bits
// a byte, least significant first, the high bit set on all but the last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ringfence::bytes {

inline constexpr std::size_t kVarintMaxBytes = 5;    // 32 bits
inline constexpr std::size_t kVarlongMaxBytes = 10;  // 64 bits

constexpr std::uint32_t zigzag_encode(std::int32_t value) {
  return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
constexpr std::uint64_t zigzag_encode(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int32_t zigzag_decode(std::uint32_t value) {
  return static_cast<std::int32_t>((value >> 1) ^ (~(value & 1) + 1));
}
constexpr std::int64_t zigzag_decode(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

// Bytes that the value takes, 1 to 10.
constexpr std::size_t varint_size(std::uint64_t value) {
  std::size_t size = 1;
  while (value >= 0x80) {
    value >>= 7;
    ++size;
  }
  return size;
}

// Writes the value at `out`, which must have room for varint_size(value) bytes; returns how many
// were written.
constexpr std::size_t write_varint(std::byte* out, std::uint64_t value) {
  std::size_t size = 0;
  while (value >= 0x80) {
    out[size++] = static_cast<std::byte>((value & 0x7f) | 0x80);
    value >>= 7;
  }
  out[size++] = static_cast<std::byte>(value);
  return size;
}

// Reads up to `max_bytes` bytes from the start of `in`. Returns the bytes consumed, 0 when the
// value is cut off, longer than `max_bytes`, or has bits beyond 64 (beyond 32 for five bytes).
constexpr std::size_t read_varint(std::span<const std::byte> in, std::size_t max_bytes,
                                  std::uint64_t& value) {
  std::uint64_t result = 0;
  const std::size_t limit = in.size() < max_bytes ? in.size() : max_bytes;
  for (std::size_t i = 0; i < limit; ++i) {
    const auto byte = static_cast<std::uint64_t>(in[i]);
    result |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      if (i == kVarlongMaxBytes - 1 && byte > 1) return 0;
      if (max_bytes == kVarintMaxBytes && result > 0xffffffffu) return 0;
      value = result;
      return i + 1;
    }
  }
  return 0;
}

}  // namespace ringfence::bytes
