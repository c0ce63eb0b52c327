#include "storage/batch.h"

#include "base/assert.h"

namespace ringfence::storage {

BatchFacts facts_of(const kafka::RecordBatchHeader& header) {
  BatchFacts facts;
  facts.byte_length = static_cast<std::uint32_t>(header.size());
  facts.offset_count = header.last_offset_delta + 1;
  facts.attributes = static_cast<std::uint16_t>(header.attributes);
  facts.producer_id = ProducerId(header.producer_id);
  facts.producer_epoch = ProducerEpoch(header.producer_epoch);
  facts.base_sequence = header.base_sequence;
  facts.max_timestamp = UnixMillis{header.max_timestamp};
  facts.crc = header.crc;
  return facts;
}

Batch make_batch(const TopicPartition& partition, const kafka::RecordBatchHeader& header,
                 bytes::Slice bytes) {
  return Batch{partition, {}, std::move(bytes), facts_of(header)};
}

Batch make_batch_with_append_time(const TopicPartition& partition, const bytes::Slice& bytes,
                                  UnixMillis append_time) {
  const bytes::Chain rewritten = kafka::with_log_append_time(bytes, append_time.ms);
  RF_ASSERT(rewritten.slices().size() <= 2 && !rewritten.empty(),
            "a rewritten batch has two parts");
  Batch batch{partition, rewritten.slices()[0], {}, {}};
  if (rewritten.slices().size() == 2) batch.body = rewritten.slices()[1];
  const auto header = kafka::read_batch_header(batch.head.span());
  RF_ASSERT(header.ok(), "a rewritten batch has a header");
  batch.facts = facts_of(*header);
  return batch;
}

}  // namespace ringfence::storage
