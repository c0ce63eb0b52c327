// Goal: every codec restores what was packed, stops at its limit, and survives damaged input with
// bounded memory. Method: round trips of random and repetitive data; bombs; every truncation and
// many bit flips of valid input.
#include "bytes/compression.h"

#include <gtest/gtest.h>
#include <snappy.h>

#include <string>

#include "base/random.h"

namespace ringfence::bytes {
namespace {

constexpr Compression kCodecs[] = {Compression::kNone, Compression::kGzip, Compression::kSnappy,
                                   Compression::kLz4, Compression::kZstd};
constexpr std::uint64_t kSeed = 20260823;

std::vector<std::byte> sample(std::size_t size, double repeat) {
  Random random(kSeed + size);
  std::vector<std::byte> data(size);
  for (std::size_t i = 0; i < size; ++i) {
    data[i] = i > 0 && random.chance(repeat) ? data[i - 1] : static_cast<std::byte>(random.next());
  }
  return data;
}

class CompressionTest : public testing::TestWithParam<Compression> {
 protected:
  Compression codec() const { return GetParam(); }
  std::vector<std::byte> packed(ByteSpan data) const {
    auto out = compress(codec(), data);
    EXPECT_TRUE(out.ok());
    return *std::move(out);
  }
};

TEST_P(CompressionTest, RestoresWhatWasPacked) {
  for (const std::size_t size : {0, 1, 100, 32 * 1024, 32 * 1024 + 1, 300'000}) {
    for (const double repeat : {0.0, 0.97}) {
      const auto data = sample(size, repeat);
      const auto back = decompress(codec(), packed(data), size);
      ASSERT_TRUE(back.ok()) << back.error().to_string() << " size " << size;
      ASSERT_EQ(*back, data);
    }
  }
}

TEST_P(CompressionTest, ReadsInSmallSteps) {
  const auto data = sample(100'000, 0.9);
  const auto input = packed(data);
  const auto reader = make_decompressor(codec(), input, data.size());
  std::vector<std::byte> back;
  std::vector<std::byte> step(777);
  while (true) {
    const auto size = reader->read(step);
    ASSERT_TRUE(size.ok()) << size.error().to_string();
    if (*size == 0) break;
    back.insert(back.end(), step.begin(), step.begin() + static_cast<std::ptrdiff_t>(*size));
  }
  EXPECT_EQ(back, data);
}

TEST_P(CompressionTest, RefusesMoreThanTheLimit) {
  const std::vector<std::byte> zeros(16 * 1024 * 1024);
  const auto bomb = packed(zeros);
  const auto refused = decompress(codec(), bomb, 1'000'000);
  ASSERT_FALSE(refused.ok());
  EXPECT_TRUE(refused.failed_with(ErrorCode::kTooLarge)) << refused.error().to_string();
  EXPECT_FALSE(decompress(codec(), packed(sample(5000, 0)), 4999).ok());
  EXPECT_TRUE(decompress(codec(), packed(sample(5000, 0)), 5000).ok());
}

class PackedDataTest : public CompressionTest {};

TEST_P(PackedDataTest, DamagedInputNeverCrashes) {
  const auto data = sample(3000, 0.8);
  const auto good = packed(data);
  for (std::size_t size = 1; size < good.size(); size += 3) {
    const auto cut = decompress(codec(), ByteSpan(good).first(size), 1 << 20);
    if (cut.ok()) {
      EXPECT_LT(cut->size(), data.size()) << "cut at " << size;
    }
  }
  Random random(kSeed);
  for (int round = 0; round < 2000; ++round) {
    auto bad = good;
    bad[random.below(bad.size())] ^= static_cast<std::byte>(1u << random.below(8));
    const auto result = decompress(codec(), bad, 1 << 20);
    if (result.ok()) {
      EXPECT_LE(result->size(), std::size_t{1} << 20);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Codecs, CompressionTest, testing::ValuesIn(kCodecs), [](const auto& info) {
  return std::string(compression_name(info.param));
});

INSTANTIATE_TEST_SUITE_P(Codecs, PackedDataTest, testing::ValuesIn(kCodecs + 1, std::end(kCodecs)),
                         [](const auto& info) {
                           return std::string(compression_name(info.param));
                         });

TEST(Snappy, ReadsARawBlock) {
  const std::string text(1000, 'r');
  std::string packed;
  snappy::Compress(text.data(), text.size(), &packed);
  const auto back = decompress(Compression::kSnappy, std::as_bytes(std::span(packed)), text.size());
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->size(), text.size());
}

TEST(Snappy, RefusesAnImpossibleLengthBeforeTakingMemory) {
  const std::string lie("\xff\xff\xff\xff\x0f\x00", 6);  // 4 GiB - 1 in six bytes
  const auto result = decompress(Compression::kSnappy, std::as_bytes(std::span(lie)), SIZE_MAX / 2);
  ASSERT_TRUE(result.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(result.error().detail.find("impossible"), std::string::npos);
}

TEST(Snappy, ReadsJoinedStreams) {
  const auto a = sample(1000, 0.5);
  auto joined = *compress(Compression::kSnappy, a);
  const auto again = joined;
  joined.insert(joined.end(), again.begin(), again.end());
  const auto back = decompress(Compression::kSnappy, joined, 2000);
  ASSERT_TRUE(back.ok()) << back.error().to_string();
  EXPECT_EQ(back->size(), 2000u);
}

}  // namespace
}  // namespace ringfence::bytes
