#include "metadata/state/groups/group_calls.h"

namespace ringfence::meta {

std::string_view group_error_name(GroupError error) {
  switch (error) {
    case GroupError::kNone:
      return "none";
    case GroupError::kUnknownMember:
      return "unknown_member";
    case GroupError::kIllegalGeneration:
      return "illegal_generation";
    case GroupError::kRebalanceInProgress:
      return "rebalance_in_progress";
    case GroupError::kInconsistentProtocol:
      return "inconsistent_protocol";
    case GroupError::kFencedInstance:
      return "fenced_instance";
    case GroupError::kMemberIdRequired:
      return "member_id_required";
    case GroupError::kGroupFull:
      return "group_full";
    case GroupError::kInvalidSessionTimeout:
      return "invalid_session_timeout";
    case GroupError::kUnknownGroup:
      return "unknown_group";
    case GroupError::kNotEmpty:
      return "not_empty";
    case GroupError::kSubscribed:
      return "subscribed";
    case GroupError::kTooLarge:
      return "too_large";
    case GroupError::kNotCoordinator:
      return "not_coordinator";
    case GroupError::kCrowded:
      return "crowded";
    case GroupError::kUnknownTopic:
      return "unknown_topic";
    case GroupError::kUnknownPartition:
      return "unknown_partition";
    case GroupError::kCount:
      break;
  }
  return "unknown";
}

}  // namespace ringfence::meta
