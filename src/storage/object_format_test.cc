// Goal: data objects carry every batch byte for byte and everything that recovery needs; damaged
// ones are refused. Method: objects are built from random batches (seed printed), parsed and
// compared; then every byte of one is flipped and every length is cut.
#include "storage/object_format.h"

#include "base/random.h"
#include "bytes/crc32c.h"
#include "storage/object_ids.h"
#include "storage/test_batches.h"

namespace ringfence::storage {
namespace {

ObjectIdentity identity() {
  Random random(7);
  return {random.uuid(),
          random.uuid(),
          SessionId(12),
          FlushCounter(345),
          0,
          UnixMillis{1'700'000'000'123}};
}

std::vector<const Batch*> pointers(const std::vector<Batch>& batches) {
  std::vector<const Batch*> out;
  for (const Batch& batch : batches) out.push_back(&batch);
  return out;
}

std::vector<Batch> sample(Random& random, int partitions, int batches_each) {
  std::vector<Batch> out;
  std::vector<TopicPartition> keys;
  for (int i = 0; i < partitions; ++i) {
    keys.push_back({random.uuid(), PartitionIndex(static_cast<std::int32_t>(random.below(5)))});
  }
  std::sort(keys.begin(), keys.end());
  for (const TopicPartition& key : keys) {
    for (int i = 0; i < batches_each; ++i) {
      test::BatchSpec spec;
      spec.partition = key;
      spec.records = 1 + static_cast<int>(random.below(5));
      spec.value_bytes = random.chance(0.1) ? 20'000 : random.below(300);
      spec.producer = random.chance(0.5) ? ProducerId(static_cast<std::int64_t>(random.below(9)))
                                         : kNoProducerId;
      spec.sequence = 10 * i;
      out.push_back(test::make_test_batch(spec));
    }
  }
  return out;
}

TEST(ObjectFormatTest, WhatWasBuiltIsParsed) {
  const std::uint64_t seed = test::seed_of_run();
  Random random(seed);
  for (int round = 0; round < 20; ++round) {
    const std::vector<Batch> batches = sample(random, 1 + static_cast<int>(random.below(6)),
                                              1 + static_cast<int>(random.below(9)));
    const BuiltObject built = build_object(identity(), pointers(batches));
    const bytes::Slice whole = built.body.flatten();
    const auto parsed = parse_object(whole.span());
    ASSERT_TRUE(parsed.ok()) << parsed.error().to_string() << " seed " << seed;
    EXPECT_EQ(parsed->header.identity, identity());
    ASSERT_EQ(parsed->footer.batches.size(), batches.size());
    for (std::size_t i = 0; i < batches.size(); ++i) {
      const BatchEntry& entry = parsed->footer.batches[i];
      EXPECT_EQ(entry.position, built.positions[i]);
      EXPECT_EQ(entry.facts, batches[i].facts);
      EXPECT_EQ(whole.sub(entry.position, entry.facts.byte_length).text(), batches[i].body.text());
    }
    std::size_t next = 0;
    for (const SectionEntry& section : parsed->footer.sections) {
      for (std::uint32_t i = 0; i < section.batch_count; ++i) {
        EXPECT_EQ(section.partition, batches[next++].partition);
      }
    }
  }
}

TEST(ObjectFormatTest, RecordsAreNotCopied) {
  Random random(3);
  const std::vector<Batch> batches = sample(random, 2, 3);
  const BuiltObject built = build_object(identity(), pointers(batches));
  ASSERT_EQ(built.body.slices().size(), batches.size() + 3);  // header, batches, footer, trailer
  for (std::size_t i = 0; i < batches.size(); ++i) {
    EXPECT_EQ(built.body.slices()[i + 1].data(), batches[i].body.data());
  }
}

TEST(ObjectFormatTest, ARewrittenHeaderIsPartOfTheBatch) {
  test::BatchSpec spec;
  spec.value_bytes = 30'000;  // long enough for the combined checksum
  const Batch plain = test::make_test_batch(spec);
  const Batch stamped =
      make_batch_with_append_time(plain.partition, plain.body, UnixMillis{1'800'000'000'000});
  const BuiltObject built = build_object(identity(), {&stamped});
  const auto parsed = parse_object(built.body.flatten().span());
  ASSERT_TRUE(parsed.ok()) << parsed.error().to_string();
  EXPECT_EQ(parsed->footer.batches[0].facts.max_timestamp.ms, 1'800'000'000'000);
}

TEST(ObjectFormatTest, EveryFlippedByteIsNoticed) {
  Random random(5);
  const BuiltObject built = build_object(identity(), pointers(sample(random, 2, 2)));
  const bytes::Slice whole = built.body.flatten();
  std::vector<std::byte> damaged(whole.span().begin(), whole.span().end());
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    damaged[i] ^= std::byte{0x20};
    EXPECT_FALSE(parse_object(damaged).ok()) << i;
    damaged[i] ^= std::byte{0x20};
  }
  EXPECT_TRUE(parse_object(damaged).ok());
}

TEST(ObjectFormatTest, EveryCutIsNoticed) {
  Random random(6);
  const BuiltObject built = build_object(identity(), pointers(sample(random, 1, 2)));
  const bytes::Slice whole = built.body.flatten();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_object(whole.span().first(size)).ok()) << size;
  }
}

// Writes a 64-bit value at `at` of the header and makes its checksum right again.
std::vector<std::byte> with_header_field(const bytes::Slice& whole, std::size_t at,
                                         std::uint64_t value) {
  std::vector<std::byte> out(whole.span().begin(), whole.span().end());
  const auto put = [&out](std::size_t position, std::uint64_t number, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
      out[position + i] = static_cast<std::byte>(number >> (8 * (bytes - 1 - i)));
    }
  };
  put(at, value, 8);
  put(100, bytes::crc32c(bytes::ByteSpan(out).first(100)), 4);
  return out;
}

TEST(ObjectFormatTest, FeatureBitsDecideWhoMayRead) {
  Random random(8);
  const bytes::Slice whole =
      build_object(identity(), pointers(sample(random, 1, 1))).body.flatten();
  // Unknown compatible features are no obstacle, unknown incompatible ones are.
  const auto compatible = parse_object(with_header_field(whole, 16, 1ull << 63));
  ASSERT_TRUE(compatible.ok());
  EXPECT_EQ(compatible->header.compatible_features, 1ull << 63);
  EXPECT_TRUE(parse_object(with_header_field(whole, 24, kFeatureEncryptedSections))
                  .failed_with(ErrorCode::kUnsupported));
}

TEST(ObjectIdsTest, KeysHoldTheIdAndNothingElse) {
  Random random(9);
  const ObjectId id = random.uuid();
  EXPECT_EQ(object_key(id), "data/" + id.to_hex());
  EXPECT_EQ(object_id_of_key(object_key(id)), id);
  EXPECT_FALSE(object_id_of_key("cluster"));
  EXPECT_FALSE(object_id_of_key("data/" + id.to_hex() + "0"));
  EXPECT_FALSE(object_id_of_key("data/" + std::string(32, 'A')));
}

}  // namespace
}  // namespace ringfence::storage
