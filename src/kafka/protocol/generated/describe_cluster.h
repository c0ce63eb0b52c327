// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct DescribeClusterRequest {
  static constexpr std::string_view kName = "DescribeCluster";
  static constexpr std::int16_t kApiKey = 60;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;

  bool include_cluster_authorized_operations = false;
  std::int8_t endpoint_type = 1;  // v1+
  bool include_fenced_brokers = false;  // v2+
  bool operator==(const DescribeClusterRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClusterRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeClusterRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeClusterRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClusterRequest& message);

namespace describe_cluster_response {

struct DescribeClusterBroker {
  std::int32_t broker_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;
  bool is_fenced = false;  // v2+
  bool operator==(const DescribeClusterBroker&) const = default;
};

}  // namespace describe_cluster_response

struct DescribeClusterResponse {
  static constexpr std::string_view kName = "DescribeCluster";
  static constexpr std::int16_t kApiKey = 60;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DescribeClusterBroker = describe_cluster_response::DescribeClusterBroker;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::int8_t endpoint_type = 1;  // v1+
  std::string cluster_id;
  std::int32_t controller_id = -1;
  std::vector<describe_cluster_response::DescribeClusterBroker> brokers;
  std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();
  bool operator==(const DescribeClusterResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClusterResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeClusterResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeClusterResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClusterResponse& message);

}  // namespace ringfence::kafka
