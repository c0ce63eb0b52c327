// CreateTopics.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "agent/error_map.h"
#include "agent/handlers/config_entries.h"
#include "agent/handlers/handlers.h"
#include "agent/names.h"
#include "async/task_group.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/service/client.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using Wanted = kafka::CreateTopicsRequest::CreatableTopic;
using Result_ = kafka::CreateTopicsResponse::CreatableTopicResult;

constexpr std::int32_t kTimeoutMsDefault = 30'000;

void fail(Services& services, Result_& result, KafkaError error, std::string message) {
  result.error_code = code(error);
  result.error_message = std::move(message);
  services.metrics.count_error("CreateTopics", result.error_code);
}

struct Problem {
  KafkaError error = KafkaError::kNone;
  std::string message;
};

// Explicit replicas: only their shape means something, the object store keeps the copies.
Problem apply_assignments(const Wanted& wanted, meta::CreateTopic& command) {
  if (wanted.num_partitions != -1 || wanted.replication_factor != -1) {
    return {KafkaError::kInvalidRequest,
            "assignments exclude a number of partitions and a replication factor"};
  }
  std::vector<bool> seen(wanted.assignments.size());
  for (const auto& assignment : wanted.assignments) {
    const auto index = static_cast<std::size_t>(assignment.partition_index);
    if (assignment.partition_index < 0 || index >= seen.size() || seen[index] ||
        assignment.broker_ids.empty() || assignment.broker_ids.size() > 32767) {
      return {KafkaError::kInvalidReplicaAssignment,
              "assignments must cover partitions 0, 1, 2, ... once each, with at least one broker"};
    }
    seen[index] = true;
  }
  command.partition_count = static_cast<std::int32_t>(wanted.assignments.size());
  command.replication_factor =
      static_cast<std::int16_t>(wanted.assignments.front().broker_ids.size());
  return {};
}

Problem apply_numbers(Services& services, const Wanted& wanted, meta::CreateTopic& command) {
  command.partition_count = wanted.num_partitions == -1
                                ? static_cast<std::int32_t>(services.config.num_partitions)
                                : wanted.num_partitions;
  command.replication_factor =
      wanted.replication_factor == -1
          ? static_cast<std::int16_t>(services.config.default_replication_factor)
          : wanted.replication_factor;
  if (command.partition_count < 1 || command.partition_count > meta::kPartitionsPerTopicMax) {
    return {KafkaError::kInvalidPartitions,
            fmt::format("{} partitions; allowed are 1 to {}, or -1 for the default",
                        wanted.num_partitions, meta::kPartitionsPerTopicMax)};
  }
  if (command.replication_factor < 1) {
    return {KafkaError::kInvalidReplicationFactor,
            fmt::format("replication factor {}; allowed are 1 and more, or -1 for the default",
                        wanted.replication_factor)};
  }
  return {};
}

Problem apply_configs(Services& services, const Wanted& wanted, meta::CreateTopic& command) {
  std::map<meta::ConfigKey, meta::TopicConfig> configs;
  for (const auto& config : wanted.configs) {
    const meta::ConfigSpec* spec = meta::find_config_spec(config.name);
    if (spec == nullptr) {
      return {KafkaError::kInvalidConfig,
              fmt::format("unknown topic config \"{}\"", config.name.substr(0, 200))};
    }
    if (!config.value) {
      return {KafkaError::kInvalidConfig, fmt::format("config {} has no value", spec->name)};
    }
    auto parsed = parse_topic_config(services.keys, *spec, *config.value);
    if (!parsed) return {KafkaError::kInvalidConfig, parsed.error().detail};
    if (!configs.emplace(spec->key, std::move(*parsed)).second) {
      return {KafkaError::kInvalidConfig, fmt::format("config {} is set twice", spec->name)};
    }
  }
  for (auto& [key, config] : configs) command.configs.push_back(std::move(config));
  return {};
}

Problem build(Services& services, const Wanted& wanted, meta::CreateTopic& command) {
  if (const auto wrong = topic_name_problem(wanted.name); !wrong.empty()) {
    return {KafkaError::kInvalidTopicException, std::string(wrong)};
  }
  auto pair = services.names.pair(keys::NameKind::kTopic, wanted.name);
  if (!pair) return {KafkaError::kInvalidTopicException, pair.error().detail};
  command.name = std::move(*pair);
  command.collision_token = services.names.collision_token(wanted.name);
  Problem problem = wanted.assignments.empty() ? apply_numbers(services, wanted, command)
                                               : apply_assignments(wanted, command);
  if (problem.error == KafkaError::kNone) problem = apply_configs(services, wanted, command);
  return problem;
}

std::string refusal_message(meta::DecideError error) {
  switch (error) {
    case meta::DecideError::kTopicExists:
      return "a topic with this name exists";
    case meta::DecideError::kTopicNameCollision:
      return "a topic exists whose name differs only in '.' and '_'";
    case meta::DecideError::kPolicy:
      return "the cluster has no room for so many partitions";
    default:
      return std::string(meta::decide_error_name(error));
  }
}

void describe(Call& call, const meta::CreateTopic& command, Result_& result) {
  result.error_message.reset();
  if (call.version() < 5) return;
  result.num_partitions = command.partition_count;
  result.replication_factor = command.replication_factor;
  result.configs.emplace();
  meta::Topic topic;
  topic.configs = command.configs;
  for (const ConfigEntry& entry :
       topic_config_entries(call.services.config, call.services.keys, topic)) {
    result.configs->push_back({std::string(entry.name), entry.value, false,
                               static_cast<std::int8_t>(entry.source), false});
  }
}

Task<void> create_one(Call& call, const Wanted& wanted, bool validate_only,
                      async::Deadline deadline, Result_& result) {
  Services& services = call.services;
  meta::CreateTopic command;
  command.validate_only = validate_only;
  Problem problem = build(services, wanted, command);
  if (problem.error != KafkaError::kNone) {
    fail(services, result, problem.error, std::move(problem.message));
    co_return;
  }
  const auto decided = co_await services.meta.create_topic(command, {}, deadline);
  if (!decided) {
    fail(services, result, map_error(Operation::kAdmin, decided.error()),
         "the metadata service did not answer in time");
    co_return;
  }
  if (decided->error != meta::DecideError::kNone) {
    fail(services, result, map_refusal(Operation::kAdmin, decided->error),
         refusal_message(decided->error));
    co_return;
  }
  if (!validate_only) result.topic_id = decided->answer.topic;
  describe(call, command, result);
}

}  // namespace

Task<kafka::CreateTopicsResponse> create_topics(Call& call, kafka::CreateTopicsRequest request) {
  Services& services = call.services;
  kafka::CreateTopicsResponse response;
  std::map<std::string_view, int> times;
  for (const Wanted& wanted : request.topics) ++times[wanted.name];
  const std::int32_t timeout = request.timeout_ms > 0 ? request.timeout_ms : kTimeoutMsDefault;
  const auto deadline = async::Deadline::after(services.loop, milliseconds(timeout), call.abandon);
  // Side by side, so that a thousand topics cost a few rounds of the sequencer and not a thousand.
  response.topics.resize(request.topics.size());
  async::TaskGroup group(services.loop);
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    const Wanted& wanted = request.topics[i];
    Result_& result = response.topics[i];
    result.name = wanted.name;
    if (times[wanted.name] > 1) {
      fail(services, result, KafkaError::kInvalidRequest,
           "the topic is named twice in the request");
      continue;
    }
    group.spawn(create_one(call, wanted, request.validate_only, deadline, result));
  }
  co_await group.join();
  co_return response;
}

}  // namespace ringfence::agent
