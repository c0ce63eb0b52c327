#include "review/probe_kafka/topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ringfence::review {

using async::Task;
using kafka::KafkaError;
using kafka::client::ConfigResource;

namespace {

constexpr std::size_t kRulesMax = 10'000;
constexpr std::size_t kLineBytesMax = 4096;

const std::vector<std::string>& topic_keys() {
  static const std::vector<std::string> kKeys{"retention.ms", "retention.bytes", "segment.ms",
                                              "cleanup.policy", "message.timestamp.type"};
  return kKeys;
}

const std::vector<std::string>& broker_keys() {
  static const std::vector<std::string> kKeys{"listeners",
                                              "advertised.listeners",
                                              "listener.security.protocol.map",
                                              "ssl.enabled.protocols",
                                              "ssl.client.auth",
                                              "sasl.enabled.mechanisms",
                                              "authorizer.class.name",
                                              "allow.everyone.if.no.acl.found",
                                              "auto.create.topics.enable",
                                              "delete.topic.enable",
                                              "log.retention.ms",
                                              "log.retention.hours",
                                              "log.retention.bytes",
                                              "metric.reporters",
                                              "telemetry.max.bytes",
                                              "remote.log.storage.system.enable"};
  return kKeys;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> retention(std::string_view text) {
  if (text == "forever" || text == "-1") return -1;
  std::int64_t unit = 1;
  if (text.ends_with("ms")) {
    text.remove_suffix(2);
  } else if (!text.empty()) {
    switch (text.back()) {
      case 's':
        unit = 1000;
        break;
      case 'm':
        unit = 60'000;
        break;
      case 'h':
        unit = 3'600'000;
        break;
      case 'd':
        unit = 86'400'000;
        break;
      default:
        break;
    }
    if (unit > 1) text.remove_suffix(1);
  }
  const auto value = number(text);
  if (!value || *value < 0 || *value > INT64_MAX / unit) return std::nullopt;
  return *value * unit;
}

std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

void read_settings(TopicFacts& facts, const kafka::client::ConfigAnswer& answer) {
  facts.error = answer.error;
  for (const auto& config : answer.configs) {
    const std::string value = config.value.value_or("");
    if (config.name == "retention.ms") facts.retention_ms = number(value).value_or(-1);
    if (config.name == "retention.bytes") facts.retention_bytes = number(value).value_or(-1);
    if (config.name == "segment.ms") facts.segment_ms = number(value).value_or(-1);
    if (config.name == "cleanup.policy") facts.deletes = value.find("delete") != std::string::npos;
    if (config.name == "message.timestamp.type") facts.create_time = value != "LogAppendTime";
  }
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Result<std::vector<RetentionRule>> parse_retention_table(std::string_view text) {
  std::vector<RetentionRule> rules;
  for (int number_of_line = 1; !text.empty(); ++number_of_line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const auto wrong = [&](std::string_view what) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("retention table, line {}: {}", number_of_line, what));
    };
    if (line.size() > kLineBytesMax) return wrong("over 4096 bytes");
    const auto parts = columns(line);
    if (parts.size() < 3 || parts.size() > 4)
      return wrong("expected topic, region, retention and perhaps bytes, separated by tabs");
    if (number_of_line == 1 && parts[0] == "topic" && parts[1] == "region") continue;
    RetentionRule rule{std::string(parts[0]), std::string(parts[1]), -1, -1};
    if (rule.topic.empty()) return wrong("the topic is empty");
    if (rule.region.empty()) rule.region = "*";
    const auto time = retention(parts[2]);
    if (!time) return wrong("the retention is no time, as 604800000, 24h, 7d or forever");
    rule.retention_ms = *time;
    if (parts.size() == 4 && !parts[3].empty() && parts[3] != "-1") {
      const auto bytes = number(parts[3]);
      if (!bytes || *bytes < 0) return wrong("the bytes are no number");
      rule.retention_bytes = *bytes;
    }
    if (rules.size() == kRulesMax) return wrong("more than 10,000 rows");
    rules.push_back(std::move(rule));
  }
  if (rules.empty()) return Error(ErrorCode::kInvalid, "the retention table has no row");
  return rules;
}

Task<Result<TopicSurvey>> survey_topics(kafka::client::ClusterClient& cluster,
                                        std::vector<kafka::client::TopicInfo> topics) {
  TopicSurvey survey;
  std::vector<ConfigResource> wanted;
  std::vector<kafka::client::OffsetQuery> queries;
  for (const auto& topic : topics) {
    if (topic.internal) {
      ++survey.internal;
      continue;
    }
    TopicFacts& facts = survey.topics.emplace_back();
    facts.name = topic.name;
    facts.partitions = static_cast<std::int32_t>(topic.partitions.size());
    facts.error = topic.error;
    wanted.push_back({ConfigResource::Type::kTopic, topic.name, topic_keys()});
    for (const auto& partition : topic.partitions) {
      if (queries.size() == kPartitionsMax) {
        ++survey.partitions_left_out;
        continue;
      }
      // The first record at or after 1970: the oldest one, with its time. Needs no right to read.
      queries.push_back({topic.name, partition.index, 0});
      survey.oldest.push_back({survey.topics.size() - 1, partition.index});
    }
  }
  auto configs = co_await cluster.configs(std::move(wanted));
  if (!configs) co_return configs.error();
  for (std::size_t i = 0; i < survey.topics.size(); ++i)
    read_settings(survey.topics[i], (*configs)[i]);
  auto offsets = co_await cluster.list_offsets(std::move(queries));
  if (!offsets) co_return offsets.error();
  for (std::size_t i = 0; i < survey.oldest.size(); ++i) {
    survey.oldest[i].error = (*offsets)[i].error;
    survey.oldest[i].timestamp = (*offsets)[i].offset < 0 ? -1 : (*offsets)[i].timestamp;
  }
  co_return survey;
}

Task<BrokerSettings> survey_brokers(kafka::client::ClusterClient& cluster) {
  BrokerSettings out;
  const std::vector<kafka::client::Broker> brokers = cluster.brokers();
  for (const auto& broker : brokers) {
    std::vector<ConfigResource> wanted{
        {ConfigResource::Type::kBroker, std::to_string(broker.id), broker_keys()}};
    auto answers = co_await cluster.configs(std::move(wanted));
    if (!answers) {
      out.problem = answers.error().to_string();
      co_return out;
    }
    if (answers->front().error != KafkaError::kNone) {
      out.problem = std::string(kafka::name(answers->front().error));
      co_return out;
    }
    for (const auto& config : answers->front().configs) {
      const auto& keys = broker_keys();
      if (std::find(keys.begin(), keys.end(), config.name) == keys.end()) continue;
      out.settings.push_back(
          {broker.id, config.name, config.is_sensitive ? std::nullopt : config.value});
    }
  }
  co_return out;
}

}  // namespace ringfence::review
