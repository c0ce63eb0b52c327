// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace share_acknowledge_request {

struct AcknowledgementBatch {
  std::int64_t first_offset = 0;
  std::int64_t last_offset = 0;
  std::vector<std::int8_t> acknowledge_types;
  bool operator==(const AcknowledgementBatch&) const = default;
};

struct AcknowledgePartition {
  std::int32_t partition_index = 0;
  std::vector<share_acknowledge_request::AcknowledgementBatch> acknowledgement_batches;
  bool operator==(const AcknowledgePartition&) const = default;
};

struct AcknowledgeTopic {
  Uuid topic_id;
  std::vector<share_acknowledge_request::AcknowledgePartition> partitions;
  bool operator==(const AcknowledgeTopic&) const = default;
};

}  // namespace share_acknowledge_request

struct ShareAcknowledgeRequest {
  static constexpr std::string_view kName = "ShareAcknowledge";
  static constexpr std::int16_t kApiKey = 79;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using AcknowledgementBatch = share_acknowledge_request::AcknowledgementBatch;
  using AcknowledgePartition = share_acknowledge_request::AcknowledgePartition;
  using AcknowledgeTopic = share_acknowledge_request::AcknowledgeTopic;

  std::optional<std::string> group_id;
  std::optional<std::string> member_id{std::string()};
  std::int32_t share_session_epoch = 0;
  bool is_renew_ack = false;  // v2+
  std::vector<share_acknowledge_request::AcknowledgeTopic> topics;
  bool operator==(const ShareAcknowledgeRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareAcknowledgeRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareAcknowledgeRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareAcknowledgeRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareAcknowledgeRequest& message);

namespace share_acknowledge_response {

struct LeaderIdAndEpoch {
  std::int32_t leader_id = 0;
  std::int32_t leader_epoch = 0;
  bool operator==(const LeaderIdAndEpoch&) const = default;
};

struct PartitionData {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  share_acknowledge_response::LeaderIdAndEpoch current_leader;
  bool operator==(const PartitionData&) const = default;
};

struct ShareAcknowledgeTopicResponse {
  Uuid topic_id;
  std::vector<share_acknowledge_response::PartitionData> partitions;
  bool operator==(const ShareAcknowledgeTopicResponse&) const = default;
};

struct NodeEndpoint {
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;
  bool operator==(const NodeEndpoint&) const = default;
};

}  // namespace share_acknowledge_response

struct ShareAcknowledgeResponse {
  static constexpr std::string_view kName = "ShareAcknowledge";
  static constexpr std::int16_t kApiKey = 79;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using LeaderIdAndEpoch = share_acknowledge_response::LeaderIdAndEpoch;
  using PartitionData = share_acknowledge_response::PartitionData;
  using ShareAcknowledgeTopicResponse = share_acknowledge_response::ShareAcknowledgeTopicResponse;
  using NodeEndpoint = share_acknowledge_response::NodeEndpoint;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::int32_t acquisition_lock_timeout_ms = 0;  // v2+
  std::vector<share_acknowledge_response::ShareAcknowledgeTopicResponse> responses;
  std::vector<share_acknowledge_response::NodeEndpoint> node_endpoints;
  bool operator==(const ShareAcknowledgeResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareAcknowledgeResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareAcknowledgeResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareAcknowledgeResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareAcknowledgeResponse& message);

}  // namespace ringfence::kafka
