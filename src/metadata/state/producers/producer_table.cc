#include "metadata/state/producers/producer_table.h"

#include <algorithm>

namespace ringfence::meta {

void SequenceState::add(std::int16_t epoch, const RememberedBatch& batch) {
  if (epoch != epoch_) {
    epoch_ = epoch;
    count_ = 0;
  }
  if (count_ < kRememberedBatches) ++count_;
  std::copy_backward(batches_.begin(), batches_.end() - 1, batches_.end());
  batches_[0] = batch;
}

const ProducerEntry* ProducerTable::find(std::int64_t producer_id, std::uint32_t slot) const {
  const auto found = by_key_.find(ProducerKey{producer_id, slot});
  return found == by_key_.end() ? nullptr : &entries_[found->second];
}

std::int16_t ProducerTable::fence(std::int64_t producer_id) const {
  if (fences_.empty()) return -1;
  const auto found = fences_.find(producer_id);
  return found == fences_.end() ? std::int16_t{-1} : found->second.epoch;
}

std::vector<std::pair<std::int64_t, EpochFence>> ProducerTable::sorted_fences() const {
  std::vector<std::pair<std::int64_t, EpochFence>> list(fences_.begin(), fences_.end());
  std::ranges::sort(list, {}, &std::pair<std::int64_t, EpochFence>::first);
  return list;
}

std::vector<std::uint32_t> ProducerTable::sorted_entries(const Partition& partition) const {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = partition.first_producer; slot != kNoSlot; slot = entries_[slot].next) {
    slots.push_back(slot);
  }
  std::ranges::sort(slots, {}, [this](std::uint32_t slot) { return entries_[slot].producer_id; });
  return slots;
}

ProducerEntry& ProducerTable::touch(TopicTable& topics, std::int64_t producer_id,
                                    std::uint32_t partition_slot) {
  const auto [key, inserted] =
      by_key_.try_emplace(ProducerKey{producer_id, partition_slot}, kNoSlot);
  if (!inserted) return entries_[key->second];
  const std::uint32_t slot = entries_.allocate();
  key->second = slot;
  ProducerEntry& entry = entries_[slot];
  Partition& partition = topics.partition(partition_slot);
  entry.producer_id = producer_id;
  entry.partition = partition_slot;
  entry.next = partition.first_producer;
  if (entry.next != kNoSlot) entries_[entry.next].previous = slot;
  partition.first_producer = slot;
  return entry;
}

void ProducerTable::remove(TopicTable& topics, std::int64_t producer_id,
                           std::uint32_t partition_slot) {
  const auto found = by_key_.find(ProducerKey{producer_id, partition_slot});
  if (found == by_key_.end()) return;
  const std::uint32_t slot = found->second;
  by_key_.erase(found);
  const ProducerEntry& entry = entries_[slot];
  if (entry.next != kNoSlot) entries_[entry.next].previous = entry.previous;
  if (entry.previous != kNoSlot) {
    entries_[entry.previous].next = entry.next;
  } else {
    topics.partition(partition_slot).first_producer = entry.next;
  }
  entries_.release(slot);
}

void ProducerTable::remove_all(Partition& partition) {
  std::uint32_t slot = partition.first_producer;
  while (slot != kNoSlot) {
    const ProducerEntry& entry = entries_[slot];
    const std::uint32_t next = entry.next;
    by_key_.erase(ProducerKey{entry.producer_id, entry.partition});
    entries_.release(slot);
    slot = next;
  }
  partition.first_producer = kNoSlot;
}

}  // namespace ringfence::meta
