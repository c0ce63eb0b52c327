// The one map from our errors to Kafka's codes. What every client library does with a code decides
// what it gets:
//   - trouble that passes is never UNKNOWN_SERVER_ERROR (fatal to Streams and idempotent
//   producers);
//   - an unknown outcome is never OUT_OF_ORDER_SEQUENCE_NUMBER (fatal to librdkafka): it is
//   REQUEST_TIMED_OUT, which
//     clients read as "may be there, try again";
//   - a produce that certainly had no effect is NOT_LEADER_OR_FOLLOWER or KAFKA_STORAGE_ERROR,
//   which they read as "not there".
#pragma once

#include <cstdint>

#include "base/error.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/state/groups/group_calls.h"
#include "metadata/state/types.h"

namespace ringfence::agent {

// What the client asked for; the same failure needs different words.
enum class Operation : std::uint8_t {
  kProduce,
  kFetch,
  kListOffsets,
  kMetadata,
  kInitProducerId,
  kAdmin,  // create, delete and describe calls
  kGroup,  // everything of consumer groups
};

// A call that failed without a decision.
kafka::KafkaError map_error(Operation operation, ErrorCode code);
inline kafka::KafkaError map_error(Operation operation, const Error& error) {
  return map_error(operation, error.code);
}
// A refusal by a group's coordinator.
kafka::KafkaError map_group(meta::GroupError error);
// A refusal by the state machine. `by_id`: the client named the topic by id.
kafka::KafkaError map_refusal(Operation operation, meta::DecideError error, bool by_id = false);

}  // namespace ringfence::agent
