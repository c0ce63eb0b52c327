// Topic and broker configs as Kafka's admin tools see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "keys/keys.h"
#include "metadata/state/state.h"
#include "metadata/state/topics/topic_config.h"

namespace ringfence::agent {

// org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource and ConfigType.
enum class ConfigSource : std::int8_t { kTopic = 1, kStaticBroker = 4, kDefault = 5 };
enum class ConfigType : std::int8_t {
  kBoolean = 1,
  kString = 2,
  kInt = 3,
  kShort = 4,
  kLong = 5,
  kDouble = 6,
  kList = 7,
};

struct ConfigSynonym {
  std::string name;
  std::optional<std::string> value;
  ConfigSource source;
};

struct ConfigEntry {
  std::string_view name;
  std::optional<std::string> value;
  ConfigSource source = ConfigSource::kDefault;
  ConfigType type = ConfigType::kString;
  bool read_only = false;
  std::string_view documentation;
  std::vector<ConfigSynonym> synonyms;  // strongest first
};

// Every topic config that Kafka knows, ascending by name.
std::vector<ConfigEntry> topic_config_entries(const config::Config& config, const keys::Keys& keys,
                                              const meta::Topic& topic);
// Kafka's broker configs that have a meaning or a fixed answer here, ascending by name.
std::vector<ConfigEntry> broker_config_entries(const config::Config& config);

// Kafka's text to a stored config; free text is sealed. kInvalid names what is allowed.
Result<meta::TopicConfig> parse_topic_config(const keys::Keys& keys, const meta::ConfigSpec& spec,
                                             std::string_view text);
// One line for people; empty for a name that is not in the table.
std::string_view topic_config_documentation(std::string_view name);

}  // namespace ringfence::agent
