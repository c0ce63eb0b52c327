// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace elect_leaders_request {

struct TopicPartitions {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartitions&) const = default;
};

}  // namespace elect_leaders_request

struct ElectLeadersRequest {
  static constexpr std::string_view kName = "ElectLeaders";
  static constexpr std::int16_t kApiKey = 43;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using TopicPartitions = elect_leaders_request::TopicPartitions;

  std::int8_t election_type = 0;  // v1+
  std::optional<std::vector<elect_leaders_request::TopicPartitions>> topic_partitions{std::vector<elect_leaders_request::TopicPartitions>()};
  std::int32_t timeout_ms = 60000;
  bool operator==(const ElectLeadersRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ElectLeadersRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ElectLeadersRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ElectLeadersRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ElectLeadersRequest& message);

namespace elect_leaders_response {

struct PartitionResult {
  std::int32_t partition_id = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const PartitionResult&) const = default;
};

struct ReplicaElectionResult {
  std::string topic;
  std::vector<elect_leaders_response::PartitionResult> partition_result;
  bool operator==(const ReplicaElectionResult&) const = default;
};

}  // namespace elect_leaders_response

struct ElectLeadersResponse {
  static constexpr std::string_view kName = "ElectLeaders";
  static constexpr std::int16_t kApiKey = 43;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using PartitionResult = elect_leaders_response::PartitionResult;
  using ReplicaElectionResult = elect_leaders_response::ReplicaElectionResult;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;  // v1+
  std::vector<elect_leaders_response::ReplicaElectionResult> replica_election_results;
  bool operator==(const ElectLeadersResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ElectLeadersResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ElectLeadersResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ElectLeadersResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ElectLeadersResponse& message);

}  // namespace ringfence::kafka
