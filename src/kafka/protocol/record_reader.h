// Reads the records inside a batch, and answers the questions about timestamps that need them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bytes/reader.h"
#include "bytes/slice.h"
#include "kafka/protocol/record_batch.h"

namespace ringfence::kafka {

struct RecordHeader {
  std::string_view key;
  std::optional<bytes::ByteSpan> value;  // nullopt: null, which is not empty
};

// Views into the reader's buffer (or into the batch when it is not compressed).
struct Record {
  std::int64_t offset = 0;
  std::int64_t timestamp = kNoTimestamp;  // the append time when the batch has LogAppendTime
  std::optional<bytes::ByteSpan> key;
  std::optional<bytes::ByteSpan> value;
  std::vector<RecordHeader> headers;
};

// An iterator over one batch. One owner, one thread; the views that it hands out die with it.
class RecordReader {
 public:
  // `batch` is one whole batch whose header can be read (see read_batch_header); the CRC is the
  // caller's concern. It must outlive the reader. Fails when it unpacks to more than `unpacked_max`
  // bytes (kTooLarge) or not at all.
  static Result<RecordReader> open(bytes::ByteSpan batch, std::size_t unpacked_max);

  const RecordBatchHeader& header() const { return header_; }
  // False after the last record. kInvalid when the records do not fit the header: lengths, counts,
  // offsets that do not ascend or lie outside.
  Result<bool> next(Record& record);

 private:
  RecordReader(RecordBatchHeader header, std::vector<std::byte> unpacked, bytes::ByteSpan records);
  Result<void> read_headers(Record& record);

  RecordBatchHeader header_;
  std::vector<std::byte> unpacked_;  // moving the reader does not move the bytes
  bytes::Reader reader_;
  std::int32_t records_read_ = 0;
  std::int64_t last_delta_ = -1;
};

struct OffsetAndTimestamp {
  std::int64_t offset;
  std::int64_t timestamp;
  bool operator==(const OffsetAndTimestamp&) const = default;
};

// The first record of the batch with offset >= offset_min and timestamp >= timestamp_min; nullopt
// when there is none. Unpacks only when the header does not rule it out.
Result<std::optional<OffsetAndTimestamp>> find_by_timestamp(bytes::ByteSpan batch,
                                                            std::int64_t timestamp_min,
                                                            std::int64_t offset_min,
                                                            std::size_t unpacked_max);
// The first record that has the batch's largest timestamp (with LogAppendTime: the first record);
// nullopt when no record has a timestamp.
Result<std::optional<OffsetAndTimestamp>> find_max_timestamp(bytes::ByteSpan batch,
                                                             std::size_t unpacked_max);
// Decodes every record; what validate_batch() cannot see. Offsets must be 0, 1, 2, ... from the
// base and the header's max timestamp the largest one.
Result<void> validate_records(bytes::ByteSpan batch, std::size_t unpacked_max);

}  // namespace ringfence::kafka
