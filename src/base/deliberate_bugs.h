// The one list of deliberate bugs. Each breaks one rule of the commit path (docs/ARCHITECTURE.md)
// and must be found by the history checker; that is what makes "no violation found" worth reading.
//
// In the release preset `deliberate_bug` is constant false and the broken branches compile away. In
// the other presets a bug is switched on by name (environment RINGFENCE_DELIBERATE_BUG or
// `ringfence-sim --bug`).
#pragma once

#include <cstdint>
#include <string_view>

namespace ringfence {

enum class DeliberateBug : std::uint8_t {
  kNone,
  // Data path
  kAckBeforePut,             // rule "durable first": answer when the flush is queued
  kAckBeforeCommit,          // answer after the PUT, before the sequencer decided
  kAckBeforeLogAppend,       // rule 2: answer before the round is durable
  kCommitBeforePut,          // visible before durable
  kRetryWithNewObject,       // rule 3: an unknown commit outcome is retried under a new counter
  kUnorderedCommit,          // rule 3: flushes committed as their PUTs end, not in flush order
  kNoFailedSequenceGate,     // rule 3: later sequences of a failed flush are let through
  kReorderPartitionBatches,  // rule 4: arrival order inside an object not kept
  kDifferentBytesOnRetry,    // rule 6: a PUT retry sends other bytes
  // Sequencer and state
  kSkipDuplicateCheck,        // rule 5
  kSkipEpochFence,            // rule 5: an old producer epoch is accepted
  kSkipLeaderFence,           // a deposed leader's append is taken
  kForgetSessionResults,      // rule 3: a retried commit is decided again
  kAcceptEndedSession,        // rule 3
  kZeroOffsetDefault,         // an unfilled offset is answered as 0
  kSnapshotOffByOne,          // rule 14: snapshot names one sequence number too many
  kSnapshotWithoutProducers,  // rule 14: idempotence state lost at restart
  kReloadKeepsInFlight,       // rule 2: after a failed append the speculative state is kept
  kLogWithoutSync,            // the metadata log is not synced
  // Read path
  kNoReadIndex,              // rule 8: "not there" answered from a stale replica
  kStaleCacheBlock,          // a block of another object is served
  kServeBeyondDurable,       // rule 2: the replica applies rounds in flight
  kFetchSkipsHeadBatch,      // the batch containing the fetch offset is left out
  kAckBeforeReplicaApplied,  // rule 8: read-your-acks
  // Groups
  kSnapshotWithoutGroups,     // rule 14: memberships and offsets lost at restart
  kCommitOfOldGeneration,     // rule 9: a member that was removed commits after its successor
  kGroupAnswerBeforeDurable,  // rule 2: a generation is told before it is durable
  kStaleOffsetFetch,          // rule 8: committed offsets answered from a stale replica
  kAssignmentFromAnyone,      // rule 9: also a follower's SyncGroup assigns
  kCount,
};

std::string_view deliberate_bug_name(DeliberateBug bug);
// Switches one bug on; an unknown name returns false. No effect in the release preset.
bool set_deliberate_bug(std::string_view name);
std::string_view active_deliberate_bug();

#ifdef RINGFENCE_DELIBERATE_BUGS
bool deliberate_bug(DeliberateBug bug);
#else
constexpr bool deliberate_bug(DeliberateBug) { return false; }
#endif

}  // namespace ringfence
