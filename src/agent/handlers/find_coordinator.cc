// FindCoordinator: there are no consumer groups and no transactions yet, and this says so. It is
// served because librdkafka takes its version 0 as the sign that a broker understands LZ4
// (rdkafka_feature.c): without it producers with compression.codec=lz4 silently send uncompressed
// batches.
// A librdkafka consumer asks for the group's coordinator (versions 0 to 2) even when its partitions
// are assigned by hand, and hands every error but COORDINATOR_NOT_AVAILABLE to the application as a
// failure of the consumer. So that is the answer to old versions; it asks again in the background
// while it reads.
#include "agent/handlers/handlers.h"
#include "kafka/protocol/error_codes.h"

namespace ringfence::agent {
namespace {

constexpr std::int8_t kGroupKey = 0;

}  // namespace

async::Task<kafka::FindCoordinatorResponse> find_coordinator(
    Call& call, kafka::FindCoordinatorRequest request) {
  kafka::FindCoordinatorResponse response;
  const bool may_read_without_group = call.version() < 4 && request.key_type == kGroupKey;
  const std::int16_t error =
      code(may_read_without_group ? kafka::KafkaError::kCoordinatorNotAvailable
                                  : kafka::KafkaError::kUnsupportedVersion);
  const std::string message = "consumer groups and transactions are not served yet";
  call.services.metrics.count_error("FindCoordinator", error);
  if (call.version() < 4) {
    response.error_code = error;
    response.error_message = message;
    response.node_id = -1;
    response.port = -1;
    co_return response;
  }
  for (const std::string& key : request.coordinator_keys) {
    auto& coordinator = response.coordinators.emplace_back();
    coordinator.key = key;
    coordinator.node_id = -1;
    coordinator.port = -1;
    coordinator.error_code = error;
    coordinator.error_message = message;
  }
  co_return response;
}

}  // namespace ringfence::agent
