// Goal: what a producer sends is judged as Kafka does, batch by batch, and LogAppendTime rewrites
// what it must and nothing else. Method: batches from the builder, damaged one field at a time.
#include "agent/handlers/produce_checks.h"

#include <gtest/gtest.h>

#include "bytes/crc32c.h"
#include "config/key_table.h"
#include "kafka/protocol/record_builder.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::agent {
namespace {

using kafka::KafkaError;

constexpr std::int64_t kNow = 1'700'000'000'000;
const TopicPartition kPartition{TopicId{{7}}, PartitionIndex(3)};

bytes::ByteSpan span(std::string_view text) { return std::as_bytes(std::span(text)); }

bytes::Slice batch(std::vector<std::int64_t> times, bool keys = true,
                   kafka::BatchOptions options = {}) {
  kafka::RecordBatchBuilder builder(options);
  for (const std::int64_t time : times) {
    builder.append(time, keys ? std::optional(span("k")) : std::nullopt, span("value"));
  }
  return *builder.build();
}

TopicSettings settings() {
  TopicSettings s;
  s.message_bytes_max = 1'048'588;
  s.timestamp_before_max_ms = INT64_MAX;
  s.timestamp_after_max_ms = 3'600'000;
  return s;
}

KafkaError judge(const bytes::Slice& data, const TopicSettings& s, std::int16_t version = 9) {
  storage::Batch out;
  return check_batch(kPartition, data, s, {version, UnixMillis{kNow}}, out).error;
}

bytes::Slice damaged(const bytes::Slice& data, std::size_t at, int value) {
  std::vector<std::byte> copy(data.span().begin(), data.span().end());
  copy[at] = static_cast<std::byte>(value);
  return bytes::Slice::from_vector(std::move(copy));
}

// The batch with the checksum that its bytes have now (big-endian at 17, over all from 21 on).
bytes::Slice with_crc(bytes::Slice data) {
  const std::uint32_t crc = bytes::crc32c(data.sub(21).span());
  for (std::size_t i = 0; i < 4; ++i) {
    data = damaged(data, 17 + i, static_cast<int>(crc >> (24 - 8 * i) & 0xff));
  }
  return data;
}

TEST(ProduceChecks, GoodBatchesPassUntouched) {
  const bytes::Slice data = batch({kNow, kNow + 1});
  storage::Batch out;
  const BatchVerdict verdict =
      check_batch(kPartition, data, settings(), {9, UnixMillis{kNow}}, out);
  EXPECT_EQ(verdict.error, KafkaError::kNone) << verdict.message;
  EXPECT_EQ(out.partition, kPartition);
  EXPECT_EQ(out.body.data(), data.data()) << "the bytes are shared, not copied";
  EXPECT_TRUE(out.head.empty());
  EXPECT_EQ(out.facts.offset_count, 2);
  EXPECT_EQ(out.facts.max_timestamp.ms, kNow + 1);
}

TEST(ProduceChecks, DamageIsNamed) {
  const bytes::Slice data = batch({kNow});
  EXPECT_EQ(judge({}, settings()), KafkaError::kInvalidRecord);
  EXPECT_EQ(judge(damaged(data, 16, 1), settings()), KafkaError::kInvalidRecord) << "magic 1";
  EXPECT_EQ(judge(damaged(data, data.size() - 1, 0x55), settings()), KafkaError::kCorruptMessage);
  EXPECT_EQ(judge(data.sub(0, data.size() - 1), settings()), KafkaError::kCorruptMessage);
  bytes::Chain two(data);
  two.append(data);
  EXPECT_EQ(judge(two.flatten(), settings()), KafkaError::kInvalidRecord) << "two batches";
  kafka::BatchOptions control;
  control.control = true;
  EXPECT_EQ(judge(batch({kNow}, true, control), settings()), KafkaError::kInvalidRecord);
  kafka::BatchOptions transactional;
  transactional.transactional = true;
  transactional.producer_id = 1;
  transactional.producer_epoch = 0;
  transactional.base_sequence = 0;
  EXPECT_EQ(judge(batch({kNow}, true, transactional), settings()), KafkaError::kInvalidTxnState);
}

TEST(ProduceChecks, Lz4FramesHaveIndependentBlocks) {
  kafka::BatchOptions options;
  options.compression = bytes::Compression::kLz4;
  const bytes::Slice good = batch({kNow, kNow + 1}, true, options);
  ASSERT_EQ(judge(good, settings()), KafkaError::kNone);
  constexpr std::size_t kFlagsAt = kafka::kBatchHeaderBytes + 4;
  const auto flags = std::to_integer<int>(good.span()[kFlagsAt]);
  ASSERT_EQ(flags & 0x20, 0x20);
  const bytes::Slice linked = with_crc(damaged(good, kFlagsAt, flags & ~0x20));
  EXPECT_EQ(judge(linked, settings()), KafkaError::kInvalidRecord);
}

TEST(ProduceChecks, Limits) {
  const bytes::Slice data = batch({kNow});
  TopicSettings s = settings();
  s.message_bytes_max = static_cast<std::int64_t>(data.size());
  EXPECT_EQ(judge(data, s), KafkaError::kNone);
  s.message_bytes_max -= 1;
  EXPECT_EQ(judge(data, s), KafkaError::kMessageTooLarge);
  kafka::BatchOptions zstd;
  zstd.compression = bytes::Compression::kZstd;
  EXPECT_EQ(judge(batch({kNow}, true, zstd), settings(), 7), KafkaError::kNone);
  EXPECT_EQ(judge(batch({kNow}, true, zstd), settings(), 6),
            KafkaError::kUnsupportedCompressionType);
}

TEST(ProduceChecks, TimestampsHaveBounds) {
  TopicSettings s = settings();
  EXPECT_EQ(judge(batch({kNow + 3'600'000}), s), KafkaError::kNone);
  EXPECT_EQ(judge(batch({kNow, kNow + 3'600'001}), s), KafkaError::kInvalidTimestamp);
  EXPECT_EQ(judge(batch({0}), s), KafkaError::kNone);
  EXPECT_EQ(judge(batch({-1}), s), KafkaError::kNone) << "no timestamp at all";
  s.timestamp_before_max_ms = 1000;
  EXPECT_EQ(judge(batch({kNow - 1000}), s), KafkaError::kNone);
  EXPECT_EQ(judge(batch({kNow - 1001}), s), KafkaError::kInvalidTimestamp);
  s.log_append_time = true;
  EXPECT_EQ(judge(batch({0}), s), KafkaError::kNone) << "the producer's time does not matter";
}

TEST(ProduceChecks, CompactedTopicsNeedKeysRecordByRecord) {
  TopicSettings s = settings();
  s.compacted = true;
  EXPECT_EQ(judge(batch({kNow, kNow}), s), KafkaError::kNone);
  kafka::BatchOptions gzip;
  gzip.compression = bytes::Compression::kGzip;
  kafka::RecordBatchBuilder builder(gzip);
  builder.append(kNow, span("k"), span("v"));
  builder.append(kNow, std::nullopt, span("v"));
  builder.append(kNow, span(""), span("v"));
  builder.append(kNow, std::nullopt, std::nullopt);
  storage::Batch out;
  const BatchVerdict verdict =
      check_batch(kPartition, *builder.build(), s, {9, UnixMillis{kNow}}, out);
  EXPECT_EQ(verdict.error, KafkaError::kInvalidRecord);
  ASSERT_EQ(verdict.records.size(), 2u) << "an empty key is a key";
  EXPECT_EQ(verdict.records[0].first, 1);
  EXPECT_EQ(verdict.records[1].first, 3);
}

TEST(ProduceChecks, LogAppendTimeRewritesHeaderOnly) {
  TopicSettings s = settings();
  s.log_append_time = true;
  const bytes::Slice data = batch({1, 2, 3});
  storage::Batch out;
  ASSERT_EQ(check_batch(kPartition, data, s, {9, UnixMillis{kNow}}, out).error, KafkaError::kNone);
  bytes::Chain whole(out.head);
  whole.append(out.body);
  const bytes::Slice stored = whole.flatten();
  ASSERT_EQ(stored.size(), data.size());
  const auto header = kafka::read_batch_header(stored.span());
  ASSERT_TRUE(header.ok()) << header.error().to_string();
  EXPECT_EQ(header->timestamp_type(), kafka::TimestampType::kLogAppendTime);
  EXPECT_EQ(header->max_timestamp, kNow);
  EXPECT_EQ(header->crc, bytes::crc32c(stored.sub(21).span()));
  EXPECT_EQ(out.facts.crc, header->crc);
  EXPECT_EQ(out.facts.max_timestamp.ms, kNow);
  EXPECT_EQ(stored.sub(61).text(), data.sub(61).text());
}

}  // namespace
}  // namespace ringfence::agent
