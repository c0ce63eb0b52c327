#include "agent/topic_settings.h"

namespace ringfence::agent {

using meta::ConfigKey;

const config::Key* broker_key(ConfigKey key) {
  switch (key) {
    case ConfigKey::kMaxMessageBytes:
      return config::find_key("message.max.bytes");
    case ConfigKey::kMessageTimestampType:
      return config::find_key("log.message.timestamp.type");
    case ConfigKey::kMessageTimestampBeforeMaxMs:
      return config::find_key("log.message.timestamp.before.max.ms");
    case ConfigKey::kMessageTimestampAfterMaxMs:
      return config::find_key("log.message.timestamp.after.max.ms");
    default:
      return nullptr;
  }
}

const meta::TopicConfig* find_topic_config(const meta::Topic& topic, ConfigKey key) {
  for (const meta::TopicConfig& config : topic.configs) {
    if (config.key == key) return &config;
  }
  return nullptr;
}

std::string inherited_value(const config::Config& config, const meta::ConfigSpec& spec) {
  if (const config::Key* key = broker_key(spec.key)) return config::value_text(config, *key);
  if (spec.kind == meta::ConfigKind::kSealed) return {};
  return meta::format_config_value(spec, spec.default_value);
}

TopicSettings topic_settings(const config::Config& config, const meta::Topic& topic) {
  TopicSettings settings;
  settings.log_append_time = config.log_message_timestamp_type == "LogAppendTime";
  settings.message_bytes_max = config.message_max_bytes;
  settings.timestamp_before_max_ms = config.log_message_timestamp_before_max_ms;
  settings.timestamp_after_max_ms = config.log_message_timestamp_after_max_ms;
  for (const meta::TopicConfig& set : topic.configs) {
    switch (set.key) {
      case ConfigKey::kMessageTimestampType:
        settings.log_append_time = set.value == meta::kTimestampLogAppendTime;
        break;
      case ConfigKey::kMaxMessageBytes:
        settings.message_bytes_max = set.value;
        break;
      case ConfigKey::kMessageTimestampBeforeMaxMs:
        settings.timestamp_before_max_ms = set.value;
        break;
      case ConfigKey::kMessageTimestampAfterMaxMs:
        settings.timestamp_after_max_ms = set.value;
        break;
      case ConfigKey::kCleanupPolicy:
        settings.compacted = (set.value & meta::kCleanupCompact) != 0;
        break;
      default:
        break;
    }
  }
  return settings;
}

}  // namespace ringfence::agent
