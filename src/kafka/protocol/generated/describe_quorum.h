// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_quorum_request {

struct PartitionData {
  std::int32_t partition_index = 0;
  bool operator==(const PartitionData&) const = default;
};

struct TopicData {
  std::string topic_name;
  std::vector<describe_quorum_request::PartitionData> partitions;
  bool operator==(const TopicData&) const = default;
};

}  // namespace describe_quorum_request

struct DescribeQuorumRequest {
  static constexpr std::string_view kName = "DescribeQuorum";
  static constexpr std::int16_t kApiKey = 55;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using PartitionData = describe_quorum_request::PartitionData;
  using TopicData = describe_quorum_request::TopicData;

  std::vector<describe_quorum_request::TopicData> topics;
  bool operator==(const DescribeQuorumRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeQuorumRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeQuorumRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeQuorumRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeQuorumRequest& message);

namespace describe_quorum_response {

struct ReplicaState {
  std::int32_t replica_id = 0;
  Uuid replica_directory_id;  // v2+
  std::int64_t log_end_offset = 0;
  std::int64_t last_fetch_timestamp = -1;  // v1+
  std::int64_t last_caught_up_timestamp = -1;  // v1+
  bool operator==(const ReplicaState&) const = default;
};

struct PartitionData {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};  // v2+
  std::int32_t leader_id = 0;
  std::int32_t leader_epoch = 0;
  std::int64_t high_watermark = 0;
  std::vector<describe_quorum_response::ReplicaState> current_voters;
  std::vector<describe_quorum_response::ReplicaState> observers;
  bool operator==(const PartitionData&) const = default;
};

struct TopicData {
  std::string topic_name;
  std::vector<describe_quorum_response::PartitionData> partitions;
  bool operator==(const TopicData&) const = default;
};

struct Listener {
  std::string name;
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const Listener&) const = default;
};

struct Node {
  std::int32_t node_id = 0;
  std::vector<describe_quorum_response::Listener> listeners;
  bool operator==(const Node&) const = default;
};

}  // namespace describe_quorum_response

struct DescribeQuorumResponse {
  static constexpr std::string_view kName = "DescribeQuorum";
  static constexpr std::int16_t kApiKey = 55;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ReplicaState = describe_quorum_response::ReplicaState;
  using PartitionData = describe_quorum_response::PartitionData;
  using TopicData = describe_quorum_response::TopicData;
  using Listener = describe_quorum_response::Listener;
  using Node = describe_quorum_response::Node;

  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};  // v2+
  std::vector<describe_quorum_response::TopicData> topics;
  std::vector<describe_quorum_response::Node> nodes;  // v2+
  bool operator==(const DescribeQuorumResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeQuorumResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeQuorumResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeQuorumResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeQuorumResponse& message);

}  // namespace ringfence::kafka
