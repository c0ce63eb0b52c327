// What the state keeps of consumer groups: membership of the newest generation and committed
// offsets. Timers, waiting joins and heartbeats are not here (ARCHITECTURE rule 9): they live in
// the leader's memory, see metadata/groups.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// Sealed member metadata, assignments and the like: what a client sent, padded and sealed.
inline constexpr std::size_t kGroupBlobBytesMax = (1u << 20) + 256;
inline constexpr std::size_t kGroupMembersMax = 100'000;
inline constexpr std::size_t kGroupTopicsMax = 100'000;  // subscribed topics of one group
inline constexpr std::size_t kOffsetEntriesMax = 200'000;
// A commit equal to the stored one is not decided again before the stored one is so old.
inline constexpr std::int64_t kCommitRefreshMs = 3'600'000;

struct GroupMember {
  Uuid id;            // made at the edge; never zero
  NamePair instance;  // group.instance.id; a zero token: a dynamic member
  NamePair client;
  std::string host;  // sealed
  std::int32_t session_timeout_ms = 0;
  std::int32_t rebalance_timeout_ms = 0;
  std::string metadata;    // sealed, for the chosen protocol
  std::string assignment;  // sealed; empty: none
  bool operator==(const GroupMember&) const = default;
};

// Stored: never renumber.
enum class GroupPhase : std::uint8_t {
  kEmpty = 0,       // no members; also groups that only hold offsets
  kPreparing = 1,   // members were removed since the generation began: the rest is to join again
  kCompleting = 2,  // the generation's members are known, their assignment is not
  kStable = 3,
};

struct CommittedOffset {
  Offset offset{-1};
  std::int32_t leader_epoch = -1;
  std::string metadata;  // sealed; empty: the empty string
  UnixMillis committed_at{0};
  UnixMillis expires_at{-1};  // asked for by old clients; -1: the retention of the cluster
  bool operator==(const CommittedOffset&) const = default;
};

struct Group {
  Uuid id;
  NamePair name;
  std::int32_t generation = 0;
  GroupPhase phase = GroupPhase::kEmpty;
  UnixMillis changed_at{0};          // of the phase
  NamePair protocol_type;            // zero token: never had members
  NamePair protocol;                 // zero token: none chosen
  Uuid leader;                       // zero: none
  std::vector<GroupMember> members;  // ascending by id
  // Tokens of the topics that the members subscribe to, ascending; absent: not known.
  std::optional<std::vector<Token>> subscribed;
  std::map<TopicPartition, CommittedOffset> offsets;

  const GroupMember* find_member(const Uuid& member) const {
    for (const GroupMember& m : members)
      if (m.id == member) return &m;
    return nullptr;
  }
};

// ---- commands. Sent by the leader's group coordinator only: they have no wire form.

// A generation begins with these members (ascending by id), or the group becomes empty.
// Makes the group when there is none.
struct PutGroup {
  NamePair group;
  std::int32_t generation = 0;  // beyond the stored one
  NamePair protocol_type;
  NamePair protocol;  // zero with no members
  Uuid leader;        // one of the members; zero with none
  std::vector<GroupMember> members;
  std::optional<std::vector<Token>> subscribed;
};

struct MemberAssignment {
  Uuid member;
  std::string assignment;  // sealed
  bool operator==(const MemberAssignment&) const = default;
};

// What the generation's leader has worked out. Members that are left out have no assignment.
struct AssignGroup {
  Token group;
  std::int32_t generation = 0;
  std::vector<MemberAssignment> assignments;
};

// Members that left or were silent for too long. The rest will join again.
struct RemoveGroupMembers {
  Token group;
  std::int32_t generation = 0;
  std::vector<Uuid> members;
  Uuid leader;  // from now on; zero: none
};

// A static member came back under a new member id: it keeps its place, its assignment and its
// generation.
struct ReplaceGroupMember {
  Token group;
  std::int32_t generation = 0;
  Uuid old_member;
  GroupMember member;  // its assignment is ignored
};

struct OffsetEntry {
  TopicPartition partition;
  CommittedOffset committed;  // `committed_at` is filled in by decide
};

struct CommitOffsets {
  NamePair group;
  std::int32_t generation = -1;  // -1: by nobody's member; else the stored one
  std::vector<OffsetEntry> entries;
};

struct DeleteOffsets {
  Token group;
  std::vector<TopicPartition> partitions;
};

struct DeleteGroup {
  Token group;
};

// Forgets offsets that were kept long enough, and empty groups that have none.
struct ExpireOffsets {
  UnixMillis committed_before;  // by retention
  std::uint32_t limit = 1000;   // offsets and groups in one decision; 1..kExpirePerDecisionMax
  Uuid cursor;                  // group id where the scan goes on; zero: from the start
};

// ---- answers

struct GroupAnswer {
  Uuid group;  // zero: there is none
};
struct CommitOffsetsAnswer {
  std::vector<DecideError> results;  // by entry
};
struct DeleteOffsetsAnswer {
  std::vector<DecideError> results;  // by partition; kNone also when nothing was stored
};
struct ExpireOffsetsAnswer {
  std::uint32_t expired = 0;
  Uuid next_cursor;  // zero: the scan is through
};

// ---- decisions

struct GroupPut {
  Uuid group;
  PutGroup put;
};
struct GroupAssigned {
  Uuid group;
  std::vector<MemberAssignment> assignments;
};
struct GroupMembersRemoved {
  Uuid group;
  std::vector<Uuid> members;
  Uuid leader;
};
struct GroupMemberReplaced {
  Uuid group;
  Uuid old_member;
  GroupMember member;
};
struct OffsetsCommitted {
  Uuid group;
  NamePair name;  // a zero token: the group is there already
  std::vector<OffsetEntry> entries;
};
struct GroupsTrimmed {
  struct Entry {
    Uuid group;
    bool whole = false;  // the group with all it has
    std::vector<TopicPartition> partitions;
  };
  std::vector<Entry> entries;
};

}  // namespace ringfence::meta
