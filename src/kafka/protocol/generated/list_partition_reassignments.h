// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace list_partition_reassignments_request {

struct ListPartitionReassignmentsTopics {
  std::string name;
  std::vector<std::int32_t> partition_indexes;
  bool operator==(const ListPartitionReassignmentsTopics&) const = default;
};

}  // namespace list_partition_reassignments_request

struct ListPartitionReassignmentsRequest {
  static constexpr std::string_view kName = "ListPartitionReassignments";
  static constexpr std::int16_t kApiKey = 46;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ListPartitionReassignmentsTopics = list_partition_reassignments_request::ListPartitionReassignmentsTopics;

  std::int32_t timeout_ms = 60000;
  std::optional<std::vector<list_partition_reassignments_request::ListPartitionReassignmentsTopics>> topics;
  bool operator==(const ListPartitionReassignmentsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListPartitionReassignmentsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListPartitionReassignmentsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ListPartitionReassignmentsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListPartitionReassignmentsRequest& message);

namespace list_partition_reassignments_response {

struct OngoingPartitionReassignment {
  std::int32_t partition_index = 0;
  std::vector<std::int32_t> replicas;
  std::vector<std::int32_t> adding_replicas;
  std::vector<std::int32_t> removing_replicas;
  bool operator==(const OngoingPartitionReassignment&) const = default;
};

struct OngoingTopicReassignment {
  std::string name;
  std::vector<list_partition_reassignments_response::OngoingPartitionReassignment> partitions;
  bool operator==(const OngoingTopicReassignment&) const = default;
};

}  // namespace list_partition_reassignments_response

struct ListPartitionReassignmentsResponse {
  static constexpr std::string_view kName = "ListPartitionReassignments";
  static constexpr std::int16_t kApiKey = 46;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using OngoingPartitionReassignment = list_partition_reassignments_response::OngoingPartitionReassignment;
  using OngoingTopicReassignment = list_partition_reassignments_response::OngoingTopicReassignment;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<list_partition_reassignments_response::OngoingTopicReassignment> topics;
  bool operator==(const ListPartitionReassignmentsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListPartitionReassignmentsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListPartitionReassignmentsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ListPartitionReassignmentsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListPartitionReassignmentsResponse& message);

}  // namespace ringfence::kafka
