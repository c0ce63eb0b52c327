// The metadata of one cluster: topics, partitions and their index, objects, sessions, producers,
// groups.
//
// Two modes (types.h): the sequencer and snapshots hold a full state, agents a replica. Changed
// only by `evolve` and by record application (builder.h); all accessors are reads. Single-threaded,
// movable, not copyable (copy by serialize_snapshot / parse_snapshot). Pointers, references and
// spans into a state are valid until its next change.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "metadata/state/groups/group_table.h"
#include "metadata/state/objects/object_table.h"
#include "metadata/state/producers/producer_table.h"
#include "metadata/state/sessions/session_table.h"
#include "metadata/state/topics/topic_table.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// One partition as a reader sees it.
struct PartitionView {
  Offset log_start;
  Offset high_watermark;      // the log end: what is in the state is durable and visible
  Offset last_stable_offset;  // equal to the high watermark until transactions exist
  std::span<const Run> runs;  // ascending by offset, no overlap
};

class State {
 public:
  explicit State(Mode mode = Mode::kFull) : mode_(mode) {}
  State(State&&) = default;
  State& operator=(State&&) = default;

  Mode mode() const { return mode_; }
  // The last record whose decisions are all in this state. A sequencer's state may hold more:
  // rounds in flight.
  const LogPosition& position() const { return position_; }
  void set_position(const LogPosition& position) { position_ = position; }
  // Rises only by decision; this build writes and reads level 1.
  std::uint32_t feature_level() const { return feature_level_; }

  // Topics. `topics()` is sorted by topic id, so that its order is the same in every process.
  const Topic* find_topic(const TopicId& id) const { return topics_.find(id); }
  const Topic* find_topic(const Token& name_token) const {
    return topics_.find_by_token(name_token);
  }
  std::vector<const Topic*> topics() const { return topics_.sorted(); }
  std::size_t topic_count() const { return topics_.size(); }
  std::size_t partition_count() const { return topics_.partition_count(); }

  // Partitions. Empty when the topic or partition does not exist here (which proves nothing on a
  // replica that is behind: rule 8).
  std::optional<PartitionView> find_partition(const TopicId& topic, PartitionIndex partition) const;
  // The runs from the one that holds `offset`, or from the first one behind it when `offset` falls
  // into a gap. Empty at or beyond the high watermark.
  std::span<const Run> find(const TopicId& topic, PartitionIndex partition, Offset offset) const;
  // The first run that may hold a record with a timestamp of at least `at`; null: none does. Exact
  // to the record only by reading the run's batches (then going on to the next candidate behind it
  // if none matched).
  const Run* find_by_time(const TopicId& topic, PartitionIndex partition, UnixMillis at) const;
  // The earliest run that has the partition's largest timestamp; null: no records.
  const Run* find_max_timestamp(const TopicId& topic, PartitionIndex partition) const;

  // Objects.
  const ObjectInfo& object(const Run& run) const { return objects_.at(run.object); }
  const ObjectInfo* find_object(const ObjectId& id) const { return objects_.find(id); }
  std::size_t object_count() const { return objects_.size(); }
  // Up to `limit` objects that nothing refers to, ascending by id; candidates for Condemn (rule 7).
  std::vector<ObjectId> condemn_candidates(std::size_t limit) const {
    return objects_.unreferenced(limit);
  }

  // Sessions and producers (full mode only; empty in a replica).
  const Session* find_session(SessionId id) const { return sessions_.find(id); }
  // Live sessions, ascending.
  std::vector<const Session*> sessions() const { return sessions_.sorted(); }
  std::size_t producer_entry_count() const { return producers_.entry_count(); }

  // Groups and what they have committed. `groups()` is sorted by id.
  const Group* find_group(const Token& name_token) const {
    return groups_.find_by_token(name_token);
  }
  std::vector<const Group*> groups() const { return groups_.sorted(); }
  std::size_t group_count() const { return groups_.size(); }
  std::size_t committed_offset_count() const { return groups_.offset_count(); }

  // The parts, for decide, evolve and the snapshot codec.
  const TopicTable& topic_table() const { return topics_; }
  const ObjectTable& object_table() const { return objects_; }
  const SessionTable& session_table() const { return sessions_; }
  const ProducerTable& producer_table() const { return producers_; }

 private:
  friend class Evolver;
  friend class SnapshotParser;

  Mode mode_;
  LogPosition position_;
  std::uint32_t feature_level_ = 1;
  TopicTable topics_;
  ObjectTable objects_;
  SessionTable sessions_;
  ProducerTable producers_;
  GroupTable groups_;
};

}  // namespace ringfence::meta
