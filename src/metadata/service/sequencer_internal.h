// Private to the sequencer's .cc files: what waits for an answer, and what becomes durable
// together.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "metadata/service/sequencer.h"

namespace ringfence::meta {

// A caller's question, from submit() to its answer.
struct Sequencer::Pending {
  enum class Kind : std::uint8_t { kCommand, kReadIndex, kListAgents };

  Pending(async::Loop& loop, Kind k, rpc::CommandRequest r)
      : kind(k), request(std::move(r)), done(loop) {
    bytes = sizeof(Pending);
    if (const auto* commit = std::get_if<CommitObject>(&request.command))
      bytes += commit->entries.size() * sizeof(CommitEntry) +
               commit->topics.size() * sizeof(CommitTopic);
    if (const auto* offsets = std::get_if<CommitOffsets>(&request.command))
      bytes += offsets->entries.size() * (sizeof(OffsetEntry) + 64);
  }

  Kind kind;
  rpc::CommandRequest request;
  std::size_t bytes = 0;
  bool abandoned = false;  // its caller has left: not decided if it is not yet
  // Filled when it is decided, told when the round is durable.
  DecideError error = DecideError::kNone;
  Answer answer;
  std::vector<rpc::AgentEntry> agents;
  LogSequence sequence;
  async::Promise<Result<void>> done;
};

// What is decided together, made durable by one record, and answered then. Without a decision in
// it, leadership is confirmed instead.
struct Sequencer::Round {
  Round(ShardId shard, LeaderEpoch epoch, const LogPosition& previous)
      : builder(shard, epoch, previous) {}

  RecordBuilder builder;
  std::vector<PendingPtr> pendings;
  // After sealing.
  LogPosition position;  // of the record, or of the record before when there is none
  bytes::Slice blob;     // empty: no decision
};

}  // namespace ringfence::meta
