// Creating and deleting topics.
#include <algorithm>

#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"

namespace ringfence::meta {
namespace {

// Ascending by key, or nothing when a key is unknown, repeated or out of range.
std::optional<std::vector<TopicConfig>> checked_configs(std::vector<TopicConfig> configs) {
  if (configs.size() > kTopicConfigsMax) return std::nullopt;
  std::ranges::sort(configs, {}, &TopicConfig::key);
  const TopicConfig* previous = nullptr;
  for (const TopicConfig& config : configs) {
    const ConfigSpec* spec = find_config_spec(config.key);
    if (spec == nullptr || !config_value_allowed(*spec, config)) return std::nullopt;
    if (config.sealed.size() > kSealedBytesMax) return std::nullopt;
    if (previous != nullptr && previous->key == config.key) return std::nullopt;
    previous = &config;
  }
  return configs;
}

}  // namespace

Outcome decide_create_topic(const State& state, const CreateTopic& command,
                            const DecideContext& context) {
  if (command.name.token.is_zero() || command.name.sealed.size() > kSealedBytesMax ||
      context.fresh_id.is_zero() || state.find_topic(context.fresh_id) != nullptr) {
    return refuse(DecideError::kInvalidRequest);
  }
  if (const Topic* existing = state.find_topic(command.name.token)) {
    return refuse(
        DecideError::kTopicExists,
        CreateTopicAnswer{.topic = existing->id, .partition_count = existing->partition_count()});
  }
  if (state.topic_table().find_by_collision_token(command.collision_token) != nullptr) {
    return refuse(DecideError::kTopicNameCollision);
  }
  if (command.partition_count < 1 || command.partition_count > kPartitionsPerTopicMax) {
    return refuse(DecideError::kInvalidPartitions);
  }
  if (command.replication_factor < 1) return refuse(DecideError::kInvalidReplicationFactor);
  const auto wanted = static_cast<std::size_t>(command.partition_count);
  if (state.partition_count() + wanted > kPartitionsTotalMax) return refuse(DecideError::kPolicy);
  auto configs = checked_configs(command.configs);
  if (!configs) return refuse(DecideError::kInvalidConfig);

  const CreateTopicAnswer answer{.topic = context.fresh_id,
                                 .partition_count = command.partition_count};
  if (command.validate_only) {
    return {.error = DecideError::kNone, .answer = answer, .decision = std::nullopt};
  }
  return decided(context,
                 TopicCreated{.topic = context.fresh_id,
                              .name = command.name,
                              .collision_token = command.collision_token,
                              .partition_count = command.partition_count,
                              .replication_factor = command.replication_factor,
                              .configs = *std::move(configs)},
                 answer);
}

Outcome decide_delete_topic(const State& state, const DeleteTopic& command,
                            const DecideContext& context) {
  if (state.find_topic(command.topic) == nullptr) return refuse(DecideError::kUnknownTopic);
  return decided(context, TopicDeleted{.topic = command.topic}, DeleteTopicAnswer{});
}

void Evolver::operator()(const TopicCreated& decision) {
  topics_.add(Topic{.id = decision.topic,
                    .name = decision.name,
                    .collision_token = decision.collision_token,
                    .replication_factor = decision.replication_factor,
                    .configs = decision.configs,
                    .partitions = {}},
              decision.partition_count);
}

void Evolver::operator()(const TopicDeleted& decision) {
  const Topic* topic = topics_.find(decision.topic);
  if (topic == nullptr) return;
  for (const std::uint32_t slot : topic->partitions) {
    Partition& partition = topics_.partition(slot);
    for (const Run& run : partition.runs) objects_.drop_reference(run.object);
    producers_.remove_all(partition);
  }
  topics_.remove(decision.topic);
  groups_.remove_topic(decision.topic);
}

}  // namespace ringfence::meta
