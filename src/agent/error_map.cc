#include "agent/error_map.h"

namespace ringfence::agent {
namespace {

using kafka::KafkaError;

// Trouble that passes and certainly had no effect.
KafkaError transient(Operation operation) {
  switch (operation) {
    case Operation::kProduce:
      return KafkaError::kNotLeaderOrFollower;
    case Operation::kFetch:
      return KafkaError::kNotLeaderOrFollower;
    case Operation::kListOffsets:
      return KafkaError::kNotLeaderOrFollower;
    case Operation::kMetadata:
      return KafkaError::kLeaderNotAvailable;
    case Operation::kInitProducerId:
      return KafkaError::kCoordinatorNotAvailable;
    case Operation::kAdmin:
      return KafkaError::kNotController;
    // Every client looks for the coordinator again and goes on; other codes are fatal to some.
    case Operation::kGroup:
      return KafkaError::kNotCoordinator;
  }
  return KafkaError::kRequestTimedOut;
}

// Whoever waited long enough, or does not know.
KafkaError unknown(Operation operation) {
  switch (operation) {
    case Operation::kProduce:
      return KafkaError::kRequestTimedOut;
    case Operation::kFetch:
      return KafkaError::kNotLeaderOrFollower;
    case Operation::kListOffsets:
      return KafkaError::kNotLeaderOrFollower;
    case Operation::kMetadata:
      return KafkaError::kLeaderNotAvailable;
    case Operation::kInitProducerId:
      return KafkaError::kCoordinatorNotAvailable;
    case Operation::kAdmin:
      return KafkaError::kRequestTimedOut;
    case Operation::kGroup:
      return KafkaError::kNotCoordinator;
  }
  return KafkaError::kRequestTimedOut;
}

KafkaError storage(Operation operation) {
  switch (operation) {
    case Operation::kProduce:
    case Operation::kFetch:
    case Operation::kListOffsets:
      return KafkaError::kKafkaStorageError;
    default:
      return transient(operation);
  }
}

}  // namespace

KafkaError map_error(Operation operation, ErrorCode code) {
  switch (code) {
    case ErrorCode::kTimeout:
      return transient(operation);
    // Stopping: a produce may already be on its way to the store.
    case ErrorCode::kCancelled:
    case ErrorCode::kUnknownOutcome:
    case ErrorCode::kInternal:
    case ErrorCode::kClosed:
      return unknown(operation);
    case ErrorCode::kFenced:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kPreconditionFailed:
      return transient(operation);
    case ErrorCode::kUnavailable:
    case ErrorCode::kOutOfSpace:
    case ErrorCode::kPermission:
      return storage(operation);
    case ErrorCode::kNotFound:
      return operation == Operation::kFetch ? KafkaError::kKafkaStorageError
                                            : KafkaError::kUnknownTopicOrPartition;
    case ErrorCode::kCorrupt:
      // Of a batch that a client sent, or of an object that is read.
      return operation == Operation::kAdmin || operation == Operation::kInitProducerId ||
                     operation == Operation::kMetadata || operation == Operation::kGroup
                 ? transient(operation)
                 : KafkaError::kCorruptMessage;
    case ErrorCode::kInvalid:
      return operation == Operation::kProduce ? KafkaError::kInvalidRecord
                                              : KafkaError::kInvalidRequest;
    case ErrorCode::kTooLarge:
      return operation == Operation::kProduce ? KafkaError::kMessageTooLarge
                                              : KafkaError::kInvalidRequest;
    case ErrorCode::kUnsupported:
      return KafkaError::kUnsupportedVersion;
  }
  return unknown(operation);
}

KafkaError map_group(meta::GroupError error) {
  switch (error) {
    case meta::GroupError::kNone:
      return KafkaError::kNone;
    case meta::GroupError::kUnknownMember:
      return KafkaError::kUnknownMemberId;
    case meta::GroupError::kIllegalGeneration:
      return KafkaError::kIllegalGeneration;
    case meta::GroupError::kRebalanceInProgress:
      return KafkaError::kRebalanceInProgress;
    case meta::GroupError::kInconsistentProtocol:
      return KafkaError::kInconsistentGroupProtocol;
    case meta::GroupError::kFencedInstance:
      return KafkaError::kFencedInstanceId;
    case meta::GroupError::kMemberIdRequired:
      return KafkaError::kMemberIdRequired;
    case meta::GroupError::kGroupFull:
      return KafkaError::kGroupMaxSizeReached;
    case meta::GroupError::kInvalidSessionTimeout:
      return KafkaError::kInvalidSessionTimeout;
    case meta::GroupError::kUnknownGroup:
      return KafkaError::kGroupIdNotFound;
    case meta::GroupError::kNotEmpty:
      return KafkaError::kNonEmptyGroup;
    case meta::GroupError::kSubscribed:
      return KafkaError::kGroupSubscribedToTopic;
    case meta::GroupError::kTooLarge:
      return KafkaError::kMessageTooLarge;
    case meta::GroupError::kNotCoordinator:
      return KafkaError::kNotCoordinator;
    // Passes when other members leave: ask again, here.
    case meta::GroupError::kCrowded:
      return KafkaError::kCoordinatorLoadInProgress;
    case meta::GroupError::kUnknownTopic:
    case meta::GroupError::kUnknownPartition:
      return KafkaError::kUnknownTopicOrPartition;
    case meta::GroupError::kCount:
      break;
  }
  return KafkaError::kNotCoordinator;
}

KafkaError map_refusal(Operation operation, meta::DecideError error, bool by_id) {
  switch (error) {
    case meta::DecideError::kNone:
    case meta::DecideError::kDuplicate:
      return KafkaError::kNone;
    case meta::DecideError::kTopicExists:
      return KafkaError::kTopicAlreadyExists;
    case meta::DecideError::kTopicNameCollision:
      return KafkaError::kInvalidTopicException;
    case meta::DecideError::kUnknownTopic:
      return by_id ? KafkaError::kUnknownTopicId : KafkaError::kUnknownTopicOrPartition;
    case meta::DecideError::kUnknownPartition:
      return KafkaError::kUnknownTopicOrPartition;
    case meta::DecideError::kSessionEnded:
    case meta::DecideError::kSessionUnknown:
      return transient(operation);
    // Decided before, and the result is gone: it may have taken effect.
    case meta::DecideError::kCounterTooOld:
      return unknown(operation);
    case meta::DecideError::kOutOfOrderSequence:
      return KafkaError::kOutOfOrderSequenceNumber;
    case meta::DecideError::kInvalidProducerEpoch:
      return KafkaError::kInvalidProducerEpoch;
    case meta::DecideError::kProducerFenced:
      return KafkaError::kProducerFenced;
    case meta::DecideError::kInvalidPartitions:
      return KafkaError::kInvalidPartitions;
    case meta::DecideError::kInvalidReplicationFactor:
      return KafkaError::kInvalidReplicationFactor;
    case meta::DecideError::kInvalidConfig:
      return KafkaError::kInvalidConfig;
    case meta::DecideError::kInvalidRequest:
      return KafkaError::kInvalidRequest;
    case meta::DecideError::kPolicy:
      return KafkaError::kPolicyViolation;
    case meta::DecideError::kUnsupported:
      return KafkaError::kUnsupportedVersion;
    case meta::DecideError::kUnknownGroup:
      return KafkaError::kGroupIdNotFound;
    case meta::DecideError::kIllegalGeneration:
      return KafkaError::kIllegalGeneration;
    case meta::DecideError::kGroupNotEmpty:
      return KafkaError::kNonEmptyGroup;
    case meta::DecideError::kUnknownMember:
      return KafkaError::kUnknownMemberId;
    case meta::DecideError::kCount:
      break;
  }
  return unknown(operation);
}

}  // namespace ringfence::agent
