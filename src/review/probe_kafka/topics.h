// Retention and settings: what the cluster says of its topics and brokers, how old the oldest
// records are, and what the customer's own table says they should be.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kafka/client/cluster_client.h"

namespace ringfence::review {

// One row of the customer's retention table: a pattern of topic names ('*' stands for anything)
// and a region, with what shall hold there. The first row that fits decides.
struct RetentionRule {
  std::string topic, region;  // region "*": any
  std::int64_t retention_ms = -1;
  std::int64_t retention_bytes = -1;  // -1: no limit by size
};
// Tab-separated: topic, region, retention, and, if there is a fourth column, bytes. Retention in
// milliseconds or with a unit (90s, 24h, 7d), "forever" for no limit. Lines that begin with # are
// left out. kInvalid names the line. At most 10,000 rows.
Result<std::vector<RetentionRule>> parse_retention_table(std::string_view text);
bool matches(std::string_view pattern, std::string_view name);

struct TopicFacts {
  std::string name;
  std::int32_t partitions = 0;
  std::int64_t retention_ms = -1, retention_bytes = -1, segment_ms = -1;
  bool deletes = true;                                 // cleanup.policy has "delete"
  bool create_time = true;                             // timestamps are the producers' own
  kafka::KafkaError error = kafka::KafkaError::kNone;  // why the settings are not known
};

struct OldestRecord {
  std::size_t topic = 0;  // index into the facts
  std::int32_t partition = 0;
  kafka::KafkaError error = kafka::KafkaError::kNone;
  std::int64_t timestamp = -1;  // -1: the partition is empty
};

struct TopicSurvey {
  std::vector<TopicFacts> topics;  // internal ones left out
  std::int64_t internal = 0;
  std::vector<OldestRecord> oldest;
  std::int64_t partitions_left_out = 0;  // beyond kPartitionsMax
};
inline constexpr std::size_t kPartitionsMax = 200'000;

// In pieces of 500 topics and 1,000 partitions, so that 10,000 topics cost some dozens of requests.
async::Task<Result<TopicSurvey>> survey_topics(kafka::client::ClusterClient& cluster,
                                               std::vector<kafka::client::TopicInfo> topics);

// A setting of a broker that some question asks for.
struct BrokerSetting {
  std::int32_t broker = -1;
  std::string name;
  std::optional<std::string> value;  // nothing: not shown to us
};
struct BrokerSettings {
  std::vector<BrokerSetting> settings;
  std::string problem;  // why there are none: Kafka's name of the refusal
};
async::Task<BrokerSettings> survey_brokers(kafka::client::ClusterClient& cluster);

}  // namespace ringfence::review
