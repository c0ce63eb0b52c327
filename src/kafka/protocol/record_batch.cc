#include "kafka/protocol/record_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <vector>

#include "base/assert.h"
#include "bytes/crc32c.h"
#include "bytes/reader.h"

namespace ringfence::kafka {
namespace {

constexpr std::size_t kEpochAt = 12;
constexpr std::size_t kMagicAt = 16;
constexpr std::size_t kCrcAt = 17;
constexpr std::size_t kCrcFrom = 21;
constexpr std::size_t kMaxTimestampAt = 35;
constexpr std::size_t kPatchedBytes = 16;  // base offset, length, leader epoch
constexpr std::int32_t kLengthMin = static_cast<std::int32_t>(kBatchHeaderBytes - kBatchLengthEnd);

template <class Integer>
void store(std::span<std::byte> out, std::size_t at, Integer value) {
  if constexpr (sizeof(Integer) > 1 && std::endian::native == std::endian::little) {
    value = std::byteswap(value);
  }
  std::memcpy(out.data() + at, &value, sizeof(value));
}

template <class Integer>
Integer load(bytes::ByteSpan in, std::size_t at) {
  Integer value;
  std::memcpy(&value, in.data() + at, sizeof(value));
  if constexpr (sizeof(Integer) > 1 && std::endian::native == std::endian::little) {
    value = std::byteswap(value);
  }
  return value;
}

Error invalid(std::string text) { return Error(ErrorCode::kInvalid, std::move(text)); }
Error corrupt(std::string text) { return Error(ErrorCode::kCorrupt, std::move(text)); }

RecordBatchHeader header_fields(bytes::ByteSpan data) {
  bytes::Reader r(data.first(kBatchHeaderBytes));
  RecordBatchHeader header;
  header.base_offset = r.i64();
  header.batch_length = r.i32();
  header.partition_leader_epoch = r.i32();
  header.magic = r.i8();
  header.crc = r.u32();
  header.attributes = r.i16();
  header.last_offset_delta = r.i32();
  header.base_timestamp = r.i64();
  header.max_timestamp = r.i64();
  header.producer_id = r.i64();
  header.producer_epoch = r.i16();
  header.base_sequence = r.i32();
  header.record_count = r.i32();
  return header;
}

Result<void> check_counts(const RecordBatchHeader& header) {
  if (header.record_count <= 0) {
    return invalid(fmt::format("batch of {} records", header.record_count));
  }
  if (header.last_offset_delta != header.record_count - 1) {
    return invalid(fmt::format("last offset delta {} with {} records", header.last_offset_delta,
                               header.record_count));
  }
  // A record takes at least seven bytes before compression; a compressed byte can stand for many.
  constexpr std::size_t kRecordBytesMin = 7;
  const std::size_t records_bytes = header.size() - kBatchHeaderBytes;
  if (header.compression() == bytes::Compression::kNone &&
      static_cast<std::size_t>(header.record_count) > records_bytes / kRecordBytesMin) {
    return invalid(fmt::format("{} records in {} bytes", header.record_count, records_bytes));
  }
  return {};
}

Result<void> check_producer(const RecordBatchHeader& header) {
  if (header.is_control()) return invalid("control batch from a producer");
  if (header.timestamp_type() == TimestampType::kLogAppendTime) {
    return invalid("producer set the timestamp type to LogAppendTime");
  }
  if (header.has_delete_horizon()) return invalid("producer set a delete horizon");
  if (header.producer_id < -1) return invalid(fmt::format("producer id {}", header.producer_id));
  if (header.producer_id >= 0 && (header.producer_epoch < 0 || header.base_sequence < 0)) {
    return invalid(fmt::format("producer id with epoch {} and sequence {}", header.producer_epoch,
                               header.base_sequence));
  }
  if (header.is_transactional() && header.producer_id < 0) {
    return invalid("transactional batch without a producer id");
  }
  return {};
}

}  // namespace

std::int32_t RecordBatchHeader::last_sequence() const {
  if (base_sequence < 0) return base_sequence;
  const std::int64_t last = std::int64_t{base_sequence} + last_offset_delta;
  const std::int64_t wrap = std::int64_t{std::numeric_limits<std::int32_t>::max()} + 1;
  return static_cast<std::int32_t>(last % wrap);
}

Result<RecordBatchHeader> read_batch_header(bytes::ByteSpan data) {
  // Old formats are shorter: name the magic before the size, which is at the same place in all of
  // them.
  if (data.size() > kMagicAt) {
    const auto magic = static_cast<std::int8_t>(data[kMagicAt]);
    if (magic != kBatchMagic) return invalid(fmt::format("record format magic {}", magic));
  }
  if (data.size() < kBatchHeaderBytes) {
    return corrupt(fmt::format("{} bytes are no record batch", data.size()));
  }
  const RecordBatchHeader header = header_fields(data);
  if (header.batch_length < kLengthMin) {
    return corrupt(fmt::format("batch length {}", header.batch_length));
  }
  return header;
}

std::optional<std::size_t> batch_size(bytes::ByteSpan data) {
  if (data.size() < kBatchLengthEnd) return std::nullopt;
  const auto length = load<std::int32_t>(data, 8);
  if (length < kLengthMin) return std::nullopt;
  return kBatchLengthEnd + static_cast<std::size_t>(length);
}

Result<RecordBatchHeader> validate_batch(bytes::ByteSpan batch) {
  RF_TRY_ASSIGN(const RecordBatchHeader header, read_batch_header(batch));
  if (header.size() > batch.size()) {
    return corrupt(fmt::format("batch of {} bytes in {}", header.size(), batch.size()));
  }
  if (header.size() < batch.size()) return invalid("more than one batch");
  if (static_cast<std::uint8_t>(header.compression()) > bytes::kCompressionMax) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("compression codec {}", header.attributes & 0x07));
  }
  if (bytes::crc32c(batch.subspan(kCrcFrom)) != header.crc) return corrupt("wrong CRC");
  RF_TRY(check_counts(header));
  RF_TRY(check_producer(header));
  return header;
}

