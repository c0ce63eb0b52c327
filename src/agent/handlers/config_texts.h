// Texts and fixed values for DescribeConfigs.
#pragma once

#include <span>
#include <string_view>

#include "agent/handlers/config_entries.h"

namespace ringfence::agent {

// The broker config whose default a topic config has, in Kafka's words ("retention.ms" ->
// "log.retention.ms").
std::string_view broker_name_of_topic_config(std::string_view topic_config);

// Broker configs that tools read and that have one possible answer here.
struct FixedBrokerConfig {
  std::string_view name;
  std::string_view value;
  ConfigType type;
  std::string_view documentation;
};
std::span<const FixedBrokerConfig> fixed_broker_configs();

}  // namespace ringfence::agent
