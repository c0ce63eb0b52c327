// Metadata: brokers, topics, partitions; makes missing topics when the client and the configuration
// allow it.
#include <algorithm>

#include "agent/cluster_view.h"
#include "agent/error_map.h"
#include "agent/handlers/handlers.h"
#include "agent/names.h"
#include "agent/read_index.h"
#include "async/task_group.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/service/client.h"

namespace ringfence::agent {
namespace {

using async::Deadline;
using async::Task;
using kafka::KafkaError;
using Topic = kafka::MetadataResponse::MetadataResponseTopic;
using Wanted = kafka::MetadataRequest::MetadataRequestTopic;

// READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS: what Kafka answers
// without an authorizer.
constexpr std::int32_t kAllTopicOperations = 3576;
constexpr std::int32_t kAllClusterOperations = 8096;
constexpr Duration kCreateTimeout = seconds(10);

struct Question {
  Call& call;
  bool with_operations;
  bool may_create;
};

Topic describe(const Question& question, const meta::Topic& topic, std::string name) {
  const std::int32_t leader = question.call.services.cluster.leader().value;
  Topic answer;
  answer.is_internal = is_internal_topic(name);
  answer.name = std::move(name);
  answer.topic_id = topic.id;
  if (question.with_operations) answer.topic_authorized_operations = kAllTopicOperations;
  answer.partitions.resize(static_cast<std::size_t>(topic.partition_count()));
  for (std::size_t i = 0; i < answer.partitions.size(); ++i) {
    auto& partition = answer.partitions[i];
    partition.partition_index = static_cast<std::int32_t>(i);
    partition.leader_id = leader;
    partition.replica_nodes = {leader};
    partition.isr_nodes = {leader};
  }
  return answer;
}

Topic refused(const Wanted& wanted, KafkaError error) {
  Topic answer;
  answer.error_code = code(error);
  answer.name = wanted.name;
  answer.topic_id = wanted.topic_id;
  return answer;
}

Task<KafkaError> auto_create(Question& question, const std::string& name) {
  Services& services = question.call.services;
  auto pair = services.names.pair(keys::NameKind::kTopic, name);
  if (!pair) co_return KafkaError::kInvalidTopicException;
  meta::CreateTopic command;
  command.name = std::move(*pair);
  command.collision_token = services.names.collision_token(name);
  command.partition_count = static_cast<std::int32_t>(services.config.num_partitions);
  command.replication_factor =
      static_cast<std::int16_t>(services.config.default_replication_factor);
  const auto decided = co_await services.meta.create_topic(
      std::move(command), {}, Deadline::after(services.loop, kCreateTimeout, question.call.cancel));
  if (!decided) co_return map_error(Operation::kMetadata, decided.error());
  if (decided->error == meta::DecideError::kNone) services.metrics.topics_auto_created.add();
  if (decided->error == meta::DecideError::kTopicExists) co_return KafkaError::kNone;
  co_return map_refusal(Operation::kMetadata, decided->error);
}

Task<void> by_name(Question& question, const Wanted& wanted, Topic& answer) {
  Services& services = question.call.services;
  const std::string name = *wanted.name;
  if (!topic_name_problem(name).empty()) {
    answer = refused(wanted, KafkaError::kInvalidTopicException);
    co_return;
  }
  const auto find = [&] { return services.names.find(services.meta.replica().state(), name); };
  if (const meta::Topic* topic = find()) {
    answer = describe(question, *topic, name);
    co_return;
  }
  KafkaError error = KafkaError::kNone;
  if (question.may_create) {
    error = co_await auto_create(question, name);
  } else {
    const auto fresh = co_await confirm_index(services, question.call.cancel);
    if (!fresh) error = map_error(Operation::kMetadata, fresh.error());
  }
  if (error != KafkaError::kNone) {
    answer = refused(wanted, error);
    co_return;
  }
  const meta::Topic* topic = find();
  answer = topic != nullptr ? describe(question, *topic, name)
                            : refused(wanted, KafkaError::kUnknownTopicOrPartition);
}

Task<void> by_id(Question& question, const Wanted& wanted, Topic& answer) {
  Services& services = question.call.services;
  const auto find = [&] { return services.meta.replica().state().find_topic(wanted.topic_id); };
  const meta::Topic* topic = find();
  if (topic == nullptr) {
    const auto fresh = co_await confirm_index(services, question.call.cancel);
    if (!fresh) {
      answer = refused(wanted, map_error(Operation::kMetadata, fresh.error()));
      co_return;
    }
    topic = find();
  }
  if (topic == nullptr) {
    answer = refused(wanted, KafkaError::kUnknownTopicId);
    co_return;
  }
  auto name = services.names.topic_name(*topic);
  answer = name ? describe(question, *topic, std::move(*name))
                : refused(wanted, map_error(Operation::kMetadata, name.error()));
}

void add_all(const Question& question, kafka::MetadataResponse& response) {
  Services& services = question.call.services;
  for (const meta::Topic* topic : services.meta.replica().state().topics()) {
    auto name = services.names.topic_name(*topic);
    if (name) response.topics.push_back(describe(question, *topic, std::move(*name)));
  }
  std::ranges::sort(response.topics, {}, [](const Topic& topic) { return topic.name; });
}

void add_cluster(const Call& call, kafka::MetadataResponse& response) {
  const ClusterView& cluster = call.services.cluster;
  for (const Broker& broker : cluster.brokers()) {
    const async::Endpoint& address = ClusterView::address(broker, call.client.listener);
    response.brokers.push_back({broker.node.value, address.host, address.port, std::nullopt});
  }
  response.cluster_id = call.services.cluster_id.to_base64();
  response.controller_id = cluster.self().node.value;
}

}  // namespace

Task<kafka::MetadataResponse> metadata(Call& call, kafka::MetadataRequest request) {
  Services& services = call.services;
  kafka::MetadataResponse response;
  Question question{call, request.include_topic_authorized_operations,
                    request.allow_auto_topic_creation && services.config.auto_create_topics_enable};
  if (request.include_cluster_authorized_operations) {
    response.cluster_authorized_operations = kAllClusterOperations;
  }
  const bool all = !request.topics || (call.version() == 0 && request.topics->empty());
  if (all) {
    // A list says "not there" of everything else (rule 8). Without an answer it is what this agent
    // knows.
    (void)co_await confirm_index(services, call.cancel);
    add_all(question, response);
  } else {
    // Side by side, so that many missing topics cost one round of the sequencer.
    response.topics.resize(request.topics->size());
    async::TaskGroup group(services.loop);
    for (std::size_t i = 0; i < request.topics->size(); ++i) {
      const Wanted& wanted = (*request.topics)[i];
      group.spawn(wanted.name ? by_name(question, wanted, response.topics[i])
                              : by_id(question, wanted, response.topics[i]));
    }
    co_await group.join();
  }
  add_cluster(call, response);
  co_return response;
}

Task<kafka::DescribeClusterResponse> describe_cluster(Call& call,
                                                      kafka::DescribeClusterRequest request) {
  kafka::DescribeClusterResponse response;
  response.endpoint_type = request.endpoint_type;
  response.cluster_id = call.services.cluster_id.to_base64();
  if (request.endpoint_type != 1) {
    response.error_code = code(request.endpoint_type == 2 ? KafkaError::kMismatchedEndpointType
                                                          : KafkaError::kUnsupportedEndpointType);
    response.error_message = "this is a broker endpoint";
    co_return response;
  }
  if (request.include_cluster_authorized_operations) {
    response.cluster_authorized_operations = kAllClusterOperations;
  }
  response.controller_id = call.services.cluster.self().node.value;
  for (const Broker& broker : call.services.cluster.brokers()) {
    const async::Endpoint& address = ClusterView::address(broker, call.client.listener);
    response.brokers.push_back(
        {broker.node.value, address.host, address.port, std::nullopt, false});
  }
  co_return response;
}

}  // namespace ringfence::agent
