#include "metadata/state/producers/sequence_rules.h"

#include "base/deliberate_bugs.h"

namespace ringfence::meta {
namespace {

const RememberedBatch* find_duplicate(const SequenceState& known, const IdempotentBatch& batch) {
  if (batch.epoch != known.epoch()) return nullptr;
  for (std::size_t i = 0; i < known.count(); ++i) {
    const RememberedBatch& remembered = known.batch(i);
    if (remembered.first_sequence == batch.first_sequence &&
        remembered.last_sequence == batch.last_sequence) {
      return &remembered;
    }
  }
  return nullptr;
}

}  // namespace

SequenceVerdict judge_batch(const SequenceState* known, std::int16_t fence,
                            const IdempotentBatch& batch) {
  if (batch.epoch < fence && !deliberate_bug(DeliberateBug::kSkipEpochFence)) {
    return {DecideError::kInvalidProducerEpoch, {}};
  }
  if (known == nullptr || known->count() == 0) return {};
  const bool in_order = batch.first_sequence == advance_sequence(known->newest().last_sequence, 1);
  // The common case first. Such a batch is no duplicate: five batches never span all sequence
  // numbers.
  if (in_order && batch.epoch == known->epoch()) return {};
  if (const RememberedBatch* original = find_duplicate(*known, batch)) {
    if (deliberate_bug(DeliberateBug::kSkipDuplicateCheck)) return {};
    return {DecideError::kDuplicate, *original};
  }
  if (batch.epoch < known->epoch()) {
    if (deliberate_bug(DeliberateBug::kSkipEpochFence)) return {};
    return {DecideError::kInvalidProducerEpoch, {}};
  }
  if (batch.epoch > known->epoch()) {
    return {batch.first_sequence == 0 ? DecideError::kNone : DecideError::kOutOfOrderSequence, {}};
  }
  return {DecideError::kOutOfOrderSequence, {}};
}

}  // namespace ringfence::meta
