// Topics and their partitions, with the per-partition index of where the records lie.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/hash_map.h"
#include "base/ids.h"
#include "metadata/state/pool.h"
#include "metadata/state/topics/topic_config.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// A byte-contiguous sequence of batches of one partition inside one object. Offsets are dense
// within a run.
struct Run {
  std::int64_t base_offset = 0;
  std::int64_t max_timestamp_ms = -1;  // the largest of its batches
  std::uint64_t position = 0;          // of the first byte in the object
  std::uint32_t byte_length = 0;
  std::uint32_t last_offset_delta = 0;
  std::uint32_t record_count = 0;  // differs from the offsets covered only after compaction
  std::uint32_t object = kNoSlot;  // see State::object; process-local

  Offset base() const { return Offset(base_offset); }
  Offset last() const { return Offset(base_offset + last_offset_delta); }
  UnixMillis max_timestamp() const { return UnixMillis{max_timestamp_ms}; }
};

struct Partition {
  std::int64_t log_start = 0;
  std::int64_t log_end = 0;                // the next offset to assign
  std::vector<Run> runs;                   // ascending, no overlap
  std::uint32_t first_producer = kNoSlot;  // list of its producer entries
  std::uint32_t topic = kNoSlot;
  std::int32_t index = 0;
};

struct Topic {
  TopicId id;
  NamePair name;
  Token collision_token;
  std::int16_t replication_factor = 1;
  std::vector<TopicConfig> configs;       // set ones only, ascending by key
  std::vector<std::uint32_t> partitions;  // pool slots; position = partition index

  std::int32_t partition_count() const { return static_cast<std::int32_t>(partitions.size()); }
  std::int64_t config(ConfigKey key) const { return config_or_default(configs, key); }
};

class TopicTable {
 public:
  const Topic* find(const TopicId& id) const;
  const Topic* find_by_token(const Token& token) const;
  const Topic* find_by_collision_token(const Token& token) const;
  // The pool slot of a partition, or kNoSlot.
  std::uint32_t slot(const TopicId& topic, PartitionIndex partition) const;
  const Partition& partition(std::uint32_t slot) const { return partitions_[slot]; }
  Partition& partition(std::uint32_t slot) { return partitions_[slot]; }
  const Topic& topic_of(const Partition& partition) const { return topics_[partition.topic]; }
  // Ascending by topic id.
  std::vector<const Topic*> sorted() const;
  std::size_t size() const { return topics_.live(); }
  std::size_t partition_count() const { return partitions_.live(); }

  // Adds a topic with empty partitions; one with a known id is ignored.
  void add(Topic topic, std::int32_t partition_count);
  // Frees a topic and its partitions; the caller has dropped what their runs and producers refer
  // to.
  void remove(const TopicId& id);

 private:
  Pool<Topic> topics_;
  Pool<Partition> partitions_;
  HashMap<TopicId, std::uint32_t> by_id_;
  HashMap<Token, std::uint32_t> by_token_;
  HashMap<Token, std::uint32_t> by_collision_token_;
};

}  // namespace ringfence::meta
