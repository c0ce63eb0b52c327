#include "kafka/protocol/record_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ringfence::kafka {
namespace {

std::optional<bytes::ByteSpan> nullable_span(bytes::Reader& r) {
  const std::int32_t size = r.varint();
  if (size < 0) return std::nullopt;
  return r.span(static_cast<std::size_t>(size));
}

Error invalid(std::string text) { return Error(ErrorCode::kInvalid, std::move(text)); }

}  // namespace

RecordReader::RecordReader(RecordBatchHeader header, std::vector<std::byte> unpacked,
                           bytes::ByteSpan records)
    : header_(header), unpacked_(std::move(unpacked)), reader_(records) {}

Result<RecordReader> RecordReader::open(bytes::ByteSpan batch, std::size_t unpacked_max) {
  RF_TRY_ASSIGN(const RecordBatchHeader header, read_batch_header(batch));
  if (header.size() > batch.size()) return Error(ErrorCode::kCorrupt, "batch is cut off");
  if (static_cast<std::uint8_t>(header.compression()) > bytes::kCompressionMax) {
    return Error(ErrorCode::kUnsupported, "compression codec");
  }
  const auto records = batch.subspan(kBatchHeaderBytes, header.size() - kBatchHeaderBytes);
  if (header.compression() == bytes::Compression::kNone) return RecordReader(header, {}, records);
  RF_TRY_ASSIGN(auto unpacked, bytes::decompress(header.compression(), records, unpacked_max));
  const bytes::ByteSpan view(unpacked);
  return RecordReader(header, std::move(unpacked), view);
}

Result<bool> RecordReader::next(Record& record) {
  if (records_read_ >= header_.record_count) {
    if (!reader_.at_end()) return invalid("bytes after the last record");
    return false;
  }
  ++records_read_;
  const std::int32_t length = reader_.varint();
  if (length < 0) reader_.fail("negative record length");
  const std::size_t end = reader_.position() + static_cast<std::uint32_t>(length);
  reader_.skip(1);  // attributes: none are defined
  const std::int64_t timestamp_delta = reader_.varlong();
  const std::int32_t offset_delta = reader_.varint();
  record.key = nullable_span(reader_);
  record.value = nullable_span(reader_);
  RF_TRY(read_headers(record));
  RF_TRY(reader_.status());
  if (reader_.position() != end) return invalid("record has another length than it says");
  if (offset_delta <= last_delta_ || offset_delta > header_.last_offset_delta) {
    return invalid(fmt::format("offset delta {} after {}", offset_delta, last_delta_));
  }
  last_delta_ = offset_delta;
  record.offset = wrapping_sum(header_.base_offset, offset_delta);
  record.timestamp = header_.timestamp_type() == TimestampType::kLogAppendTime
                         ? header_.max_timestamp
                         : wrapping_sum(header_.base_timestamp, timestamp_delta);
  return true;
}

Result<void> RecordReader::read_headers(Record& record) {
  record.headers.clear();
  const std::int32_t claimed = reader_.varint();
  if (claimed < 0) reader_.fail("negative header count");
  // A header takes at least its two lengths.
  const std::size_t count = reader_.count(static_cast<std::uint32_t>(claimed), 2, 0);
  record.headers.reserve(std::min<std::size_t>(count, 64));
  for (std::size_t i = 0; i < count && reader_.ok(); ++i) {
    const auto key = nullable_span(reader_);
    if (!key) reader_.fail("header key is null");
    RecordHeader header;
    if (key) header.key = {reinterpret_cast<const char*>(key->data()), key->size()};
    header.value = nullable_span(reader_);
    record.headers.push_back(header);
  }
  return reader_.status();
}

Result<std::optional<OffsetAndTimestamp>> find_by_timestamp(bytes::ByteSpan batch,
                                                            std::int64_t timestamp_min,
                                                            std::int64_t offset_min,
                                                            std::size_t unpacked_max) {
  RF_TRY_ASSIGN(const RecordBatchHeader header, read_batch_header(batch));
  if (header.max_timestamp < timestamp_min || header.last_offset() < offset_min) {
    return std::optional<OffsetAndTimestamp>();
  }
  RF_TRY_ASSIGN(RecordReader reader, RecordReader::open(batch, unpacked_max));
  Record record;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) return std::optional<OffsetAndTimestamp>();
    if (record.offset >= offset_min && record.timestamp >= timestamp_min) {
      return std::optional(OffsetAndTimestamp{record.offset, record.timestamp});
    }
  }
}

Result<std::optional<OffsetAndTimestamp>> find_max_timestamp(bytes::ByteSpan batch,
                                                             std::size_t unpacked_max) {
  RF_TRY_ASSIGN(const RecordBatchHeader header, read_batch_header(batch));
  if (header.max_timestamp == kNoTimestamp) return std::optional<OffsetAndTimestamp>();
  if (header.timestamp_type() == TimestampType::kLogAppendTime) {
    return std::optional(OffsetAndTimestamp{header.base_offset, header.max_timestamp});
  }
  return find_by_timestamp(batch, header.max_timestamp, header.base_offset, unpacked_max);
}

Result<void> validate_records(bytes::ByteSpan batch, std::size_t unpacked_max) {
  RF_TRY_ASSIGN(RecordReader reader, RecordReader::open(batch, unpacked_max));
  const RecordBatchHeader& header = reader.header();
  Record record;
  std::int64_t expected = header.base_offset;
  std::int64_t largest = kNoTimestamp;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) break;
    if (record.offset != expected) return invalid("offsets of the records are not dense");
    expected = wrapping_sum(expected, 1);
    largest = std::max(largest, record.timestamp);
  }
  if (largest != header.max_timestamp) {
    return invalid(
        fmt::format("max timestamp {}, the records' is {}", header.max_timestamp, largest));
  }
  return {};
}

}  // namespace ringfence::kafka
