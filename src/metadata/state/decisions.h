// What the log holds. A decision says what happened, with every value filled in; `evolve` applies
// it without judging. Encodings: record.h and docs/formats/metadata_log.md.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "metadata/state/commands.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

struct SessionRegistered {
  SessionId session;
  NodeId node;
  NamePair agent;
  std::string endpoints;
};

struct SessionEnded {
  SessionId session;
};

struct TopicCreated {
  TopicId topic;
  NamePair name;
  Token collision_token;
  std::int32_t partition_count = 0;
  std::int16_t replication_factor = 0;
  std::vector<TopicConfig> configs;  // ascending by key
};

struct TopicDeleted {
  TopicId topic;
};

// The commit with its verdicts: results[i] belongs to commit.entries[i]. Offsets are assigned here,
// once.
struct ObjectCommitted {
  CommitObject commit;
  EntryResults results;
};

struct ProducerIdAllocated {
  ProducerId id;  // its first epoch is 0
};

// Batches of this producer with an older epoch are refused from here on, in every partition.
struct ProducerEpochRaised {
  ProducerId id;
  ProducerEpoch epoch;
};

// Sequence state of (producer, partition) pairs that is forgotten, and epoch fences of producers.
struct ProducersExpired {
  struct Entry {
    ProducerId id;
    TopicId topic;             // zero: the producer's own epoch fence
    PartitionIndex partition;  // 0 with a zero topic
    bool operator==(const Entry&) const = default;
  };
  std::vector<Entry> entries;
};

using DecisionBody = std::variant<SessionRegistered, SessionEnded, TopicCreated, TopicDeleted,
                                  ObjectCommitted, ProducerIdAllocated, ProducerEpochRaised,
                                  ProducersExpired, GroupPut, GroupAssigned, GroupMembersRemoved,
                                  GroupMemberReplaced, OffsetsCommitted, GroupsTrimmed>;

// Every decision carries who asked, when, and under which request id: audit leaves are derived from
// these.
struct Decision {
  UnixMillis time;
  NamePair actor;   // zero token: the sequencer itself
  Uuid request_id;  // zero: none
  DecisionBody body;
};

}  // namespace ringfence::meta
