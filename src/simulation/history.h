// What clients saw, in Jepsen's op shape: one JSON object a line (docs/SIMULATION.md has the
// fields). The simulator writes histories in memory, the kill -9 test writes them as files; one
// checker reads both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace ringfence::sim {

enum class OpType : std::uint8_t { kInvoke, kOk, kFail, kInfo };

inline constexpr std::int64_t kUnknown =
    -1;  // an offset, position, producer id or timestamp that was not told

// One record sent. `offset` is told by an ok completion only.
struct SendMop {
  std::string key;  // "topic/partition"
  std::int64_t value = 0;
  std::int64_t offset = kUnknown;
};

struct SeenRecord {
  std::int64_t offset = 0;
  std::int64_t value = 0;
  std::int64_t timestamp = kUnknown;
};

// A record batch: as sent (key and the producer's fields) or as read (everything).
struct SeenBatch {
  std::string key;
  std::int64_t base = kUnknown;
  std::int64_t last = kUnknown;
  std::int64_t producer_id = kUnknown;
  std::int32_t epoch = -1;
  std::int32_t sequence = -1;
  std::uint32_t crc = 0;         // the batch's own CRC field
  std::uint64_t bytes_hash = 0;  // over everything but base offset and leader epoch; 0: not told
};

// One partition of a poll. Records before `position` are left out by the client, as every Kafka
// client does.
struct PollMop {
  std::string key;
  std::int64_t position = kUnknown;  // the offset that was asked for
  std::int64_t high_watermark = kUnknown;
  std::int64_t log_start = kUnknown;
  std::vector<SeenRecord> records;
};

// The timestamps of ListOffsets: -1 latest, -2 earliest, -3 the largest timestamp, else the first
// at or after.
struct ListMop {
  std::string key;
  std::int64_t timestamp = -1;
  std::int64_t offset = kUnknown;
  std::int64_t found_timestamp = kUnknown;
};

// One partition of a commit or an offset fetch: `offset` is the position that the group goes on
// from. kUnknown in an answer: nothing is committed.
struct OffsetMop {
  std::string key;
  std::int64_t offset = kUnknown;
};

struct Op {
  std::int64_t index = 0;
  std::int64_t time_ns = 0;
  std::int32_t process = 0;  // -1: the nemesis and the auditor
  OpType type = OpType::kInvoke;
  std::string f;  // send, poll, assign, list_offsets, create_topic, delete_topic, init_producer,
                  // audit; join, commit, offset_fetch, leave of a group's member, ...
  std::string node;       // which agent was asked
  std::int64_t life = 0;  // counts that agent's restarts
  std::string error;      // Kafka's error name, or "timeout", "disconnected"
  std::uint64_t op =
      0;  // pairs invocation and completion where a process has several outstanding; 0: by process
  bool idempotent = false;  // send: one value must end at one offset
  bool final = false;       // after everything was healed: must succeed

  std::vector<SendMop> sends;
  std::vector<PollMop> polls;
  std::vector<ListMop> lists;
  std::vector<SeenBatch> batches;
  std::string topic;                  // create_topic, delete_topic
  std::vector<std::string> assigned;  // assign
  // Of a group's member: also in its assigns and polls.
  std::string group;
  std::string member;
  std::int64_t generation = kUnknown;
  std::string leader;              // join: whom the coordinator named
  std::vector<OffsetMop> offsets;  // commit, offset_fetch
  // assign, by the leader: what it wants everybody to have; also members that get nothing.
  std::vector<std::pair<std::string, std::vector<std::string>>> assignments;
  // audit: a rule that only the one who sees the whole cluster can judge.
  std::string rule;
  bool holds = true;
  std::string detail;
};

class History {
 public:
  // Fills in the index. Times never go back.
  void add(Op op);
  const std::vector<Op>& ops() const { return ops_; }
  // Over everything that the JSON form shows.
  std::uint64_t hash() const;
  std::string to_json_lines() const;
  static Result<History> from_json_lines(std::string_view text);

 private:
  std::vector<Op> ops_;
};

std::string op_to_json(const Op& op);

}  // namespace ringfence::sim
