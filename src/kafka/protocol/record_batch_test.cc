// Goal: a batch that a producer must not send is refused with the right reason, and every rewrite
// keeps it valid. Method: one good batch, damaged in one place at a time (with the CRC made right
// where it is not the point).
#include "kafka/protocol/record_batch.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/random.h"
#include "kafka/protocol/record_builder.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::kafka {
namespace {

bytes::ByteSpan span_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

bytes::Slice good_batch(BatchOptions options = {}, int records = 3) {
  RecordBatchBuilder builder(options);
  for (int i = 0; i < records; ++i) {
    builder.append(1000 + 10 * i, span_of("key"), span_of("value " + std::to_string(i)));
  }
  return *builder.build();
}

std::vector<std::byte> copy(const bytes::Slice& slice) {
  return {slice.data(), slice.data() + slice.size()};
}

// Changes header fields and makes the CRC right.
bytes::Slice changed(const bytes::Slice& batch,
                     const std::function<void(RecordBatchHeader&)>& change) {
  auto data = copy(batch);
  RecordBatchHeader header = *read_batch_header(data);
  change(header);
  write_batch_header(data, header);
  set_crc(data);
  return bytes::Slice::from_vector(std::move(data));
}

TEST(ValidateBatch, AcceptsWhatProducersSend) {
  EXPECT_TRUE(validate_batch(good_batch().span()).ok());
  for (int codec = 0; codec <= bytes::kCompressionMax; ++codec) {
    const auto batch = good_batch({.compression = static_cast<bytes::Compression>(codec),
                                   .producer_id = 7,
                                   .producer_epoch = 0,
                                   .base_sequence = 0,
                                   .transactional = true});
    const auto header = validate_batch(batch.span());
    ASSERT_TRUE(header.ok()) << header.error().to_string();
    EXPECT_EQ(header->record_count, 3);
    EXPECT_EQ(header->next_offset(), 3);
    EXPECT_EQ(header->max_timestamp, 1020);
    EXPECT_TRUE(validate_records(batch.span(), 1 << 20).ok());
  }
}

struct BadCase {
  const char* what;
  ErrorCode error;
  std::function<void(RecordBatchHeader&)> change;
};

TEST(ValidateBatch, RefusesOneWrongFieldAtATime) {
  using H = RecordBatchHeader;
  const BadCase cases[] = {
      {"no records", ErrorCode::kInvalid,
       [](H& h) {
         h.record_count = 0;
         h.last_offset_delta = -1;
       }},
      {"negative count", ErrorCode::kInvalid, [](H& h) { h.record_count = -1; }},
      {"count lies", ErrorCode::kInvalid, [](H& h) { h.record_count = 4; }},
      {"delta lies", ErrorCode::kInvalid, [](H& h) { h.last_offset_delta = 5; }},
      {"more records than bytes", ErrorCode::kInvalid,
       [](H& h) {
         h.record_count = 1'000'000;
         h.last_offset_delta = 999'999;
       }},
      {"old magic", ErrorCode::kInvalid, [](H& h) { h.magic = 1; }},
      {"future magic", ErrorCode::kInvalid, [](H& h) { h.magic = 3; }},
      {"codec 5", ErrorCode::kUnsupported, [](H& h) { h.attributes |= 5; }},
      {"control", ErrorCode::kInvalid, [](H& h) { h.attributes |= 0x20; }},
      {"append time", ErrorCode::kInvalid, [](H& h) { h.attributes |= 0x08; }},
      {"transaction without producer", ErrorCode::kInvalid, [](H& h) { h.attributes |= 0x10; }},
      {"producer without epoch", ErrorCode::kInvalid,
       [](H& h) {
         h.producer_id = 5;
         h.base_sequence = 0;
       }},
      {"producer without sequence", ErrorCode::kInvalid,
       [](H& h) {
         h.producer_id = 5;
         h.producer_epoch = 0;
       }},
      {"producer id -2", ErrorCode::kInvalid, [](H& h) { h.producer_id = -2; }},
      {"longer than it is", ErrorCode::kCorrupt, [](H& h) { ++h.batch_length; }},
      {"shorter than it is", ErrorCode::kInvalid, [](H& h) { --h.batch_length; }},
      {"length of less than a header", ErrorCode::kCorrupt, [](H& h) { h.batch_length = 48; }},
      {"negative length", ErrorCode::kCorrupt, [](H& h) { h.batch_length = -1; }},
  };
  const bytes::Slice good = good_batch();
  for (const BadCase& test : cases) {
    const auto result = validate_batch(changed(good, test.change).span());
    ASSERT_FALSE(result.ok()) << test.what;
    EXPECT_TRUE(result.failed_with(test.error)) << test.what << ": " << result.error().to_string();
  }
  EXPECT_EQ(batch_error_code(Error(ErrorCode::kCorrupt)), KafkaError::kCorruptMessage);
  EXPECT_EQ(batch_error_code(Error(ErrorCode::kInvalid)), KafkaError::kInvalidRecord);
  EXPECT_EQ(batch_error_code(Error(ErrorCode::kUnsupported)),
            KafkaError::kUnsupportedCompressionType);
}

TEST(ValidateBatch, EveryFlippedBitUnderTheCrcIsSeen) {
  const bytes::Slice good = good_batch();
  for (std::size_t at = 17; at < good.size(); ++at) {
    auto data = copy(good);
    data[at] ^= std::byte{1};
    EXPECT_FALSE(validate_batch(data).ok()) << at;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(validate_batch(good.span().first(size)).ok()) << size;
  }
  auto two = copy(good);
  two.insert(two.end(), good.data(), good.data() + good.size());
  EXPECT_TRUE(validate_batch(two).failed_with(ErrorCode::kInvalid)) << "two batches";
}

TEST(Rewrite, OffsetAndEpochKeepTheCrcAndShareTheRecords) {
  const bytes::Slice batch = good_batch();
  bytes::Chain out;
  append_with_offset(out, batch, 5000, 3);
  ASSERT_EQ(out.slices().size(), 2u);
  EXPECT_EQ(out.slices()[1].data(), batch.data() + 16);
  const auto header = validate_batch(out.flatten().span());
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->base_offset, 5000);
  EXPECT_EQ(header->partition_leader_epoch, 3);
  EXPECT_EQ(read_batch_header(batch.span())->base_offset, 0) << "the original is untouched";
}

