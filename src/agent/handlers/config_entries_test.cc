// Goal: DescribeConfigs shows every key with the value in force, where it comes from and what it
// falls back to; the names that tools refuse to work without are there. Method: a topic with a few
// configs over default and changed broker configurations.
#include "agent/handlers/config_entries.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agent/topic_settings.h"
#include "config/key_table.h"

namespace ringfence::agent {
namespace {

const ConfigEntry* find(const std::vector<ConfigEntry>& entries, std::string_view name) {
  const auto found = std::ranges::find(entries, name, &ConfigEntry::name);
  return found == entries.end() ? nullptr : &*found;
}

TEST(ConfigEntries, EveryTopicConfigIsShownAndExplained) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  const auto entries = topic_config_entries(config::default_config(), keys, meta::Topic{});
  EXPECT_EQ(entries.size(), meta::topic_config_specs().size());
  EXPECT_TRUE(std::ranges::is_sorted(entries, {}, &ConfigEntry::name));
  for (const ConfigEntry& entry : entries) {
    EXPECT_FALSE(entry.documentation.empty()) << entry.name;
    EXPECT_EQ(entry.source, ConfigSource::kDefault) << entry.name;
    EXPECT_FALSE(entry.synonyms.empty()) << entry.name;
  }
  EXPECT_EQ(find(entries, "cleanup.policy")->value, "delete");
  EXPECT_EQ(find(entries, "max.message.bytes")->value, "1048588");
  EXPECT_EQ(find(entries, "retention.ms")->value, "604800000");
  EXPECT_EQ(find(entries, "retention.ms")->type, ConfigType::kLong);
}

TEST(ConfigEntries, TopicBeatsBrokerBeatsDefault) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  config::Config config = config::default_config();
  config.message_max_bytes = 5000;
  meta::Topic topic;
  const auto set = [&](std::string_view name, std::string_view value) {
    auto parsed = parse_topic_config(keys, *meta::find_config_spec(name), value);
    ASSERT_TRUE(parsed.ok()) << name;
    topic.configs.push_back(*parsed);
  };
  const auto before = topic_config_entries(config, keys, topic);
  EXPECT_EQ(find(before, "max.message.bytes")->source, ConfigSource::kStaticBroker);
  EXPECT_EQ(find(before, "max.message.bytes")->value, "5000");
  EXPECT_EQ(topic_settings(config, topic).message_bytes_max, 5000);
  set("max.message.bytes", "7000");
  set("cleanup.policy", "compact,delete");
  set("message.timestamp.type", "LogAppendTime");
  set("leader.replication.throttled.replicas", "0:1,1:2");
  const auto after = topic_config_entries(config, keys, topic);
  const ConfigEntry* size = find(after, "max.message.bytes");
  EXPECT_EQ(size->source, ConfigSource::kTopic);
  EXPECT_EQ(size->value, "7000");
  ASSERT_EQ(size->synonyms.size(), 3u);
  EXPECT_EQ(size->synonyms[1].name, "message.max.bytes");
  EXPECT_EQ(size->synonyms[2].source, ConfigSource::kDefault);
  EXPECT_EQ(find(after, "leader.replication.throttled.replicas")->value, "0:1,1:2");
  const TopicSettings settings = topic_settings(config, topic);
  EXPECT_EQ(settings.message_bytes_max, 7000);
  EXPECT_TRUE(settings.compacted);
  EXPECT_TRUE(settings.log_append_time);
}

TEST(ConfigEntries, WhatToolsAskTheBrokerFor) {
  const auto entries = broker_config_entries(config::default_config());
  EXPECT_TRUE(std::ranges::is_sorted(entries, {}, &ConfigEntry::name));
  EXPECT_EQ(std::ranges::adjacent_find(entries, {}, &ConfigEntry::name), entries.end());
  for (const char* name :
       {"num.partitions", "default.replication.factor", "auto.create.topics.enable",
        "message.max.bytes", "log.retention.ms", "min.insync.replicas", "compression.type",
        "listeners", "advertised.listeners"}) {
    EXPECT_NE(find(entries, name), nullptr) << name;
  }
}

TEST(ConfigEntries, BadValuesAreRefused) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  for (const auto& [name, value] :
       std::vector<std::pair<const char*, const char*>>{{"retention.ms", "x"},
                                                        {"retention.ms", ""},
                                                        {"cleanup.policy", "shred"},
                                                        {"message.timestamp.type", "Never"},
                                                        {"max.message.bytes", "-1"}}) {
    EXPECT_TRUE(parse_topic_config(keys, *meta::find_config_spec(name), value)
                    .failed_with(ErrorCode::kInvalid))
        << name << "=" << value;
  }
}

}  // namespace
}  // namespace ringfence::agent
