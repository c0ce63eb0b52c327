// Goal: records come out as they went in; questions about timestamps are exact to the record; lies
// are refused. Method: round trips with nulls and empties; hand-made records with one wrong field;
// a plain search as the model.
#include "kafka/protocol/record_reader.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "kafka/protocol/record_builder.h"

namespace ringfence::kafka {
namespace {

constexpr std::size_t kMax = 1 << 20;

bytes::ByteSpan span_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// A batch around hand-made record bytes.
bytes::Slice around(const bytes::Slice& records, std::int32_t count, std::int32_t last_delta) {
  std::vector<std::byte> data(kBatchHeaderBytes);
  data.insert(data.end(), records.data(), records.data() + records.size());
  RecordBatchHeader header;
  header.batch_length = static_cast<std::int32_t>(data.size() - kBatchLengthEnd);
  header.record_count = count;
  header.last_offset_delta = last_delta;
  write_batch_header(data, header);
  set_crc(data);
  return bytes::Slice::from_vector(std::move(data));
}

TEST(RecordReaderTest, NullAndEmptyStayApart) {
  for (int codec = 0; codec <= bytes::kCompressionMax; ++codec) {
    RecordBatchBuilder builder(
        {.base_offset = 40, .compression = static_cast<bytes::Compression>(codec)});
    const RecordHeader headers[] = {
        {"same", span_of("1")}, {"same", std::nullopt}, {"", span_of("")}};
    builder.append(100, std::nullopt, span_of(""), headers);
    builder.append(50, span_of(""), std::nullopt);
    const bytes::Slice batch = *builder.build();
    auto reader = RecordReader::open(batch.span(), kMax);
    ASSERT_TRUE(reader.ok()) << reader.error().to_string();
    Record record;
    ASSERT_TRUE(*reader->next(record));
    EXPECT_EQ(record.offset, 40);
    EXPECT_EQ(record.timestamp, 100);
    EXPECT_FALSE(record.key);
    ASSERT_TRUE(record.value);
    EXPECT_TRUE(record.value->empty());
    ASSERT_EQ(record.headers.size(), 3u);
    EXPECT_EQ(record.headers[1].key, "same");
    EXPECT_FALSE(record.headers[1].value);
    EXPECT_TRUE(record.headers[2].value->empty());
    ASSERT_TRUE(*reader->next(record));
    EXPECT_EQ(record.offset, 41);
    EXPECT_EQ(record.timestamp, 50);
    EXPECT_TRUE(record.key->empty());
    EXPECT_FALSE(record.value);
    EXPECT_TRUE(record.headers.empty());
    EXPECT_FALSE(*reader->next(record));
  }
}

struct Fields {
  std::int32_t length =
      7;  // of a record with null key, null value and no headers: six bytes and a delta
  std::int32_t offset_delta = 0;
  std::int32_t key = -1;
  std::int32_t headers = 0;
};

bytes::Slice record_bytes(std::vector<Fields> list) {
  bytes::Writer w;
  for (const Fields& f : list) {
    w.varint(f.length);
    w.i8(0);
    w.varlong(0);
    w.varint(f.offset_delta);
    w.varint(f.key);
    w.varint(-1);
    w.varint(f.headers);
  }
  return w.finish_flat();
}

Result<int> count_records(const bytes::Slice& batch) {
  RF_TRY_ASSIGN(RecordReader reader, RecordReader::open(batch.span(), kMax));
  Record record;
  int count = 0;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) return count;
    ++count;
  }
}

TEST(RecordReaderTest, LiesInsideRecordsAreRefused) {
  Fields good{.length = 6};
  EXPECT_EQ(*count_records(around(record_bytes({good}), 1, 0)), 1);
  const auto refused = [](std::vector<Fields> list, std::int32_t count, std::int32_t last) {
    const auto result = count_records(around(record_bytes(std::move(list)), count, last));
    return result.failed_with(ErrorCode::kInvalid);
  };
  EXPECT_TRUE(refused({good}, 2, 1)) << "a record is missing";
  EXPECT_TRUE(refused({good, {.length = 6, .offset_delta = 1}}, 1, 0)) << "one too many";
  EXPECT_TRUE(refused({{.length = 7}}, 1, 0)) << "length too large";
  EXPECT_TRUE(refused({{.length = 5}}, 1, 0)) << "length too small";
  EXPECT_TRUE(refused({{.length = -1}}, 1, 0));
  EXPECT_TRUE(refused({good, good}, 2, 1)) << "the same offset twice";
  EXPECT_TRUE(refused({{.length = 6, .offset_delta = 1}}, 1, 0)) << "offset after the last";
  EXPECT_TRUE(refused({{.length = 6, .key = 1'000'000}}, 1, 0)) << "key runs past the end";
  EXPECT_TRUE(refused({{.length = 6, .headers = 63}}, 1, 0)) << "headers that are not there";
  EXPECT_TRUE(refused({{.length = 6, .headers = -1}}, 1, 0));
}

