// A validated record batch on its way into an object.
#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/time.h"
#include "bytes/slice.h"
#include "kafka/protocol/record_batch.h"

namespace ringfence::storage {

// What the footer and the commit say about a batch.
struct BatchFacts {
  std::uint32_t byte_length = 0;  // the whole batch
  std::int32_t offset_count = 0;  // lastOffsetDelta + 1; at least 1
  std::uint16_t attributes = 0;   // as in the batch header
  ProducerId producer_id = kNoProducerId;
  ProducerEpoch producer_epoch = kNoProducerEpoch;
  std::int32_t base_sequence = -1;
  UnixMillis max_timestamp{-1};
  std::uint32_t crc = 0;  // the batch's own CRC-32C, over bytes kBatchCrcStart..end

  bool has_producer() const { return producer_id.value >= 0; }
  bool operator==(const BatchFacts&) const = default;
};

inline constexpr std::size_t kBatchCrcStart = 21;

BatchFacts facts_of(const kafka::RecordBatchHeader& header);

// The batch's bytes are `head` then `body`. `head` is empty unless the header was rewritten
// (LogAppendTime): then it holds the first bytes anew and `body` the rest by reference.
struct Batch {
  TopicPartition partition;
  bytes::Slice head;
  bytes::Slice body;
  BatchFacts facts;
};

// From what kafka::validate_batch() returned for `bytes`.
Batch make_batch(const TopicPartition& partition, const kafka::RecordBatchHeader& header,
                 bytes::Slice bytes);
// The same for a LogAppendTime topic: timestamps and CRC rewritten, records by reference.
Batch make_batch_with_append_time(const TopicPartition& partition, const bytes::Slice& bytes,
                                  UnixMillis append_time);

}  // namespace ringfence::storage
