// Giving out producer ids and epochs, and forgetting silent producers.
#include <algorithm>

#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"

namespace ringfence::meta {
namespace {

// Kafka keeps 32767 for fencing and calls an epoch exhausted one before it
// (TransactionMetadata.isEpochExhausted).
constexpr std::int16_t kLastUsableEpoch = 32766;

Outcome allocate_id(const State& state, const DecideContext& context) {
  const std::int64_t next = state.producer_table().next_id();
  if (next == INT64_MAX) return refuse(DecideError::kPolicy);
  const ProducerId id(next);
  return decided(context, ProducerIdAllocated{.id = id},
                 InitProducerIdAnswer{.id = id, .epoch = ProducerEpoch(0)});
}

// How many slots one ExpireProducers looks at: bounds the time of a round.
constexpr std::uint32_t kExpireScanMax = 200'000;

}  // namespace

Outcome decide_init_producer(const State& state, const InitProducerId& command,
                             const DecideContext& context) {
  if (!command.transactional_id.token.is_zero()) return refuse(DecideError::kUnsupported);
  if (command.id == kNoProducerId && command.epoch == kNoProducerEpoch) {
    return allocate_id(state, context);
  }
  if (command.id.value < 0 || command.epoch.value < 0) return refuse(DecideError::kInvalidRequest);
  // An id that was never given out here (another cluster's, or before a restore) gets a fresh one.
  if (command.id.value >= state.producer_table().next_id()) return allocate_id(state, context);

  const std::int16_t fence = state.producer_table().fence(command.id.value);
  if (fence >= 0 && command.epoch.value < fence) {
    // One behind: the answer to the same request was lost. More: somebody else has gone on with
    // this id.
    if (command.epoch.value != fence - 1) return refuse(DecideError::kProducerFenced);
    return {.error = DecideError::kNone,
            .answer = InitProducerIdAnswer{.id = command.id, .epoch = ProducerEpoch(fence)},
            .decision = std::nullopt};
  }
  if (command.epoch.value >= kLastUsableEpoch) return allocate_id(state, context);
  const ProducerEpoch raised = command.epoch.next();
  return decided(context, ProducerEpochRaised{.id = command.id, .epoch = raised},
                 InitProducerIdAnswer{.id = command.id, .epoch = raised});
}

Outcome decide_expire(const State& state, const ExpireProducers& command,
                      const DecideContext& context) {
  if (command.limit < 1 || command.limit > kExpirePerDecisionMax) {
    return refuse(DecideError::kInvalidRequest);
  }
  const ProducerTable& producers = state.producer_table();
  ProducersExpired expired;
  if (command.cursor == 0) {
    for (const auto& [id, fence] : producers.sorted_fences()) {
      if (expired.entries.size() >= command.limit) break;
      if (fence.raised_ms < command.silent_since.ms) {
        expired.entries.push_back({ProducerId(id), TopicId{}, PartitionIndex(0)});
      }
    }
  }
  // The scan walks slots, whose order is a matter of history, not of the hash table; the decision
  // names ids.
  const auto end = producers.entry_end();
  // Cursor 0 starts over (with the fences; those beyond the limit wait for the next scan), n goes
  // on at slot n - 1.
  const std::uint64_t first = command.cursor == 0 ? 0 : command.cursor - 1;
  const auto start = static_cast<std::uint32_t>(std::min<std::uint64_t>(first, end));
  const std::uint32_t stop = end - start > kExpireScanMax ? start + kExpireScanMax : end;
  std::uint32_t slot = start;
  for (; slot < stop && expired.entries.size() < command.limit; ++slot) {
    const ProducerEntry& entry = producers.entry(slot);
    if (entry.partition == kNoSlot || entry.last_used_ms >= command.silent_since.ms) continue;
    const Partition& partition = state.topic_table().partition(entry.partition);
    expired.entries.push_back({ProducerId(entry.producer_id),
                               state.topic_table().topic_of(partition).id,
                               PartitionIndex(partition.index)});
  }
  const ExpireProducersAnswer answer{.expired = static_cast<std::uint32_t>(expired.entries.size()),
                                     .next_cursor = slot < end ? slot + 1 : 0};
  if (expired.entries.empty()) {
    return {.error = DecideError::kNone, .answer = answer, .decision = std::nullopt};
  }
  return decided(context, std::move(expired), answer);
}

void Evolver::operator()(const ProducerIdAllocated& decision) {
  if (!full_) return;
  producers_.set_next_id(std::max(producers_.next_id(), decision.id.value + 1));
}

void Evolver::operator()(const ProducerEpochRaised& decision) {
  if (!full_) return;
  producers_.raise_fence(decision.id.value, {.raised_ms = time_.ms, .epoch = decision.epoch.value});
}

void Evolver::operator()(const ProducersExpired& decision) {
  if (!full_) return;
  for (const ProducersExpired::Entry& entry : decision.entries) {
    if (entry.topic.is_zero()) {
      producers_.remove_fence(entry.id.value);
      continue;
    }
    const std::uint32_t slot = topics_.slot(entry.topic, entry.partition);
    if (slot != kNoSlot) producers_.remove(topics_, entry.id.value, slot);
  }
}

}  // namespace ringfence::meta
