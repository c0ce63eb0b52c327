// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_partition_reassignments_request {

struct ReassignablePartition {
  std::int32_t partition_index = 0;
  std::optional<std::vector<std::int32_t>> replicas;
  bool operator==(const ReassignablePartition&) const = default;
};

struct ReassignableTopic {
  std::string name;
  std::vector<alter_partition_reassignments_request::ReassignablePartition> partitions;
  bool operator==(const ReassignableTopic&) const = default;
};

}  // namespace alter_partition_reassignments_request

struct AlterPartitionReassignmentsRequest {
  static constexpr std::string_view kName = "AlterPartitionReassignments";
  static constexpr std::int16_t kApiKey = 45;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ReassignablePartition = alter_partition_reassignments_request::ReassignablePartition;
  using ReassignableTopic = alter_partition_reassignments_request::ReassignableTopic;

  std::int32_t timeout_ms = 60000;
  bool allow_replication_factor_change = true;  // v1+
  std::vector<alter_partition_reassignments_request::ReassignableTopic> topics;
  bool operator==(const AlterPartitionReassignmentsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterPartitionReassignmentsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterPartitionReassignmentsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterPartitionReassignmentsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterPartitionReassignmentsRequest& message);

namespace alter_partition_reassignments_response {

struct ReassignablePartitionResponse {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const ReassignablePartitionResponse&) const = default;
};

struct ReassignableTopicResponse {
  std::string name;
  std::vector<alter_partition_reassignments_response::ReassignablePartitionResponse> partitions;
  bool operator==(const ReassignableTopicResponse&) const = default;
};

}  // namespace alter_partition_reassignments_response

struct AlterPartitionReassignmentsResponse {
  static constexpr std::string_view kName = "AlterPartitionReassignments";
  static constexpr std::int16_t kApiKey = 45;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ReassignablePartitionResponse = alter_partition_reassignments_response::ReassignablePartitionResponse;
  using ReassignableTopicResponse = alter_partition_reassignments_response::ReassignableTopicResponse;

  std::int32_t throttle_time_ms = 0;
  bool allow_replication_factor_change = true;  // v1+
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<alter_partition_reassignments_response::ReassignableTopicResponse> responses;
  bool operator==(const AlterPartitionReassignmentsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterPartitionReassignmentsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterPartitionReassignmentsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterPartitionReassignmentsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterPartitionReassignmentsResponse& message);

}  // namespace ringfence::kafka
