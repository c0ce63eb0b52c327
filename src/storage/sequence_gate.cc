#include "storage/sequence_gate.h"

#include <iterator>

namespace ringfence::storage {
namespace {

// Sequences run from 0 to 2^31 - 1 and wrap. Whether `a` comes before `b`, for sequences that are
// near each other.
bool sequence_before(std::int32_t a, std::int32_t b) {
  const std::uint32_t distance =
      (static_cast<std::uint32_t>(b) - static_cast<std::uint32_t>(a)) & 0x7fffffffu;
  return distance != 0 && distance < 0x40000000u;
}

}  // namespace

void SequenceGate::expire(MonotonicTime now) {
  while (!entries_.empty() &&
         (entries_.size() > entries_max_ || now - entries_.front().since > expiry_)) {
    by_key_.erase(entries_.front().key);
    entries_.pop_front();
  }
}

void SequenceGate::fail(const TopicPartition& partition, const BatchFacts& facts,
                        MonotonicTime now) {
  if (!facts.has_producer()) return;
  const Key key{facts.producer_id, partition};
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    Entry& entry = *found->second;
    // Still failing: the expiry counts from the last failure.
    entry.since = now;
    entries_.splice(entries_.end(), entries_, found->second);
    const bool newer = facts.producer_epoch > entry.epoch;
    if (!newer && (facts.producer_epoch < entry.epoch ||
                   !sequence_before(facts.base_sequence, entry.sequence))) {
      return;
    }
    entry.epoch = facts.producer_epoch;
    entry.sequence = facts.base_sequence;
    return;
  }
  entries_.push_back({key, facts.producer_epoch, facts.base_sequence, now});
  by_key_.emplace(key, std::prev(entries_.end()));
  expire(now);
}

bool SequenceGate::admit(const TopicPartition& partition, const BatchFacts& facts,
                         MonotonicTime now) {
  if (entries_.empty() || !facts.has_producer()) return true;
  expire(now);
  const auto found = by_key_.find(Key{facts.producer_id, partition});
  if (found == by_key_.end()) return true;
  const Entry& entry = *found->second;
  if (facts.producer_epoch < entry.epoch)
    return true;  // the sequencer refuses it with the right error
  if (facts.producer_epoch == entry.epoch && facts.base_sequence != entry.sequence) {
    // An earlier sequence is a retry of what was decided before; it does not close the gap.
    return sequence_before(facts.base_sequence, entry.sequence);
  }
  entries_.erase(found->second);
  by_key_.erase(found);
  return true;
}

bool SequenceGate::blocks(const TopicPartition& partition, const BatchFacts& facts) const {
  if (entries_.empty() || !facts.has_producer()) return false;
  const auto found = by_key_.find(Key{facts.producer_id, partition});
  if (found == by_key_.end()) return false;
  const Entry& entry = *found->second;
  return facts.producer_epoch == entry.epoch &&
         sequence_before(entry.sequence, facts.base_sequence);
}

}  // namespace ringfence::storage
