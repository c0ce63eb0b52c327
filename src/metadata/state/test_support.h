// Short ways to write commands in tests.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/random.h"
#include "metadata/state/decide.h"
#include "metadata/state/record.h"

namespace ringfence::meta::test {

inline Token token_of(std::uint64_t n) {
  Token token;
  for (std::size_t i = 0; i < 8; ++i) token.bytes[i] = static_cast<std::uint8_t>(n >> (8 * i));
  token.bytes[31] = 1;
  return token;
}

inline Uuid uuid_of(std::uint64_t n) {
  Uuid id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  id.bytes[0] = 0x40;
  return id;
}

// Names and collision tokens are apart by construction.
inline CreateTopic create_topic(std::uint64_t name, std::int32_t partitions) {
  return {.name = {.token = token_of(name), .key_id = 1, .sealed = "sealed name"},
          .collision_token = token_of(name + (1ull << 40)),
          .partition_count = partitions,
          .replication_factor = 3,
          .configs = {},
          .validate_only = false};
}

// A state with a clock and fresh ids, driven as the sequencer drives it.
class Machine {
 public:
  State state{Mode::kFull};
  UnixMillis now{1'000'000};

  Outcome run(const Command& command) {
    const DecideContext context{.now = now,
                                .fresh_id = uuid_of(++fresh_),
                                .actor = {.token = token_of(77), .key_id = 1, .sealed = "who"},
                                .request_id = uuid_of(900'000 + fresh_)};
    Outcome outcome = decide(state, command, context);
    if (outcome.decision) {
      evolve(state, *outcome.decision);
      decisions.push_back(*outcome.decision);
    }
    now.ms += 10;
    return outcome;
  }

  TopicId topic(std::uint64_t name, std::int32_t partitions) {
    const Outcome outcome = run(create_topic(name, partitions));
    RF_ASSERT(outcome.error == DecideError::kNone, "the topic could not be created");
    return std::get<CreateTopicAnswer>(outcome.answer).topic;
  }

  SessionId session() {
    const Outcome outcome = run(RegisterSession{.node = NodeId(1), .agent = {}, .endpoints = ""});
    return std::get<RegisterSessionAnswer>(outcome.answer).session;
  }

  std::vector<Decision> decisions;

 private:
  std::uint64_t fresh_ = 1000;
};

struct Batch {
  std::int32_t partition = 0;
  std::int32_t count = 1;
  std::int64_t producer = -1;
  std::int16_t epoch = 0;
  std::int32_t sequence = 0;
  std::int64_t timestamp_ms = 5000;
};

// One object of one session whose batches lie one after another, 100 bytes each; batches are given
// in order of topic and partition.
inline CommitObject commit_of(SessionId session, std::uint64_t counter,
                              const std::vector<std::pair<TopicId, std::vector<Batch>>>& topics) {
  CommitObject commit{.session = session,
                      .counter = FlushCounter(counter),
                      .lowest_wanted = FlushCounter(1),
                      .object = uuid_of(session.value * 1'000'000 + counter)};
  for (const auto& [topic, batches] : topics) {
    commit.topics.push_back({topic, static_cast<std::uint32_t>(batches.size())});
    for (const Batch& batch : batches) {
      const bool idempotent = batch.producer >= 0;
      commit.entries.push_back(
          {.partition = PartitionIndex(batch.partition),
           .record_count = batch.count,
           .byte_length = 100,
           .position = commit.object_size,
           .max_timestamp = UnixMillis{batch.timestamp_ms},
           .producer_id = ProducerId(batch.producer),
           .producer_epoch = idempotent ? ProducerEpoch(batch.epoch) : kNoProducerEpoch,
           .base_sequence = idempotent ? batch.sequence : -1});
      commit.object_size += 100;
    }
  }
  return commit;
}

inline const std::vector<EntryResult>& results_of(const Outcome& outcome) {
  return *std::get<CommitAnswer>(outcome.answer).results;
}

}  // namespace ringfence::meta::test
