// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ShareGroupHeartbeatRequest {
  static constexpr std::string_view kName = "ShareGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 76;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::string group_id;
  std::string member_id;
  std::int32_t member_epoch = 0;
  std::optional<std::string> rack_id;
  std::optional<std::vector<std::string>> subscribed_topic_names;
  bool operator==(const ShareGroupHeartbeatRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupHeartbeatRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupHeartbeatRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareGroupHeartbeatRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareGroupHeartbeatRequest& message);

namespace share_group_heartbeat_response {

struct TopicPartitions {
  Uuid topic_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartitions&) const = default;
};

struct Assignment {
  std::vector<share_group_heartbeat_response::TopicPartitions> topic_partitions;
  bool operator==(const Assignment&) const = default;
};

}  // namespace share_group_heartbeat_response

struct ShareGroupHeartbeatResponse {
  static constexpr std::string_view kName = "ShareGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 76;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicPartitions = share_group_heartbeat_response::TopicPartitions;
  using Assignment = share_group_heartbeat_response::Assignment;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::optional<std::string> member_id;
  std::int32_t member_epoch = 0;
  std::int32_t heartbeat_interval_ms = 0;
  std::optional<share_group_heartbeat_response::Assignment> assignment;
  bool operator==(const ShareGroupHeartbeatResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupHeartbeatResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupHeartbeatResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareGroupHeartbeatResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareGroupHeartbeatResponse& message);

}  // namespace ringfence::kafka
