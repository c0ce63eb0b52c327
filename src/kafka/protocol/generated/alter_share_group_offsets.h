// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_share_group_offsets_request {

struct AlterShareGroupOffsetsRequestPartition {
  std::int32_t partition_index = 0;
  std::int64_t start_offset = 0;
  bool operator==(const AlterShareGroupOffsetsRequestPartition&) const = default;
};

struct AlterShareGroupOffsetsRequestTopic {
  std::string topic_name;
  std::vector<alter_share_group_offsets_request::AlterShareGroupOffsetsRequestPartition> partitions;
  bool operator==(const AlterShareGroupOffsetsRequestTopic&) const = default;
};

}  // namespace alter_share_group_offsets_request

struct AlterShareGroupOffsetsRequest {
  static constexpr std::string_view kName = "AlterShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 91;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using AlterShareGroupOffsetsRequestPartition = alter_share_group_offsets_request::AlterShareGroupOffsetsRequestPartition;
  using AlterShareGroupOffsetsRequestTopic = alter_share_group_offsets_request::AlterShareGroupOffsetsRequestTopic;

  std::string group_id;
  std::vector<alter_share_group_offsets_request::AlterShareGroupOffsetsRequestTopic> topics;
  bool operator==(const AlterShareGroupOffsetsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterShareGroupOffsetsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterShareGroupOffsetsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterShareGroupOffsetsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterShareGroupOffsetsRequest& message);

namespace alter_share_group_offsets_response {

struct AlterShareGroupOffsetsResponsePartition {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  bool operator==(const AlterShareGroupOffsetsResponsePartition&) const = default;
};

struct AlterShareGroupOffsetsResponseTopic {
  std::string topic_name;
  Uuid topic_id;
  std::vector<alter_share_group_offsets_response::AlterShareGroupOffsetsResponsePartition> partitions;
  bool operator==(const AlterShareGroupOffsetsResponseTopic&) const = default;
};

}  // namespace alter_share_group_offsets_response

struct AlterShareGroupOffsetsResponse {
  static constexpr std::string_view kName = "AlterShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 91;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using AlterShareGroupOffsetsResponsePartition = alter_share_group_offsets_response::AlterShareGroupOffsetsResponsePartition;
  using AlterShareGroupOffsetsResponseTopic = alter_share_group_offsets_response::AlterShareGroupOffsetsResponseTopic;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::vector<alter_share_group_offsets_response::AlterShareGroupOffsetsResponseTopic> responses;
  bool operator==(const AlterShareGroupOffsetsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterShareGroupOffsetsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterShareGroupOffsetsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterShareGroupOffsetsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterShareGroupOffsetsResponse& message);

}  // namespace ringfence::kafka
