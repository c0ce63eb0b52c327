// What can be asked of the state machine, and what it answers. Commands are never logged: see
// decisions.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "metadata/state/groups/group_types.h"
#include "metadata/state/topics/topic_config.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// An agent process introduces itself and gets a session of its own (ARCHITECTURE rule 3).
struct RegisterSession {
  NodeId node;
  NamePair agent;
  std::string endpoints;  // sealed blob with what other agents need to list this one; may be empty
};

struct EndSession {
  SessionId session;
};

struct CreateTopic {
  NamePair name;
  Token collision_token;                // token of the name with `.` written as `_`
  std::int32_t partition_count = 1;     // 1..kPartitionsPerTopicMax
  std::int16_t replication_factor = 1;  // only reported back; 1..32767
  std::vector<TopicConfig> configs;     // each key at most once, values as topic_config.h says
  bool validate_only = false;           // answer as if, decide nothing
};

struct DeleteTopic {
  TopicId topic;
};

// One record batch inside a data object.
struct CommitEntry {
  PartitionIndex partition;
  std::int32_t record_count = 0;  // offsets it takes: lastOffsetDelta + 1; at least 1
  std::uint32_t byte_length = 0;  // the whole batch as stored, at least 61
  std::uint64_t position =
      0;  // of its first byte in the object (plaintext bytes of its section if sealed)
  UnixMillis max_timestamp{-1};
  ProducerId producer_id = kNoProducerId;
  ProducerEpoch producer_epoch = kNoProducerEpoch;
  std::int32_t base_sequence = -1;  // -1 with kNoProducerId, else 0..INT32_MAX
};

// The entries of one topic: `entry_count` consecutive elements of CommitObject::entries.
struct CommitTopic {
  TopicId topic;
  std::uint32_t entry_count = 0;
};

// A data object is durable in the store: give its batches offsets. Topics ascend by id, entries of
// a topic ascend by partition; batches of one partition keep their arrival order. Each entry is
// judged on its own.
struct CommitObject {
  SessionId session;
  FlushCounter
      counter;  // 1, 2, ...; gaps are legal (a flush that failed for good), going back is not
  FlushCounter lowest_wanted;  // results of earlier counters may be forgotten; at most `counter`
  ObjectId object;
  std::uint64_t object_size = 0;
  std::vector<CommitTopic> topics;
  std::vector<CommitEntry> entries;
};

// InitProducerId. Without an id: a new one. With id and epoch (KIP-360): the next epoch, or a new
// id when epochs run out. A transactional id is refused as kUnsupported until transactions exist.
struct InitProducerId {
  ProducerId id = kNoProducerId;
  ProducerEpoch epoch = kNoProducerEpoch;
  NamePair transactional_id;  // a zero token: none
};

// Forgets producers that have been silent. Only the sequencer sends this, while its clock is
// trusted (rule 5).
struct ExpireProducers {
  UnixMillis silent_since;     // producers whose last batch was decided before this
  std::uint32_t limit = 1000;  // at most this many per decision; 1..kExpirePerDecisionMax
  std::uint64_t cursor = 0;    // 0, or `next_cursor` of the last answer: where the scan goes on
};

using Command =
    std::variant<RegisterSession, EndSession, CreateTopic, DeleteTopic, CommitObject,
                 InitProducerId, ExpireProducers, PutGroup, AssignGroup, RemoveGroupMembers,
                 ReplaceGroupMember, CommitOffsets, DeleteOffsets, DeleteGroup, ExpireOffsets>;

// The result of one entry of a commit, in entry order.
struct EntryResult {
  DecideError error = DecideError::kNone;
  Offset base_offset{-1};        // kNone: assigned; kDuplicate: the original's; else -1
  UnixMillis max_timestamp{-1};  // the batch's own, or the original's for a duplicate
  bool operator==(const EntryResult&) const = default;
};

// Shared and immutable: the decision, the session's stored results and every answer (also to
// retries) read the same vector, so that a thousand results are not copied three times per commit.
using EntryResults = std::shared_ptr<const std::vector<EntryResult>>;

struct RegisterSessionAnswer {
  SessionId session;
};
struct EndSessionAnswer {};
struct CreateTopicAnswer {
  TopicId topic;  // also filled with kTopicExists: the topic that has the name
  std::int32_t partition_count = 0;
};
struct DeleteTopicAnswer {};
struct CommitAnswer {
  EntryResults results;
  bool repeated = false;  // a retry: these are the stored results of the first time
};
struct InitProducerIdAnswer {
  ProducerId id = kNoProducerId;
  ProducerEpoch epoch = kNoProducerEpoch;
};
struct ExpireProducersAnswer {
  std::uint32_t expired = 0;
  std::uint64_t next_cursor = 0;  // 0: the scan is through
};

using Answer =
    std::variant<std::monostate, RegisterSessionAnswer, EndSessionAnswer, CreateTopicAnswer,
                 DeleteTopicAnswer, CommitAnswer, InitProducerIdAnswer, ExpireProducersAnswer,
                 GroupAnswer, CommitOffsetsAnswer, DeleteOffsetsAnswer, ExpireOffsetsAnswer>;

}  // namespace ringfence::meta
