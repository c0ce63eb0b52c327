// Goal: what clients do with our errors. Never a fatal code for trouble that passes, never "out of
// order" for an unknown outcome, never "not there" for something that nobody looked up. Method: the
// whole table, operation by error, against the rules; and single cells by value.
#include "agent/error_map.h"

#include <gtest/gtest.h>

namespace ringfence::agent {
namespace {

using kafka::KafkaError;
using meta::DecideError;

constexpr Operation kOperations[] = {
    Operation::kProduce,        Operation::kFetch, Operation::kListOffsets, Operation::kMetadata,
    Operation::kInitProducerId, Operation::kAdmin, Operation::kGroup};
constexpr ErrorCode kPassing[] = {ErrorCode::kCancelled,      ErrorCode::kTimeout,
                                  ErrorCode::kUnknownOutcome, ErrorCode::kUnavailable,
                                  ErrorCode::kFenced,         ErrorCode::kOutOfSpace,
                                  ErrorCode::kInternal,       ErrorCode::kClosed};

TEST(ErrorMap, PassingTroubleIsRetriableEverywhere) {
  for (const Operation operation : kOperations) {
    for (const ErrorCode code : kPassing) {
      const KafkaError error = map_error(operation, code);
      EXPECT_TRUE(kafka::is_retriable(error)) << error_name(code) << " -> " << kafka::name(error);
      EXPECT_NE(error, KafkaError::kUnknownTopicOrPartition);
      EXPECT_NE(error, KafkaError::kUnknownTopicId);
    }
  }
}

TEST(ErrorMap, NothingBecomesUnknownServerError) {
  for (const Operation operation : kOperations) {
    for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
      const KafkaError error = map_error(operation, static_cast<ErrorCode>(code));
      EXPECT_NE(error, KafkaError::kUnknownServerError);
      EXPECT_NE(error, KafkaError::kNone);
      EXPECT_NE(error, KafkaError::kOutOfOrderSequenceNumber);
    }
    for (int code = 0; code < static_cast<int>(DecideError::kCount); ++code) {
      const auto refusal = static_cast<DecideError>(code);
      const KafkaError error = map_refusal(operation, refusal);
      EXPECT_NE(error, KafkaError::kUnknownServerError);
      EXPECT_EQ(error == KafkaError::kNone,
                refusal == DecideError::kNone || refusal == DecideError::kDuplicate);
      EXPECT_EQ(error == KafkaError::kOutOfOrderSequenceNumber,
                refusal == DecideError::kOutOfOrderSequence);
    }
  }
}

TEST(ErrorMap, UnknownOutcomeOfAProduceIsATimeout) {
  EXPECT_EQ(map_error(Operation::kProduce, ErrorCode::kUnknownOutcome),
            KafkaError::kRequestTimedOut);
  EXPECT_EQ(map_refusal(Operation::kProduce, DecideError::kCounterTooOld),
            KafkaError::kRequestTimedOut);
  EXPECT_EQ(map_refusal(Operation::kProduce, DecideError::kSessionEnded),
            KafkaError::kNotLeaderOrFollower);
  EXPECT_EQ(map_error(Operation::kProduce, ErrorCode::kOutOfSpace), KafkaError::kKafkaStorageError);
}

TEST(ErrorMap, GroupsHaveAWordForEverything) {
  for (int code = 1; code < static_cast<int>(meta::GroupError::kCount); ++code) {
    const KafkaError error = map_group(static_cast<meta::GroupError>(code));
    EXPECT_NE(error, KafkaError::kNone) << code;
    EXPECT_NE(error, KafkaError::kUnknownServerError) << code;
  }
  EXPECT_EQ(map_group(meta::GroupError::kNone), KafkaError::kNone);
  EXPECT_EQ(map_group(meta::GroupError::kUnknownMember), KafkaError::kUnknownMemberId);
  EXPECT_EQ(map_group(meta::GroupError::kFencedInstance), KafkaError::kFencedInstanceId);
  EXPECT_EQ(map_group(meta::GroupError::kRebalanceInProgress), KafkaError::kRebalanceInProgress);
  EXPECT_EQ(map_group(meta::GroupError::kIllegalGeneration), KafkaError::kIllegalGeneration);
  EXPECT_EQ(map_group(meta::GroupError::kUnknownGroup), KafkaError::kGroupIdNotFound);
  // What passes makes every client look for the coordinator again.
  for (const ErrorCode code : kPassing)
    EXPECT_EQ(map_error(Operation::kGroup, code), KafkaError::kNotCoordinator);
}

TEST(ErrorMap, SingleCells) {
  struct Row {
    Operation operation;
    DecideError refusal;
    bool by_id;
    KafkaError expected;
  };
  const Row rows[] = {
      {Operation::kAdmin, DecideError::kTopicExists, false, KafkaError::kTopicAlreadyExists},
      {Operation::kAdmin, DecideError::kTopicNameCollision, false,
       KafkaError::kInvalidTopicException},
      {Operation::kProduce, DecideError::kUnknownTopic, false,
       KafkaError::kUnknownTopicOrPartition},
      {Operation::kProduce, DecideError::kUnknownTopic, true, KafkaError::kUnknownTopicId},
      {Operation::kProduce, DecideError::kUnknownPartition, true,
       KafkaError::kUnknownTopicOrPartition},
      {Operation::kProduce, DecideError::kOutOfOrderSequence, false,
       KafkaError::kOutOfOrderSequenceNumber},
      {Operation::kProduce, DecideError::kInvalidProducerEpoch, false,
       KafkaError::kInvalidProducerEpoch},
      {Operation::kInitProducerId, DecideError::kProducerFenced, false,
       KafkaError::kProducerFenced},
      {Operation::kAdmin, DecideError::kInvalidConfig, false, KafkaError::kInvalidConfig},
      {Operation::kAdmin, DecideError::kPolicy, false, KafkaError::kPolicyViolation},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(map_refusal(row.operation, row.refusal, row.by_id), row.expected)
        << meta::decide_error_name(row.refusal);
  }
  EXPECT_EQ(map_error(Operation::kFetch, ErrorCode::kCorrupt), KafkaError::kCorruptMessage);
  EXPECT_EQ(map_error(Operation::kInitProducerId, ErrorCode::kUnavailable),
            KafkaError::kCoordinatorNotAvailable);
  EXPECT_EQ(map_error(Operation::kMetadata, ErrorCode::kTimeout), KafkaError::kLeaderNotAvailable);
}

}  // namespace
}  // namespace ringfence::agent
