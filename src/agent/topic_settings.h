// What applies to one topic: its own configs, else the broker's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/key_table.h"
#include "metadata/state/state.h"
#include "metadata/state/topics/topic_config.h"

namespace ringfence::agent {

struct TopicSettings {
  bool log_append_time = false;
  bool compacted = false;
  std::int64_t message_bytes_max = 0;
  std::int64_t timestamp_before_max_ms = 0;
  std::int64_t timestamp_after_max_ms = 0;
};
TopicSettings topic_settings(const config::Config& config, const meta::Topic& topic);

// The broker key that a topic config falls back to; null: none.
const config::Key* broker_key(meta::ConfigKey key);
// The set value of a config; null: not set on the topic.
const meta::TopicConfig* find_topic_config(const meta::Topic& topic, meta::ConfigKey key);
// The value in force when the topic does not set it, in Kafka's text form.
std::string inherited_value(const config::Config& config, const meta::ConfigSpec& spec);

}  // namespace ringfence::agent
