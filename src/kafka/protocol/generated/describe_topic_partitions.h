// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_topic_partitions_request {

struct TopicRequest {
  std::string name;
  bool operator==(const TopicRequest&) const = default;
};

struct Cursor {
  std::string topic_name;
  std::int32_t partition_index = 0;
  bool operator==(const Cursor&) const = default;
};

}  // namespace describe_topic_partitions_request

struct DescribeTopicPartitionsRequest {
  static constexpr std::string_view kName = "DescribeTopicPartitions";
  static constexpr std::int16_t kApiKey = 75;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicRequest = describe_topic_partitions_request::TopicRequest;
  using Cursor = describe_topic_partitions_request::Cursor;

  std::vector<describe_topic_partitions_request::TopicRequest> topics;
  std::int32_t response_partition_limit = 2000;
  std::optional<describe_topic_partitions_request::Cursor> cursor;
  bool operator==(const DescribeTopicPartitionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTopicPartitionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeTopicPartitionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeTopicPartitionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTopicPartitionsRequest& message);

namespace describe_topic_partitions_response {

struct DescribeTopicPartitionsResponsePartition {
  std::int16_t error_code = 0;
  std::int32_t partition_index = 0;
  std::int32_t leader_id = 0;
  std::int32_t leader_epoch = -1;
  std::vector<std::int32_t> replica_nodes;
  std::vector<std::int32_t> isr_nodes;
  std::optional<std::vector<std::int32_t>> eligible_leader_replicas;
  std::optional<std::vector<std::int32_t>> last_known_elr;
  std::vector<std::int32_t> offline_replicas;
  bool operator==(const DescribeTopicPartitionsResponsePartition&) const = default;
};

struct DescribeTopicPartitionsResponseTopic {
  std::int16_t error_code = 0;
  std::optional<std::string> name{std::string()};
  Uuid topic_id;
  bool is_internal = false;
  std::vector<describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition> partitions;
  std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();
  bool operator==(const DescribeTopicPartitionsResponseTopic&) const = default;
};

struct Cursor {
  std::string topic_name;
  std::int32_t partition_index = 0;
  bool operator==(const Cursor&) const = default;
};

}  // namespace describe_topic_partitions_response

struct DescribeTopicPartitionsResponse {
  static constexpr std::string_view kName = "DescribeTopicPartitions";
  static constexpr std::int16_t kApiKey = 75;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DescribeTopicPartitionsResponsePartition = describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition;
  using DescribeTopicPartitionsResponseTopic = describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic;
  using Cursor = describe_topic_partitions_response::Cursor;

  std::int32_t throttle_time_ms = 0;
  std::vector<describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic> topics;
  std::optional<describe_topic_partitions_response::Cursor> next_cursor;
  bool operator==(const DescribeTopicPartitionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTopicPartitionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeTopicPartitionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeTopicPartitionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTopicPartitionsResponse& message);

}  // namespace ringfence::kafka
