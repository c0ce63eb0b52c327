// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace list_offsets_request {

struct ListOffsetsPartition {
  std::int32_t partition_index = 0;
  std::int32_t current_leader_epoch = -1;  // v4+
  std::int64_t timestamp = 0;
  bool operator==(const ListOffsetsPartition&) const = default;
};

struct ListOffsetsTopic {
  std::string name;
  std::vector<list_offsets_request::ListOffsetsPartition> partitions;
  bool operator==(const ListOffsetsTopic&) const = default;
};

}  // namespace list_offsets_request

struct ListOffsetsRequest {
  static constexpr std::string_view kName = "ListOffsets";
  static constexpr std::int16_t kApiKey = 2;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 11;
  static constexpr std::int16_t kFirstFlexible = 6;
  using ListOffsetsPartition = list_offsets_request::ListOffsetsPartition;
  using ListOffsetsTopic = list_offsets_request::ListOffsetsTopic;

  std::int32_t replica_id = 0;
  std::int8_t isolation_level = 0;  // v2+
  std::vector<list_offsets_request::ListOffsetsTopic> topics;
  std::int32_t timeout_ms = 0;  // v10+
  bool operator==(const ListOffsetsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListOffsetsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListOffsetsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ListOffsetsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListOffsetsRequest& message);

namespace list_offsets_response {

struct ListOffsetsPartitionResponse {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::int64_t timestamp = -1;
  std::int64_t offset = -1;
  std::int32_t leader_epoch = -1;  // v4+
  bool operator==(const ListOffsetsPartitionResponse&) const = default;
};

struct ListOffsetsTopicResponse {
  std::string name;
  std::vector<list_offsets_response::ListOffsetsPartitionResponse> partitions;
  bool operator==(const ListOffsetsTopicResponse&) const = default;
};

}  // namespace list_offsets_response

struct ListOffsetsResponse {
  static constexpr std::string_view kName = "ListOffsets";
  static constexpr std::int16_t kApiKey = 2;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 11;
  static constexpr std::int16_t kFirstFlexible = 6;
  using ListOffsetsPartitionResponse = list_offsets_response::ListOffsetsPartitionResponse;
  using ListOffsetsTopicResponse = list_offsets_response::ListOffsetsTopicResponse;

  std::int32_t throttle_time_ms = 0;  // v2+
  std::vector<list_offsets_response::ListOffsetsTopicResponse> topics;
  bool operator==(const ListOffsetsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListOffsetsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListOffsetsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ListOffsetsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListOffsetsResponse& message);

}  // namespace ringfence::kafka
