// An agent's copy of the metadata: durable records applied in order, and the waits that hang on
// them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "async/loop.h"
#include "async/task.h"
#include "async/wait.h"
#include "base/hash_map.h"
#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "metadata/state/record.h"
#include "metadata/state/state.h"

namespace ringfence::meta {

class PartitionWatch;

// Single-threaded. Outlives its watches and waits. Never ahead of what the sequencer knows to be
// durable.
class Replica {
 public:
  explicit Replica(async::Loop& loop);
  ~Replica();

  // Replica mode: no sessions, no producers. References into it are valid until the next co_await.
  const State& state() const { return state_; }
  const LogPosition& position() const { return state_.position(); }
  LogSequence applied() const { return state_.position().sequence; }
  // When the replica last learned that it was up to date; staleness is measured from here.
  MonotonicTime last_contact() const { return last_contact_; }
  void note_contact();

  // Applies the record that follows; wakes whoever waits for it. kCorrupt: damaged, a gap, or it
  // does not chain; the state is unchanged then. A record at or below applied() is skipped.
  Result<void> apply(const bytes::Slice& record);
  // Takes a newer state as a whole (after a resync) and wakes everybody who is concerned.
  void replace(State state);

  // The agent is stopping: waits for records end as kCancelled, now and later.
  void close();

  // Until record `sequence` has been applied.
  async::Task<async::Wake> wait_applied(LogSequence sequence, async::Deadline deadline);
  // Until anything is applied after `seen`. For topic lists and the like; data waits use
  // PartitionWatch.
  async::Task<async::Wake> wait_beyond(LogSequence seen, async::Deadline deadline);

 private:
  friend class PartitionWatch;
  // One watch's place in one partition's list.
  struct WatchEntry {
    PartitionWatch* watch = nullptr;
    TopicPartition partition;
    WatchEntry* previous = nullptr;
    WatchEntry* next = nullptr;
  };

  void wake_applied();
  void signal(const TopicPartition& partition);
  void signal_decision(const Decision& decision);
  void signal_topic(const TopicId& topic, std::int32_t partitions);
  void add_watch(WatchEntry& entry);
  void remove_watch(WatchEntry& entry);

  async::Loop& loop_;
  State state_{Mode::kReplica};
  MonotonicTime last_contact_;
  bool closed_ = false;
  // Waits by sequence: applying costs what it wakes, not what waits.
  std::map<LogSequence, std::unique_ptr<async::WaitQueue>> applied_waits_;
  HashMap<TopicPartition, WatchEntry*> watches_;  // head of each partition's list; looked up only
};

// A long poll on any of several partitions. Made before the state is looked at, so that nothing is
// missed:
//   PartitionWatch watch(replica, partitions);
//   while (nothing to answer) if (co_await watch.wait(deadline) != Wake::kSignalled) break;
// Thousands may wait: an applied record costs the watches of the partitions it touches and nothing
// else.
class PartitionWatch {
 public:
  PartitionWatch(Replica& replica, const std::vector<TopicPartition>& partitions);
  PartitionWatch(const PartitionWatch&) = delete;
  PartitionWatch& operator=(const PartitionWatch&) = delete;
  ~PartitionWatch();

  // Until one of the partitions got batches, was created or was deleted since the last return (or
  // the start).
  async::Task<async::Wake> wait(async::Deadline deadline);

 private:
  friend class Replica;
  void signalled();

  Replica& replica_;
  std::vector<Replica::WatchEntry> entries_;
  bool signalled_ = false;
  async::WaitQueue queue_;
};

}  // namespace ringfence::meta