KafkaError batch_error_code(const Error& error) {
  switch (error.code) {
    case ErrorCode::kCorrupt:
      return KafkaError::kCorruptMessage;
    case ErrorCode::kUnsupported:
      return KafkaError::kUnsupportedCompressionType;
    case ErrorCode::kTooLarge:
      return KafkaError::kMessageTooLarge;
    default:
      return KafkaError::kInvalidRecord;
  }
}

Result<bool> BatchCursor::next() {
  position_ += batch_.size();
  batch_ = {};
  const bytes::ByteSpan rest = records_.span().subspan(position_);
  if (rest.size() < kBatchLengthEnd) return false;
  const auto size = batch_size(rest);
  if (!size) return corrupt("batch length is impossible");
  if (*size > rest.size()) return false;
  RF_TRY_ASSIGN(header_, read_batch_header(rest));
  batch_ = records_.sub(position_, *size);
  return true;
}

void set_offset_and_epoch(std::span<std::byte> batch, std::int64_t base_offset,
                          std::int32_t leader_epoch) {
  RF_ASSERT(batch.size() >= kPatchedBytes, "batch is too short to be patched");
  store(batch, 0, base_offset);
  store(batch, kEpochAt, leader_epoch);
}

void append_with_offset(bytes::Chain& out, const bytes::Slice& batch, std::int64_t base_offset,
                        std::int32_t leader_epoch) {
  std::vector<std::byte> front(batch.data(), batch.data() + kPatchedBytes);
  set_offset_and_epoch(front, base_offset, leader_epoch);
  out.append(bytes::Slice::from_vector(std::move(front)));
  out.append(batch.sub(kPatchedBytes));
}

bytes::Chain with_log_append_time(const bytes::Slice& batch, std::int64_t append_time_ms) {
  RF_ASSERT(batch.size() >= kBatchHeaderBytes, "batch is too short");
  const bytes::ByteSpan before = batch.span().first(kBatchHeaderBytes);
  std::vector<std::byte> header(before.begin(), before.end());
  const auto attributes = load<std::int16_t>(before, kCrcFrom);
  store(std::span(header), kCrcFrom, static_cast<std::int16_t>(attributes | 0x08));
  store(std::span(header), kMaxTimestampAt, append_time_ms);
  // CRCs are linear: the change of the header's CRC, moved past the records, is the change of the
  // whole.
  const std::uint32_t change = bytes::crc32c(before.subspan(kCrcFrom)) ^
                               bytes::crc32c(bytes::ByteSpan(header).subspan(kCrcFrom));
  const auto crc = bytes::crc32c_combine(change, load<std::uint32_t>(before, kCrcAt),
                                         batch.size() - kBatchHeaderBytes);
  store(std::span(header), kCrcAt, crc);
  bytes::Chain out;
  out.append(bytes::Slice::from_vector(std::move(header)));
  out.append(batch.sub(kBatchHeaderBytes));
  return out;
}

void write_batch_header(std::span<std::byte> out, const RecordBatchHeader& header) {
  RF_ASSERT(out.size() >= kBatchHeaderBytes, "no room for a batch header");
  store(out, 0, header.base_offset);
  store(out, 8, header.batch_length);
  store(out, kEpochAt, header.partition_leader_epoch);
  store(out, kMagicAt, header.magic);
  store(out, kCrcAt, header.crc);
  store(out, kCrcFrom, header.attributes);
  store(out, 23, header.last_offset_delta);
  store(out, 27, header.base_timestamp);
  store(out, kMaxTimestampAt, header.max_timestamp);
  store(out, 43, header.producer_id);
  store(out, 51, header.producer_epoch);
  store(out, 53, header.base_sequence);
  store(out, 57, header.record_count);
}

void set_crc(std::span<std::byte> batch) {
  RF_ASSERT(batch.size() >= kBatchHeaderBytes, "batch is too short");
  store(batch, kCrcAt, bytes::crc32c(bytes::ByteSpan(batch).subspan(kCrcFrom)));
}

}  // namespace ringfence::kafka
