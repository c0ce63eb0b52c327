#include "agent/handlers/config_entries.h"

#include <algorithm>

#include "agent/handlers/config_texts.h"
#include "agent/topic_settings.h"

namespace ringfence::agent {
namespace {

ConfigType type_of(const meta::ConfigSpec& spec) {
  switch (spec.kind) {
    case meta::ConfigKind::kInt:
      return ConfigType::kInt;
    case meta::ConfigKind::kLong:
      return ConfigType::kLong;
    case meta::ConfigKind::kBool:
      return ConfigType::kBoolean;
    case meta::ConfigKind::kChoice:
      return ConfigType::kString;
    case meta::ConfigKind::kSet:
      return ConfigType::kList;
    case meta::ConfigKind::kRatio:
      return ConfigType::kDouble;
    case meta::ConfigKind::kSealed:
      return ConfigType::kList;
  }
  return ConfigType::kString;
}

ConfigType type_of(const config::Key& key) {
  const std::string_view name = config::type_name(key);
  if (name == "boolean") return ConfigType::kBoolean;
  if (name == "list") return ConfigType::kList;
  if (name == "string") return ConfigType::kString;
  return key.max > INT32_MAX ? ConfigType::kLong : ConfigType::kInt;
}

ConfigSource source_of(const config::Config& config, const config::Key& key) {
  return config::value_text(config, key) == key.default_value ? ConfigSource::kDefault
                                                              : ConfigSource::kStaticBroker;
}

std::optional<std::string> shown_value(const keys::Keys& keys, const meta::ConfigSpec& spec,
                                       const meta::TopicConfig& set) {
  if (spec.kind != meta::ConfigKind::kSealed) return meta::format_config_value(spec, set.value);
  const auto opened = keys.open(keys::NameKind::kConfigValue, set.sealed);
  if (!opened) return std::nullopt;
  return *opened;
}

}  // namespace

std::vector<ConfigEntry> topic_config_entries(const config::Config& config, const keys::Keys& keys,
                                              const meta::Topic& topic) {
  std::vector<ConfigEntry> entries;
  for (const meta::ConfigSpec& spec : meta::topic_config_specs()) {
    ConfigEntry entry;
    entry.name = spec.name;
    entry.type = type_of(spec);
    entry.documentation = topic_config_documentation(spec.name);
    if (const meta::TopicConfig* set = find_topic_config(topic, spec.key)) {
      entry.synonyms.push_back(
          {std::string(spec.name), shown_value(keys, spec, *set), ConfigSource::kTopic});
    }
    const std::string inherited = inherited_value(config, spec);
    if (const config::Key* key = broker_key(spec.key)) {
      if (source_of(config, *key) == ConfigSource::kStaticBroker) {
        entry.synonyms.push_back({std::string(key->name), inherited, ConfigSource::kStaticBroker});
      }
      entry.synonyms.push_back(
          {std::string(key->name), std::string(key->default_value), ConfigSource::kDefault});
    } else {
      entry.synonyms.push_back(
          {std::string(broker_name_of_topic_config(spec.name)), inherited, ConfigSource::kDefault});
    }
    entry.value = entry.synonyms.front().value;
    entry.source = entry.synonyms.front().source;
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<ConfigEntry> broker_config_entries(const config::Config& config) {
  std::vector<ConfigEntry> entries;
  for (const config::Key& key : config::key_table()) {
    if (!key.kafka) continue;
    ConfigEntry entry;
    entry.name = key.name;
    entry.value = config::value_text(config, key);
    entry.type = type_of(key);
    entry.source = source_of(config, key);
    entry.read_only = true;
    entry.documentation = key.help;
    if (entry.source == ConfigSource::kStaticBroker) {
      entry.synonyms.push_back({std::string(key.name), entry.value, ConfigSource::kStaticBroker});
    }
    entry.synonyms.push_back(
        {std::string(key.name), std::string(key.default_value), ConfigSource::kDefault});
    entries.push_back(std::move(entry));
  }
  for (const FixedBrokerConfig& fixed : fixed_broker_configs()) {
    ConfigEntry entry;
    entry.name = fixed.name;
    entry.value = std::string(fixed.value);
    entry.type = fixed.type;
    entry.read_only = true;
    entry.documentation = fixed.documentation;
    entry.synonyms.push_back({std::string(fixed.name), entry.value, ConfigSource::kDefault});
    entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, {}, &ConfigEntry::name);
  return entries;
}

Result<meta::TopicConfig> parse_topic_config(const keys::Keys& keys, const meta::ConfigSpec& spec,
                                             std::string_view text) {
  meta::TopicConfig config;
  config.key = spec.key;
  if (spec.kind == meta::ConfigKind::kSealed) {
    RF_TRY_ASSIGN(config.sealed, keys.seal(keys::NameKind::kConfigValue, text));
  } else {
    RF_TRY_ASSIGN(config.value, meta::parse_config_value(spec, text));
  }
  return config;
}

}  // namespace ringfence::agent
