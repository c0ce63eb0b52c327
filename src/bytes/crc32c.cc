#include "bytes/crc32c.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE4_2__)
#include <nmmintrin.h>
#endif

namespace ringfence::bytes {
namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;  // reflected

// slice-by-8: entry [k][b] is the effect of byte b followed by k zero bytes.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[k - 1][byte];
      tables[k][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

// Multiplies two polynomials modulo the CRC polynomial, in reflected form (bit 31 is x^0).
constexpr std::uint32_t multiply(std::uint32_t a, std::uint32_t b) {
  std::uint32_t product = 0;
  for (std::uint32_t mask = 0x80000000u; mask != 0; mask >>= 1) {
    if ((a & mask) != 0) product ^= b;
    b = (b >> 1) ^ ((b & 1) != 0 ? kPolynomial : 0);
  }
  return product;
}

// x^(8 * bytes) modulo the polynomial: multiplying a CRC by it appends that many zero bytes.
constexpr std::uint32_t shift_by_bytes(std::uint64_t bytes) {
  std::uint32_t result = 0x80000000u;  // 1
  std::uint32_t power = 0x00800000u;   // x^8
  for (; bytes != 0; bytes >>= 1) {
    if ((bytes & 1) != 0) result = multiply(result, power);
    power = multiply(power, power);
  }
  return result;
}

std::uint32_t load32(const std::byte* at) {
  std::uint32_t value;
  std::memcpy(&value, at, sizeof(value));
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  return value;
}

#if defined(__SSE4_2__)

// Appending a fixed number of zero bytes by four table look-ups.
using ShiftTable = std::array<std::array<std::uint32_t, 256>, 4>;

constexpr ShiftTable make_shift_table(std::uint64_t bytes) {
  const std::uint32_t factor = shift_by_bytes(bytes);
  ShiftTable table{};
  for (std::size_t k = 0; k < 4; ++k) {
    // The shift is linear over bits: eight products, the other entries are sums of them.
    for (std::size_t bit = 0; bit < 8; ++bit) {
      table[k][std::size_t{1} << bit] = multiply(factor, std::uint32_t{1} << (8 * k + bit));
    }
    for (std::size_t byte = 1; byte < 256; ++byte) {
      const std::size_t low = byte & (~byte + 1);
      if (byte != low) table[k][byte] = table[k][byte ^ low] ^ table[k][low];
    }
  }
  return table;
}

constexpr std::size_t kLongLane = 8192;
constexpr std::size_t kShortLane = 256;
constexpr ShiftTable kShiftLong = make_shift_table(kLongLane);
constexpr ShiftTable kShiftShort = make_shift_table(kShortLane);

std::uint64_t shift(const ShiftTable& table, std::uint64_t crc) {
  return table[0][crc & 0xff] ^ table[1][(crc >> 8) & 0xff] ^ table[2][(crc >> 16) & 0xff] ^
         table[3][(crc >> 24) & 0xff];
}

std::uint64_t load64(const std::byte* at) {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof(value));
  return value;
}

// The instruction has a latency of three cycles and a throughput of one: three lanes keep it busy.
template <std::size_t kLane>
std::uint64_t three_lanes(const ShiftTable& table, std::uint64_t crc, const std::byte*& at,
                          std::size_t& left) {
  while (left >= 3 * kLane) {
    std::uint64_t second = 0;
    std::uint64_t third = 0;
    for (std::size_t i = 0; i < kLane; i += 8) {
      crc = _mm_crc32_u64(crc, load64(at + i));
      second = _mm_crc32_u64(second, load64(at + kLane + i));
      third = _mm_crc32_u64(third, load64(at + 2 * kLane + i));
    }
    crc = shift(table, crc) ^ second;
    crc = shift(table, crc) ^ third;
    at += 3 * kLane;
    left -= 3 * kLane;
  }
  return crc;
}

std::uint32_t extend_hardware(std::uint32_t crc, ByteSpan data) {
  const std::byte* at = data.data();
  std::size_t left = data.size();
  std::uint64_t state = ~crc;
  state = three_lanes<kLongLane>(kShiftLong, state, at, left);
  state = three_lanes<kShortLane>(kShiftShort, state, at, left);
  for (; left >= 8; at += 8, left -= 8) state = _mm_crc32_u64(state, load64(at));
  auto narrow = static_cast<std::uint32_t>(state);
  for (; left > 0; ++at, --left) narrow = _mm_crc32_u8(narrow, static_cast<std::uint8_t>(*at));
  return ~narrow;
}

#endif

}  // namespace

std::uint32_t crc32c_extend_software(std::uint32_t crc, ByteSpan data) {
  crc = ~crc;
  const std::byte* at = data.data();
  std::size_t left = data.size();
  for (; left >= 8; at += 8, left -= 8) {
    const std::uint32_t low = crc ^ load32(at);
    const std::uint32_t high = load32(at + 4);
    crc = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^ kTables[5][(low >> 16) & 0xff] ^
          kTables[4][low >> 24] ^ kTables[3][high & 0xff] ^ kTables[2][(high >> 8) & 0xff] ^
          kTables[1][(high >> 16) & 0xff] ^ kTables[0][high >> 24];
  }
  for (; left > 0; ++at, --left) {
    crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<std::uint8_t>(*at)) & 0xff];
  }
  return ~crc;
}

std::uint32_t crc32c_extend(std::uint32_t crc, ByteSpan data) {
#if defined(__SSE4_2__)
  return extend_hardware(crc, data);
#else
  return crc32c_extend_software(crc, data);
#endif
}

std::uint32_t crc32c(ByteSpan data) { return crc32c_extend(0, data); }

std::uint32_t crc32c(const Chain& chain) {
  std::uint32_t crc = 0;
  for (const Slice& slice : chain.slices()) crc = crc32c_extend(crc, slice.span());
  return crc;
}

std::uint32_t crc32c_combine(std::uint32_t crc_a, std::uint32_t crc_b, std::uint64_t length_b) {
  return multiply(shift_by_bytes(length_b), crc_a) ^ crc_b;
}

}  // namespace ringfence::bytes
