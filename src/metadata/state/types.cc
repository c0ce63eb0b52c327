#include "metadata/state/types.h"

namespace ringfence::meta {

std::string_view decide_error_name(DecideError error) {
  switch (error) {
    case DecideError::kNone:
      return "none";
    case DecideError::kDuplicate:
      return "duplicate";
    case DecideError::kTopicExists:
      return "topic_exists";
    case DecideError::kTopicNameCollision:
      return "topic_name_collision";
    case DecideError::kUnknownTopic:
      return "unknown_topic";
    case DecideError::kUnknownPartition:
      return "unknown_partition";
    case DecideError::kSessionEnded:
      return "session_ended";
    case DecideError::kSessionUnknown:
      return "session_unknown";
    case DecideError::kCounterTooOld:
      return "counter_too_old";
    case DecideError::kOutOfOrderSequence:
      return "out_of_order_sequence";
    case DecideError::kInvalidProducerEpoch:
      return "invalid_producer_epoch";
    case DecideError::kProducerFenced:
      return "producer_fenced";
    case DecideError::kInvalidPartitions:
      return "invalid_partitions";
    case DecideError::kInvalidReplicationFactor:
      return "invalid_replication_factor";
    case DecideError::kInvalidConfig:
      return "invalid_config";
    case DecideError::kInvalidRequest:
      return "invalid_request";
    case DecideError::kPolicy:
      return "policy";
    case DecideError::kUnsupported:
      return "unsupported";
    case DecideError::kUnknownGroup:
      return "unknown_group";
    case DecideError::kIllegalGeneration:
      return "illegal_generation";
    case DecideError::kGroupNotEmpty:
      return "group_not_empty";
    case DecideError::kUnknownMember:
      return "unknown_member";
    case DecideError::kCount:
      break;
  }
  return "unknown";
}

}  // namespace ringfence::meta
