// Builds record batches: for our client, the simulator and the benchmark, and the control batches
// of a broker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "bytes/slice.h"
#include "bytes/writer.h"
#include "kafka/protocol/record_batch.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::kafka {

struct BatchOptions {
  std::int64_t base_offset = 0;
  std::int32_t partition_leader_epoch = -1;
  bytes::Compression compression = bytes::Compression::kNone;
  int compression_level = 0;  // 0: the codec's default
  TimestampType timestamp_type = TimestampType::kCreateTime;
  std::int64_t log_append_time_ms =
      kNoTimestamp;  // the max timestamp when the type is LogAppendTime
  std::int64_t producer_id = -1;
  std::int16_t producer_epoch = -1;
  std::int32_t base_sequence = -1;
  bool transactional = false;
  bool control = false;
};

// One batch. append() copies what it is given. One owner, one thread.
class RecordBatchBuilder {
 public:
  explicit RecordBatchBuilder(BatchOptions options = {}) : options_(options) {}

  // The record gets the next offset.
  void append(std::int64_t timestamp_ms, std::optional<bytes::ByteSpan> key,
              std::optional<bytes::ByteSpan> value, std::span<const RecordHeader> headers = {});

  std::int32_t record_count() const { return count_; }
  // Bytes that the batch takes before compression.
  std::size_t size() const { return kBatchHeaderBytes + records_.size(); }

  // The finished batch; the builder is empty afterwards. kInvalid when nothing was appended.
  Result<bytes::Slice> build();

 private:
  BatchOptions options_;
  bytes::Writer records_{4096};
  std::int32_t count_ = 0;
  std::int64_t base_timestamp_ = kNoTimestamp;
  std::int64_t max_timestamp_ = kNoTimestamp;
};

// The control batch that ends a transaction on one partition: one record with key (version 0, type
// 0 abort or 1 commit) and value (version 0, coordinator epoch).
bytes::Slice end_transaction_marker(bool commit, std::int64_t base_offset, std::int64_t producer_id,
                                    std::int16_t producer_epoch, std::int32_t coordinator_epoch,
                                    std::int64_t timestamp_ms);

}  // namespace ringfence::kafka
