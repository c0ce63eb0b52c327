// FindCoordinator: any agent takes the requests of any group and passes them on to the one
// coordinator, so the agent that is asked names itself, always the same to the same client.
// librdkafka also takes version 0 as the sign that a broker understands LZ4 (rdkafka_feature.c).
// There are no transactions yet, and this says so.
#include "agent/cluster_view.h"
#include "agent/handlers/handlers.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/service/client.h"

namespace ringfence::agent {
namespace {

using kafka::KafkaError;

constexpr std::int8_t kGroupKey = 0;

}  // namespace

async::Task<kafka::FindCoordinatorResponse> find_coordinator(
    Call& call, kafka::FindCoordinatorRequest request) {
  kafka::FindCoordinatorResponse response;
  kafka::FindCoordinatorResponse::Coordinator found;
  found.node_id = -1;
  found.port = -1;
  if (request.key_type != kGroupKey) {
    found.error_code = code(KafkaError::kUnsupportedVersion);
    found.error_message = "transactions and share groups are not served yet";
  } else if (!call.services.meta.connected()) {
    found.error_code = code(KafkaError::kCoordinatorNotAvailable);
    found.error_message = "no connection to the metadata service";
  } else {
    const Broker& self = call.services.cluster.self();
    const async::Endpoint& address = ClusterView::address(self, call.client.listener);
    found.node_id = self.node.value;
    found.host = address.host;
    found.port = address.port;
  }
  if (found.error_code != 0) call.services.metrics.count_error("FindCoordinator", found.error_code);
  if (call.version() < 4) {
    response.error_code = found.error_code;
    response.error_message = found.error_message;
    response.node_id = found.node_id;
    response.host = found.host;
    response.port = found.port;
    co_return response;
  }
  for (const std::string& key : request.coordinator_keys) {
    found.key = key;
    response.coordinators.push_back(found);
  }
  co_return response;
}

}  // namespace ringfence::agent
