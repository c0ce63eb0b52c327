// Record batch format 2 (magic 2, KIP-98): the 61-byte header, its checks, and the rewrites that
// need no decoding.
//
//    0 base offset i64        8 length i32, bytes after it     12 partition leader epoch i32
//   16 magic i8              17 crc u32                       21 attributes i16
//   23 last offset delta i32 27 base timestamp i64            35 max timestamp i64
//   43 producer id i64       51 producer epoch i16            53 base sequence i32
//   57 record count i32      61 records
//
// The CRC-32C covers byte 21 to the end, so that a broker sets base offset and leader epoch without
// touching it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "bytes/compression.h"
#include "bytes/slice.h"
#include "kafka/protocol/error_codes.h"

namespace ringfence::kafka {

inline constexpr std::size_t kBatchHeaderBytes = 61;
inline constexpr std::size_t kBatchLengthEnd =
    12;  // base offset and length: enough to find the next batch
inline constexpr std::int8_t kBatchMagic = 2;
inline constexpr std::int64_t kNoTimestamp = -1;

enum class TimestampType : std::uint8_t { kCreateTime = 0, kLogAppendTime = 1 };

constexpr std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

// The fields of the header as they stand; nothing is checked by this structure itself.
struct RecordBatchHeader {
  std::int64_t base_offset = 0;
  std::int32_t batch_length = 0;  // bytes after this field
  std::int32_t partition_leader_epoch = -1;
  std::int8_t magic = kBatchMagic;
  std::uint32_t crc = 0;
  std::int16_t attributes = 0;
  std::int32_t last_offset_delta = 0;
  std::int64_t base_timestamp = kNoTimestamp;  // milliseconds since 1970
  std::int64_t max_timestamp = kNoTimestamp;
  std::int64_t producer_id = -1;
  std::int16_t producer_epoch = -1;
  std::int32_t base_sequence = -1;
  std::int32_t record_count = 0;

  // Bytes of the whole batch.
  std::size_t size() const { return kBatchLengthEnd + static_cast<std::size_t>(batch_length); }
  bytes::Compression compression() const {
    return static_cast<bytes::Compression>(attributes & 0x07);
  }
  TimestampType timestamp_type() const { return static_cast<TimestampType>((attributes >> 3) & 1); }
  bool is_transactional() const { return (attributes & 0x10) != 0; }
  bool is_control() const { return (attributes & 0x20) != 0; }
  bool has_delete_horizon() const { return (attributes & 0x40) != 0; }
  bool has_producer() const { return producer_id >= 0; }
  // Sums wrap rather than overflow: headers come from outside.
  std::int64_t last_offset() const { return wrapping_sum(base_offset, last_offset_delta); }
  // Where the next batch begins; holes left by compaction are inside.
  std::int64_t next_offset() const { return wrapping_sum(last_offset(), 1); }
  // The sequence of the last record; sequences wrap from 2^31 - 1 to 0.
  std::int32_t last_sequence() const;
};

// Reads the header at the start of `data`, which may be longer than the batch. Fails like
// validate_batch() on a bad length or magic, and with kCorrupt when fewer than 61 bytes are there.
Result<RecordBatchHeader> read_batch_header(bytes::ByteSpan data);

// The size of the batch at the start of `data` from its first 12 bytes; nullopt when they are not
// all there or say something impossible. The batch itself may be cut off.
std::optional<std::size_t> batch_size(bytes::ByteSpan data);

// What a broker checks of a batch that a producer sent, without decoding its records. `batch` must
// be exactly one batch.
//   kCorrupt      CORRUPT_MESSAGE: length and bytes disagree, or the CRC does
//   kUnsupported  UNSUPPORTED_COMPRESSION_TYPE: a codec that does not exist
//   kInvalid      INVALID_RECORD: old magic, more than one batch, counts that lie, timestamps or
//                 flags that a producer may not set
Result<RecordBatchHeader> validate_batch(bytes::ByteSpan batch);
// The error code for a failure of the functions of this file, of RecordReader and of decompression.
KafkaError batch_error_code(const Error& error);

// Walks the batches of a records field. A batch that is cut off at the end, as a fetch may return
// it, ends the walk.
class BatchCursor {
 public:
  explicit BatchCursor(bytes::Slice records) : records_(std::move(records)) {}
  // False at the end. kCorrupt when the bytes cannot be a batch.
  Result<bool> next();
  const RecordBatchHeader& header() const { return header_; }
  // The bytes of the current batch, sharing the storage.
  const bytes::Slice& batch() const { return batch_; }

 private:
  bytes::Slice records_;
  std::size_t position_ = 0;
  RecordBatchHeader header_;
  bytes::Slice batch_;
};

// Sets base offset and leader epoch in place; the CRC stays valid. `batch` holds at least the first
// 16 bytes.
void set_offset_and_epoch(std::span<std::byte> batch, std::int64_t base_offset,
                          std::int32_t leader_epoch);
// Appends the batch with another base offset and leader epoch; all but the first 16 bytes are
// shared, not copied.
void append_with_offset(bytes::Chain& out, const bytes::Slice& batch, std::int64_t base_offset,
                        std::int32_t leader_epoch);
// The batch as the log of a LogAppendTime topic stores it: timestamp type, max timestamp and CRC
// rewritten, the header copied and the records shared. The new CRC comes from the old one without
// reading the records; `batch` was validated.
bytes::Chain with_log_append_time(const bytes::Slice& batch, std::int64_t append_time_ms);

// Writes the header fields (crc included) into the first 61 bytes of `out`.
void write_batch_header(std::span<std::byte> out, const RecordBatchHeader& header);
// Computes and stores the CRC of a complete batch.
void set_crc(std::span<std::byte> batch);

}  // namespace ringfence::kafka
