// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace metadata_request {

struct MetadataRequestTopic {
  Uuid topic_id;  // v10+
  std::optional<std::string> name{std::string()};
  bool operator==(const MetadataRequestTopic&) const = default;
};

}  // namespace metadata_request

struct MetadataRequest {
  static constexpr std::string_view kName = "Metadata";
  static constexpr std::int16_t kApiKey = 3;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 13;
  static constexpr std::int16_t kFirstFlexible = 9;
  using MetadataRequestTopic = metadata_request::MetadataRequestTopic;

  std::optional<std::vector<metadata_request::MetadataRequestTopic>> topics{std::vector<metadata_request::MetadataRequestTopic>()};
  bool allow_auto_topic_creation = true;  // v4+
  bool include_cluster_authorized_operations = false;  // v8-10
  bool include_topic_authorized_operations = false;  // v8+
  bool operator==(const MetadataRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, MetadataRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const MetadataRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const MetadataRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, MetadataRequest& message);

namespace metadata_response {

struct MetadataResponseBroker {
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;  // v1+
  bool operator==(const MetadataResponseBroker&) const = default;
};

struct MetadataResponsePartition {
  std::int16_t error_code = 0;
  std::int32_t partition_index = 0;
  std::int32_t leader_id = 0;
  std::int32_t leader_epoch = -1;  // v7+
  std::vector<std::int32_t> replica_nodes;
  std::vector<std::int32_t> isr_nodes;
  std::vector<std::int32_t> offline_replicas;  // v5+
  bool operator==(const MetadataResponsePartition&) const = default;
};

struct MetadataResponseTopic {
  std::int16_t error_code = 0;
  std::optional<std::string> name{std::string()};
  Uuid topic_id;  // v10+
  bool is_internal = false;  // v1+
  std::vector<metadata_response::MetadataResponsePartition> partitions;
  std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();  // v8+
  bool operator==(const MetadataResponseTopic&) const = default;
};

}  // namespace metadata_response

struct MetadataResponse {
  static constexpr std::string_view kName = "Metadata";
  static constexpr std::int16_t kApiKey = 3;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 13;
  static constexpr std::int16_t kFirstFlexible = 9;
  using MetadataResponseBroker = metadata_response::MetadataResponseBroker;
  using MetadataResponsePartition = metadata_response::MetadataResponsePartition;
  using MetadataResponseTopic = metadata_response::MetadataResponseTopic;

  std::int32_t throttle_time_ms = 0;  // v3+
  std::vector<metadata_response::MetadataResponseBroker> brokers;
  std::optional<std::string> cluster_id;  // v2+
  std::int32_t controller_id = -1;  // v1+
  std::vector<metadata_response::MetadataResponseTopic> topics;
  std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();  // v8-10
  std::int16_t error_code = 0;  // v13+
  bool operator==(const MetadataResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, MetadataResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const MetadataResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const MetadataResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, MetadataResponse& message);

}  // namespace ringfence::kafka
