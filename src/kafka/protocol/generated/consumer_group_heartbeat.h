// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace consumer_group_heartbeat_request {

struct TopicPartitions {
  Uuid topic_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartitions&) const = default;
};

}  // namespace consumer_group_heartbeat_request

struct ConsumerGroupHeartbeatRequest {
  static constexpr std::string_view kName = "ConsumerGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 68;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicPartitions = consumer_group_heartbeat_request::TopicPartitions;

  std::string group_id;
  std::string member_id;
  std::int32_t member_epoch = 0;
  std::optional<std::string> instance_id;
  std::optional<std::string> rack_id;
  std::int32_t rebalance_timeout_ms = -1;
  std::optional<std::vector<std::string>> subscribed_topic_names;
  std::optional<std::string> subscribed_topic_regex;  // v1+
  std::optional<std::string> server_assignor;
  std::optional<std::vector<consumer_group_heartbeat_request::TopicPartitions>> topic_partitions;
  bool operator==(const ConsumerGroupHeartbeatRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupHeartbeatRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupHeartbeatRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupHeartbeatRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupHeartbeatRequest& message);

namespace consumer_group_heartbeat_response {

struct TopicPartitions {
  Uuid topic_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartitions&) const = default;
};

struct Assignment {
  std::vector<consumer_group_heartbeat_response::TopicPartitions> topic_partitions;
  bool operator==(const Assignment&) const = default;
};

}  // namespace consumer_group_heartbeat_response

struct ConsumerGroupHeartbeatResponse {
  static constexpr std::string_view kName = "ConsumerGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 68;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicPartitions = consumer_group_heartbeat_response::TopicPartitions;
  using Assignment = consumer_group_heartbeat_response::Assignment;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::optional<std::string> member_id;
  std::int32_t member_epoch = 0;
  std::int32_t heartbeat_interval_ms = 0;
  std::optional<consumer_group_heartbeat_response::Assignment> assignment;
  bool operator==(const ConsumerGroupHeartbeatResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupHeartbeatResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupHeartbeatResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupHeartbeatResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupHeartbeatResponse& message);

}  // namespace ringfence::kafka