TEST(RecordReaderTest, HolesFromCompactionAreFine) {
  const auto batch = around(
      record_bytes({{.length = 6, .offset_delta = 2}, {.length = 6, .offset_delta = 9}}), 2, 12);
  EXPECT_EQ(*count_records(batch), 2);
  EXPECT_FALSE(validate_records(batch.span(), kMax).ok()) << "but no producer may send them";
}

TEST(RecordReaderTest, ABombIsRefusedAtTheLimit) {
  RecordBatchBuilder builder({.compression = bytes::Compression::kGzip});
  const std::string zeros(4 << 20, '\0');
  builder.append(1, std::nullopt, span_of(zeros));
  const bytes::Slice batch = *builder.build();
  EXPECT_LT(batch.size(), 10'000u);
  EXPECT_TRUE(RecordReader::open(batch.span(), kMax).failed_with(ErrorCode::kTooLarge));
}

TEST(TimestampSearch, AgreesWithAPlainSearch) {
  constexpr std::uint64_t kSeed = 20260823;
  RecordProperty("seed", std::to_string(kSeed));
  Random random(kSeed);
  for (int round = 0; round < 200; ++round) {
    const auto codec = static_cast<bytes::Compression>(random.below(bytes::kCompressionMax + 1));
    RecordBatchBuilder builder({.base_offset = 100, .compression = codec});
    std::vector<std::int64_t> times;
    for (std::uint64_t i = 1 + random.below(10); i > 0; --i) {
      times.push_back(random.between(0, 12));
      builder.append(times.back(), std::nullopt, std::nullopt);
    }
    const bytes::Slice batch = *builder.build();
    for (std::int64_t from = 99; from <= 112; ++from) {
      for (std::int64_t wanted = -1; wanted <= 13; ++wanted) {
        std::optional<OffsetAndTimestamp> expected;
        for (std::size_t i = times.size(); i-- > 0;) {
          const auto offset = static_cast<std::int64_t>(100 + i);
          if (offset >= from && times[i] >= wanted) expected = OffsetAndTimestamp{offset, times[i]};
        }
        ASSERT_EQ(*find_by_timestamp(batch.span(), wanted, from, kMax), expected)
            << "seed " << kSeed;
      }
    }
    const auto largest = std::ranges::max_element(times);
    ASSERT_EQ(*find_max_timestamp(batch.span(), kMax),
              (OffsetAndTimestamp{100 + (largest - times.begin()), *largest}))
        << "seed " << kSeed;
  }
}

TEST(TimestampSearch, BatchesWithoutTimestampsHaveNoMaximum) {
  RecordBatchBuilder builder;
  builder.append(kNoTimestamp, std::nullopt, std::nullopt);
  EXPECT_EQ(*find_max_timestamp((*builder.build()).span(), kMax), std::nullopt);
}

TEST(Marker, IsAControlBatchOfOneRecord) {
  const bytes::Slice batch = end_transaction_marker(true, 9, 4, 2, 11, 1000);
  const auto header = read_batch_header(batch.span());
  EXPECT_TRUE(header->is_control());
  EXPECT_TRUE(header->is_transactional());
  EXPECT_FALSE(validate_batch(batch.span()).ok()) << "no producer may send one";
  auto reader = RecordReader::open(batch.span(), kMax);
  Record record;
  ASSERT_TRUE(*reader->next(record));
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(record.key->data()), 4),
            std::string_view("\0\0\0\1", 4));
}

TEST(Builder, AnEmptyBatchDoesNotBuild) {
  RecordBatchBuilder builder;
  EXPECT_TRUE(builder.build().failed_with(ErrorCode::kInvalid));
}

}  // namespace
}  // namespace ringfence::kafka
