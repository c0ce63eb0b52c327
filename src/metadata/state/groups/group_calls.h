// What an agent asks the leader's group coordinator on behalf of Kafka clients, and the answers.
// Names are tokens and sealed blobs here as everywhere behind the edge (ARCHITECTURE rule 12);
// member ids are made at the edge. The semantics are those of Apache Kafka 4.3's classic groups.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "metadata/state/groups/group_types.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// On the wire between agent and sequencer: never renumber. The agent maps them to Kafka's codes.
enum class GroupError : std::uint8_t {
  kNone = 0,
  kUnknownMember = 1,
  kIllegalGeneration = 2,
  kRebalanceInProgress = 3,
  kInconsistentProtocol = 4,
  kFencedInstance = 5,
  kMemberIdRequired = 6,
  kGroupFull = 7,
  kInvalidSessionTimeout = 8,
  kUnknownGroup = 9,
  kNotEmpty = 10,
  kSubscribed = 11,      // offsets of a topic that the group reads
  kTooLarge = 12,        // metadata or assignment over a limit
  kNotCoordinator = 13,  // this sequencer does not lead any more
  kCrowded = 14,         // no memory for more groups; passes
  kUnknownTopic = 15,
  kUnknownPartition = 16,
  kCount = 17,
};
std::string_view group_error_name(GroupError error);

enum class GroupState : std::uint8_t {
  kEmpty = 0,
  kPreparingRebalance = 1,
  kCompletingRebalance = 2,
  kStable = 3,
  kDead = 4,  // there is no such group
};

// A member id that no member has: what a client sent in its place was not one of ours.
inline constexpr Uuid kForeignMember{{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};

struct MemberProtocol {
  NamePair name;
  std::string metadata;  // sealed
  bool operator==(const MemberProtocol&) const = default;
};

struct JoinCall {
  NamePair group;
  Uuid member;        // zero: none yet
  Uuid fresh_member;  // becomes the id of a new member
  NamePair instance;  // zero token: a dynamic member
  NamePair client;
  std::string host;  // sealed
  std::int32_t session_timeout_ms = 0;
  std::int32_t rebalance_timeout_ms = 0;
  NamePair protocol_type;
  std::vector<MemberProtocol> protocols;  // the preferred one first
  // Tokens of the topics in the metadata, ascending; absent when it is not a consumer's.
  std::optional<std::vector<Token>> subscribed;
  bool require_known_member = false;  // JoinGroup v4+
  bool can_skip_assignment = false;   // JoinGroup v9+
};

struct JoinAnswer {
  GroupError error = GroupError::kNone;
  std::int32_t generation = -1;
  Uuid member;
  Uuid leader;
  NamePair protocol_type;
  NamePair protocol;
  bool skip_assignment = false;
  struct Member {
    Uuid id;
    NamePair instance;
    std::string metadata;
    bool operator==(const Member&) const = default;
  };
  std::vector<Member> members;  // for the leader only
};

struct SyncCall {
  Token group;
  std::int32_t generation = -1;
  Uuid member;
  Token instance;       // zero: none
  Token protocol_type;  // zero: not said
  Token protocol;       // zero: not said
  std::vector<MemberAssignment> assignments;
};

struct SyncAnswer {
  GroupError error = GroupError::kNone;
  NamePair protocol_type;
  NamePair protocol;
  std::string assignment;
};

struct HeartbeatCall {
  Token group;
  std::int32_t generation = -1;
  Uuid member;
  Token instance;
};
struct HeartbeatAnswer {
  GroupError error = GroupError::kNone;
};

struct LeaveCall {
  Token group;
  struct Member {
    Uuid id;         // zero: whoever holds the instance
    Token instance;  // zero: none
  };
  std::vector<Member> members;
};
struct LeaveAnswer {
  GroupError error = GroupError::kNone;
  std::vector<GroupError> members;  // as asked
};

struct OffsetCommitCall {
  NamePair group;
  std::int32_t generation = -1;
  Uuid member;     // zero: none
  Token instance;  // zero: none
  std::vector<OffsetEntry> entries;
};
struct OffsetCommitAnswer {
  GroupError error = GroupError::kNone;  // of the whole
  std::vector<GroupError> entries;       // as asked
};

struct DescribeGroupsCall {
  std::vector<Token> groups;
};
struct GroupDescription {
  GroupState state = GroupState::kDead;
  NamePair protocol_type;
  NamePair protocol;
  std::vector<GroupMember> members;
};
struct DescribeGroupsAnswer {
  GroupError error = GroupError::kNone;
  std::vector<GroupDescription> groups;  // as asked
};

struct ListGroupsCall {};
struct GroupListing {
  NamePair name;
  NamePair protocol_type;
  GroupState state = GroupState::kEmpty;
};
struct ListGroupsAnswer {
  GroupError error = GroupError::kNone;
  std::vector<GroupListing> groups;
};

struct DeleteGroupsCall {
  std::vector<Token> groups;
};
struct DeleteGroupsAnswer {
  GroupError error = GroupError::kNone;
  std::vector<GroupError> groups;  // as asked
};

struct OffsetDeleteCall {
  Token group;
  std::vector<TopicPartition> partitions;
};
struct OffsetDeleteAnswer {
  GroupError error = GroupError::kNone;
  std::vector<GroupError> partitions;  // as asked
};

using GroupCall =
    std::variant<JoinCall, SyncCall, HeartbeatCall, LeaveCall, OffsetCommitCall, DescribeGroupsCall,
                 ListGroupsCall, DeleteGroupsCall, OffsetDeleteCall>;
using GroupReply =
    std::variant<JoinAnswer, SyncAnswer, HeartbeatAnswer, LeaveAnswer, OffsetCommitAnswer,
                 DescribeGroupsAnswer, ListGroupsAnswer, DeleteGroupsAnswer, OffsetDeleteAnswer>;

}  // namespace ringfence::meta
