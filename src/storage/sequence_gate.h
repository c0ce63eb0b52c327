// Rule 3: after a flush failed for good, later sequences of the same producer and partition are
// refused, retriably, until the first failed one comes again. Without this the gap would read as
// OUT_OF_ORDER_SEQUENCE, which clients take for data loss.
#pragma once

#include <cstdint>
#include <list>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/hash_map.h"
#include "base/ids.h"
#include "base/time.h"
#include "storage/batch.h"

namespace ringfence::storage {

// Bounded: beyond the limit, and after the expiry, the oldest entry is dropped (the sequencer then
// judges the gap, which is safe). Pure: time is an argument.
class SequenceGate {
 public:
  SequenceGate(std::size_t entries_max, Duration expiry)
      : entries_max_(entries_max), expiry_(expiry) {}

  // A batch failed for good. Keeps the earliest failed sequence of an epoch. Batches without
  // producer id are ignored.
  void fail(const TopicPartition& partition, const BatchFacts& facts, MonotonicTime now);
  // Whether a batch that comes from a client may be queued; lifts the entry when it is the one
  // waited for, an earlier one, or of a newer epoch.
  bool admit(const TopicPartition& partition, const BatchFacts& facts, MonotonicTime now);
  // Whether a batch that was queued before the failure must not be committed any more.
  bool blocks(const TopicPartition& partition, const BatchFacts& facts) const;

  std::size_t size() const { return by_key_.size(); }

 private:
  struct Key {
    ProducerId producer;
    TopicPartition partition;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return SaltedHash<TopicPartition>{}(key.partition) ^
             SaltedHash<ProducerId>{}(key.producer) * 0x9E3779B97F4A7C15ull;
    }
  };
  struct Entry {
    Key key;
    ProducerEpoch epoch;
    std::int32_t sequence = 0;
    MonotonicTime since;
  };
  void expire(MonotonicTime now);

  std::size_t entries_max_;
  Duration expiry_;
  std::list<Entry> entries_;  // oldest first
  boost::unordered_flat_map<Key, std::list<Entry>::iterator, KeyHash> by_key_;
};

}  // namespace ringfence::storage