TEST(Rewrite, LogAppendTimeHasTheCrcOfItsBytes) {
  for (const int records : {1, 3, 500}) {
    const bytes::Slice batch = good_batch({.compression = bytes::Compression::kZstd}, records);
    const bytes::Chain out = with_log_append_time(batch, 777'777);
    EXPECT_EQ(out.slices().back().data(), batch.data() + kBatchHeaderBytes) << "records are shared";
    const bytes::Slice flat = out.flatten();
    auto expected = copy(flat);
    set_crc(expected);
    EXPECT_EQ(flat, bytes::Slice::from_vector(expected));
    auto reader = RecordReader::open(flat.span(), 1 << 20);
    Record record;
    ASSERT_TRUE(*reader->next(record));
    EXPECT_EQ(record.timestamp, 777'777);
    EXPECT_EQ(reader->header().timestamp_type(), TimestampType::kLogAppendTime);
  }
}

TEST(BatchCursorTest, WalksBatchesAndStopsAtACut) {
  auto all = copy(good_batch({.base_offset = 10}));
  const std::size_t first = all.size();
  const auto second = good_batch({.base_offset = 13}, 5);
  all.insert(all.end(), second.data(), second.data() + second.size());
  const bytes::Slice records = bytes::Slice::from_vector(all);
  for (std::size_t size = 0; size <= records.size(); ++size) {
    BatchCursor cursor(records.sub(0, size));
    int batches = 0;
    while (true) {
      const auto more = cursor.next();
      ASSERT_TRUE(more.ok()) << size;
      if (!*more) break;
      EXPECT_EQ(cursor.header().base_offset, batches == 0 ? 10 : 13);
      EXPECT_EQ(cursor.batch().size(), cursor.header().size());
      ++batches;
    }
    EXPECT_EQ(batches, size == records.size() ? 2 : size >= first ? 1 : 0) << size;
  }
  BatchCursor garbage(bytes::Slice::copy_of(std::string(100, '\0')));
  EXPECT_TRUE(garbage.next().failed_with(ErrorCode::kCorrupt));
}

TEST(Sequences, WrapFromTheLargestToZero) {
  RecordBatchHeader header{.last_offset_delta = 3, .base_sequence = 2147483646};
  EXPECT_EQ(header.last_sequence(), 1);
  header.base_sequence = 5;
  EXPECT_EQ(header.last_sequence(), 8);
  header.base_sequence = -1;
  EXPECT_EQ(header.last_sequence(), -1);
}

}  // namespace
}  // namespace ringfence::kafka
