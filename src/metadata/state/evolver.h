// Applies decisions to a state. Internal: callers use evolve() of decide.h.
#pragma once

#include "metadata/state/decisions.h"
#include "metadata/state/state.h"

namespace ringfence::meta {

// One overload per decision, each defined in the folder of its part. Every one is total: a decision
// that names something unknown changes nothing, and nothing is judged again.
class Evolver {
 public:
  Evolver(State& state, UnixMillis time)
      : topics_(state.topics_),
        objects_(state.objects_),
        sessions_(state.sessions_),
        producers_(state.producers_),
        groups_(state.groups_),
        full_(state.mode() == Mode::kFull),
        time_(time) {}

  void operator()(const SessionRegistered& decision);
  void operator()(const SessionEnded& decision);
  void operator()(const TopicCreated& decision);
  void operator()(const TopicDeleted& decision);
  void operator()(const ObjectCommitted& decision);
  void operator()(const ProducerIdAllocated& decision);
  void operator()(const ProducerEpochRaised& decision);
  void operator()(const ProducersExpired& decision);
  void operator()(const GroupPut& decision);
  void operator()(const GroupAssigned& decision);
  void operator()(const GroupMembersRemoved& decision);
  void operator()(const GroupMemberReplaced& decision);
  void operator()(const OffsetsCommitted& decision);
  void operator()(const GroupsTrimmed& decision);

 private:
  void append_batch(Partition& partition, const CommitEntry& entry, const EntryResult& result,
                    std::uint32_t object);
  void remember_batch(std::uint32_t partition_slot, const CommitEntry& entry,
                      const EntryResult& result);

  TopicTable& topics_;
  ObjectTable& objects_;
  SessionTable& sessions_;
  ProducerTable& producers_;
  GroupTable& groups_;
  bool full_;
  UnixMillis time_;
};

}  // namespace ringfence::meta
