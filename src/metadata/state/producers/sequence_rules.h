// Kafka's rules for idempotent batches. Source: ProducerStateManager, ProducerAppendInfo,
// ProducerStateEntry of Apache Kafka; KIP-98, KIP-360.
#pragma once

#include <cstdint>

#include "metadata/state/producers/producer_table.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// `sequence` + `by`, where INT32_MAX is followed by 0. Both at least 0.
constexpr std::int32_t advance_sequence(std::int32_t sequence, std::int32_t by) {
  return sequence > INT32_MAX - by ? by - (INT32_MAX - sequence) - 1 : sequence + by;
}

struct SequenceVerdict {
  DecideError error = DecideError::kNone;
  RememberedBatch original;  // with kDuplicate
};

struct IdempotentBatch {
  std::int16_t epoch = 0;
  std::int32_t first_sequence = 0;
  std::int32_t last_sequence = 0;
};

// `known` may be null: nothing remembered, and any sequence is accepted (the state may have
// expired). `fence` is the producer's epoch fence, -1 for none.
SequenceVerdict judge_batch(const SequenceState* known, std::int16_t fence,
                            const IdempotentBatch& batch);

}  // namespace ringfence::meta
