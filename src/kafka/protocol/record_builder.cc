#include "kafka/protocol/record_builder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/assert.h"

namespace ringfence::kafka {
namespace {

std::size_t varint_bytes(std::int64_t value) {
  return bytes::varint_size(bytes::zigzag_encode(value));
}

std::size_t field_bytes(const std::optional<bytes::ByteSpan>& field) {
  if (!field) return 1;
  return varint_bytes(static_cast<std::int64_t>(field->size())) + field->size();
}

void write_field(bytes::Writer& w, const std::optional<bytes::ByteSpan>& field) {
  if (!field) {
    w.varint(-1);
    return;
  }
  w.varint(static_cast<std::int32_t>(field->size()));
  w.raw(*field);
}

std::optional<bytes::ByteSpan> key_bytes(const RecordHeader& header) {
  return std::as_bytes(std::span(header.key.data(), header.key.size()));
}

}  // namespace

void RecordBatchBuilder::append(std::int64_t timestamp_ms, std::optional<bytes::ByteSpan> key,
                                std::optional<bytes::ByteSpan> value,
                                std::span<const RecordHeader> headers) {
  if (count_ == 0) base_timestamp_ = timestamp_ms;
  max_timestamp_ = std::max(max_timestamp_, timestamp_ms);
  // Wraps like the reader's sum, so that any two timestamps come back.
  const auto timestamp_delta = static_cast<std::int64_t>(
      static_cast<std::uint64_t>(timestamp_ms) - static_cast<std::uint64_t>(base_timestamp_));
  std::size_t length = 1 + varint_bytes(timestamp_delta) + varint_bytes(count_) + field_bytes(key) +
                       field_bytes(value) + varint_bytes(static_cast<std::int64_t>(headers.size()));
  for (const RecordHeader& header : headers) {
    length += field_bytes(key_bytes(header)) + field_bytes(header.value);
  }
  records_.varint(static_cast<std::int32_t>(length));
  records_.i8(0);
  records_.varlong(timestamp_delta);
  records_.varint(count_);
  write_field(records_, key);
  write_field(records_, value);
  records_.varint(static_cast<std::int32_t>(headers.size()));
  for (const RecordHeader& header : headers) {
    write_field(records_, key_bytes(header));
    write_field(records_, header.value);
  }
  ++count_;
}

Result<bytes::Slice> RecordBatchBuilder::build() {
  if (count_ == 0) return Error(ErrorCode::kInvalid, "a batch holds at least one record");
  const bytes::Slice plain = records_.finish_flat();
  std::vector<std::byte> packed;
  bytes::ByteSpan body = plain.span();
  if (options_.compression != bytes::Compression::kNone) {
    RF_TRY_ASSIGN(packed, bytes::compress(options_.compression, body, options_.compression_level));
    body = packed;
  }
  RecordBatchHeader header;
  header.base_offset = options_.base_offset;
  header.batch_length =
      static_cast<std::int32_t>(kBatchHeaderBytes - kBatchLengthEnd + body.size());
  header.partition_leader_epoch = options_.partition_leader_epoch;
  const bool append_time = options_.timestamp_type == TimestampType::kLogAppendTime;
  header.attributes = static_cast<std::int16_t>(
      static_cast<int>(options_.compression) | (append_time ? 0x08 : 0) |
      (options_.transactional ? 0x10 : 0) | (options_.control ? 0x20 : 0));
  header.last_offset_delta = count_ - 1;
  header.base_timestamp = base_timestamp_;
  header.max_timestamp = append_time ? options_.log_append_time_ms : max_timestamp_;
  header.producer_id = options_.producer_id;
  header.producer_epoch = options_.producer_epoch;
  header.base_sequence = options_.base_sequence;
  header.record_count = count_;

  std::vector<std::byte> batch(kBatchHeaderBytes + body.size());
  std::ranges::copy(body, batch.begin() + kBatchHeaderBytes);
  write_batch_header(batch, header);
  set_crc(batch);
  count_ = 0;
  base_timestamp_ = max_timestamp_ = kNoTimestamp;
  return bytes::Slice::from_vector(std::move(batch));
}

bytes::Slice end_transaction_marker(bool commit, std::int64_t base_offset, std::int64_t producer_id,
                                    std::int16_t producer_epoch, std::int32_t coordinator_epoch,
                                    std::int64_t timestamp_ms) {
  bytes::Writer key(8);
  key.i16(0);
  key.i16(commit ? 1 : 0);
  bytes::Writer value(8);
  value.i16(0);
  value.i32(coordinator_epoch);
  const bytes::Slice key_slice = key.finish_flat();
  const bytes::Slice value_slice = value.finish_flat();
  RecordBatchBuilder builder({.base_offset = base_offset,
                              .producer_id = producer_id,
                              .producer_epoch = producer_epoch,
                              .transactional = true,
                              .control = true});
  builder.append(timestamp_ms, key_slice.span(), value_slice.span());
  auto batch = builder.build();
  RF_ASSERT(batch.ok(), "an uncompressed batch of one record always builds");
  return *std::move(batch);
}

}  // namespace ringfence::kafka
