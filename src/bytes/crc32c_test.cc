// Goal: CRC-32C is right, whatever the length, alignment and way of computing it.
// Method: the published vectors of RFC 3720 B.4; hardware, software, incremental and combined
// results compared on random data around the lane sizes.
#include "bytes/crc32c.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace ringfence::bytes {
namespace {

TEST(Crc32c, PublishedVectors) {
  std::vector<std::byte> data(32, std::byte{0});
  EXPECT_EQ(crc32c(data), 0x8a9136aau);
  data.assign(32, std::byte{0xff});
  EXPECT_EQ(crc32c(data), 0x62a8ab43u);
  for (int i = 0; i < 32; ++i) data[i] = static_cast<std::byte>(i);
  EXPECT_EQ(crc32c(data), 0x46dd794eu);
  for (int i = 0; i < 32; ++i) data[i] = static_cast<std::byte>(31 - i);
  EXPECT_EQ(crc32c(data), 0x113fdb5cu);
  EXPECT_EQ(crc32c(std::as_bytes(std::span(std::string_view("123456789")))), 0xe3069283u);
  EXPECT_EQ(crc32c(ByteSpan()), 0u);
}

TEST(Crc32c, AllWaysAgree) {
  constexpr std::uint64_t kSeed = 20260823;
  RecordProperty("seed", std::to_string(kSeed));
  Random random(kSeed);
  std::vector<std::byte> data(80'000);
  for (std::byte& byte : data) byte = static_cast<std::byte>(random.next());
  std::vector<std::size_t> lengths(300);
  std::iota(lengths.begin(), lengths.end(), 0);
  for (const std::size_t length : {767, 768, 769, 24575, 24576, 24577, 49152, 50000, 79000}) {
    lengths.push_back(length);
  }
  for (const std::size_t length : lengths) {
    const ByteSpan part = ByteSpan(data).subspan(random.below(900), length);
    const std::uint32_t expected = crc32c_extend_software(0, part);
    ASSERT_EQ(crc32c(part), expected) << length << " seed " << kSeed;
    const std::size_t cut = random.below(length + 1);
    const ByteSpan a = part.first(cut);
    const ByteSpan b = part.subspan(cut);
    ASSERT_EQ(crc32c_extend(crc32c(a), b), expected) << length << " seed " << kSeed;
    ASSERT_EQ(crc32c_combine(crc32c(a), crc32c(b), b.size()), expected) << length;
    Chain chain(Slice::copy_of(a));
    chain.append(Slice::copy_of(b));
    ASSERT_EQ(crc32c(chain), expected);
  }
}

}  // namespace
}  // namespace ringfence::bytes
