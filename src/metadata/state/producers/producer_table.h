// What is known of producers: the last five batches of each (producer, partition), epochs, and ids
// given out. Kafka's ProducerStateEntry; the rules that read it are in sequence_rules.h.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/hash_map.h"
#include "base/ids.h"
#include "base/time.h"
#include "metadata/state/pool.h"
#include "metadata/state/topics/topic_table.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

inline constexpr std::size_t kRememberedBatches =
    5;  // Kafka: ProducerStateEntry.NUM_BATCHES_TO_RETAIN

struct RememberedBatch {
  std::int64_t base_offset = 0;
  std::int64_t max_timestamp_ms = -1;
  std::int32_t first_sequence = 0;
  std::int32_t last_sequence = 0;
  bool operator==(const RememberedBatch&) const = default;
};

// Sequence state of one producer in one partition: up to five batches of its newest epoch.
class SequenceState {
 public:
  std::int16_t epoch() const { return epoch_; }
  std::size_t count() const { return count_; }
  // 0 is the newest.
  const RememberedBatch& batch(std::size_t i) const { return batches_[i]; }
  const RememberedBatch& newest() const { return batches_[0]; }
  // Adds a batch; one of another epoch forgets the batches before.
  void add(std::int16_t epoch, const RememberedBatch& batch);

 private:
  std::int16_t epoch_ = -1;
  std::uint8_t count_ = 0;
  std::array<RememberedBatch, kRememberedBatches> batches_{};
};

// Judging a batch that follows the newest one, which is nearly all of them, reads one cache line.
struct alignas(64) ProducerEntry {
  std::int64_t producer_id = -1;
  std::int64_t last_used_ms = 0;  // when its newest batch was decided
  std::uint32_t partition = kNoSlot;
  std::uint32_t previous = kNoSlot;  // list of the partition's entries
  std::uint32_t next = kNoSlot;
  SequenceState sequences;
};

struct ProducerKey {
  std::int64_t producer_id = 0;
  std::uint32_t partition = 0;  // pool slot
  bool operator==(const ProducerKey&) const = default;
};

// Set by InitProducerId: older epochs are refused in every partition.
struct EpochFence {
  std::int64_t raised_ms = 0;
  std::int16_t epoch = 0;
};

}  // namespace ringfence::meta

template <>
struct std::hash<ringfence::meta::ProducerKey> {
  std::size_t operator()(const ringfence::meta::ProducerKey& key) const noexcept {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(key.producer_id) *
                                        0x9E3779B97F4A7C15ull +
                                    key.partition * 0xC2B2AE3D27D4EB4Full);
  }
};

namespace ringfence::meta {

class ProducerTable {
 public:
  // Null: nothing known, so any sequence is accepted.
  const ProducerEntry* find(std::int64_t producer_id, std::uint32_t partition_slot) const;
  // -1: no fence.
  std::int16_t fence(std::int64_t producer_id) const;
  std::int64_t next_id() const { return next_id_; }
  std::size_t entry_count() const { return entries_.live(); }
  std::size_t fence_count() const { return fences_.size(); }
  // For scans over all entries: slots run from 0 to end; a free slot's entry has partition kNoSlot.
  const ProducerEntry& entry(std::uint32_t slot) const { return entries_[slot]; }
  std::uint32_t entry_end() const { return entries_.end(); }
  // Ascending by producer id.
  std::vector<std::pair<std::int64_t, EpochFence>> sorted_fences() const;
  // Slots of a partition's entries, ascending by producer id.
  std::vector<std::uint32_t> sorted_entries(const Partition& partition) const;

  // The entry of a producer in a partition, made if need be.
  ProducerEntry& touch(TopicTable& topics, std::int64_t producer_id, std::uint32_t partition_slot);
  void remove(TopicTable& topics, std::int64_t producer_id, std::uint32_t partition_slot);
  void remove_all(Partition& partition);
  void raise_fence(std::int64_t producer_id, EpochFence fence) { fences_[producer_id] = fence; }
  void remove_fence(std::int64_t producer_id) { fences_.erase(producer_id); }
  void set_next_id(std::int64_t next) { next_id_ = next; }

 private:
  Pool<ProducerEntry> entries_;
  HashMap<ProducerKey, std::uint32_t> by_key_;
  HashMap<std::int64_t, EpochFence> fences_;
  std::int64_t next_id_ = 1;
};

}  // namespace ringfence::meta
