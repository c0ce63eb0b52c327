// Goal: varints agree with the encoding rules at every boundary and refuse what cannot be decoded.
// Method: tables of known encodings, round trips around powers of two, hand-made bad input.
#include "bytes/varint.h"

#include <array>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace ringfence::bytes {
namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> out;
  for (const int value : values) out.push_back(static_cast<std::byte>(value));
  return out;
}

TEST(Varint, KnownEncodings) {
  std::array<std::byte, 10> buffer;
  const auto encoded = [&buffer](std::uint64_t value) {
    const std::size_t size = write_varint(buffer.data(), value);
    return std::vector<std::byte>(buffer.begin(), buffer.begin() + size);
  };
  EXPECT_EQ(encoded(0), bytes_of({0}));
  EXPECT_EQ(encoded(127), bytes_of({0x7f}));
  EXPECT_EQ(encoded(128), bytes_of({0x80, 1}));
  EXPECT_EQ(encoded(300), bytes_of({0xac, 2}));
  EXPECT_EQ(encoded(0xffffffff), bytes_of({0xff, 0xff, 0xff, 0xff, 0x0f}));
}

TEST(Varint, ZigzagKeepsSmallNumbersSmall) {
  EXPECT_EQ(zigzag_encode(std::int32_t{0}), 0u);
  EXPECT_EQ(zigzag_encode(std::int32_t{-1}), 1u);
  EXPECT_EQ(zigzag_encode(std::int32_t{1}), 2u);
  EXPECT_EQ(zigzag_encode(std::numeric_limits<std::int32_t>::min()), 0xffffffffu);
  for (const std::int64_t value : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1},
                                   std::int64_t{0}, std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(zigzag_decode(zigzag_encode(value)), value);
  }
}

TEST(Varint, RoundTripsAroundPowersOfTwo) {
  std::array<std::byte, 10> buffer;
  for (int bit = 0; bit < 64; ++bit) {
    for (const std::int64_t step : {-1, 0, 1}) {
      const std::uint64_t value = (std::uint64_t{1} << bit) + static_cast<std::uint64_t>(step);
      const std::size_t size = write_varint(buffer.data(), value);
      EXPECT_EQ(size, varint_size(value));
      std::uint64_t back = 0;
      EXPECT_EQ(read_varint({buffer.data(), size}, kVarlongMaxBytes, back), size);
      EXPECT_EQ(back, value);
    }
  }
}

TEST(Varint, RefusesBadInput) {
  std::uint64_t value = 0;
  EXPECT_EQ(read_varint(bytes_of({}), kVarintMaxBytes, value), 0u);
  EXPECT_EQ(read_varint(bytes_of({0x80}), kVarintMaxBytes, value), 0u);
  EXPECT_EQ(read_varint(bytes_of({0xff, 0xff, 0xff, 0xff, 0x1f}), kVarintMaxBytes, value), 0u)
      << "33 bits";
  EXPECT_EQ(read_varint(bytes_of({0x80, 0x80, 0x80, 0x80, 0x80, 1}), kVarintMaxBytes, value), 0u);
  EXPECT_EQ(read_varint(bytes_of({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2}),
                        kVarlongMaxBytes, value),
            0u)
      << "65 bits";
}

}  // namespace
}  // namespace ringfence::bytes
