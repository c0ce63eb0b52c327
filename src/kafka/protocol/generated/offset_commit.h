// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace offset_commit_request {

struct OffsetCommitRequestPartition {
  std::int32_t partition_index = 0;
  std::int64_t committed_offset = 0;
  std::int32_t committed_leader_epoch = -1;  // v6+
  std::optional<std::string> committed_metadata{std::string()};
  bool operator==(const OffsetCommitRequestPartition&) const = default;
};

struct OffsetCommitRequestTopic {
  std::string name;  // v2-9
  Uuid topic_id;  // v10+
  std::vector<offset_commit_request::OffsetCommitRequestPartition> partitions;
  bool operator==(const OffsetCommitRequestTopic&) const = default;
};

}  // namespace offset_commit_request

struct OffsetCommitRequest {
  static constexpr std::string_view kName = "OffsetCommit";
  static constexpr std::int16_t kApiKey = 8;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 10;
  static constexpr std::int16_t kFirstFlexible = 8;
  using OffsetCommitRequestPartition = offset_commit_request::OffsetCommitRequestPartition;
  using OffsetCommitRequestTopic = offset_commit_request::OffsetCommitRequestTopic;

  std::string group_id;
  std::int32_t generation_id_or_member_epoch = -1;
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v7+
  std::int64_t retention_time_ms = -1;  // v2-4
  std::vector<offset_commit_request::OffsetCommitRequestTopic> topics;
  bool operator==(const OffsetCommitRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetCommitRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetCommitRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetCommitRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetCommitRequest& message);

namespace offset_commit_response {

struct OffsetCommitResponsePartition {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  bool operator==(const OffsetCommitResponsePartition&) const = default;
};

struct OffsetCommitResponseTopic {
  std::string name;  // v2-9
  Uuid topic_id;  // v10+
  std::vector<offset_commit_response::OffsetCommitResponsePartition> partitions;
  bool operator==(const OffsetCommitResponseTopic&) const = default;
};

}  // namespace offset_commit_response

struct OffsetCommitResponse {
  static constexpr std::string_view kName = "OffsetCommit";
  static constexpr std::int16_t kApiKey = 8;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 10;
  static constexpr std::int16_t kFirstFlexible = 8;
  using OffsetCommitResponsePartition = offset_commit_response::OffsetCommitResponsePartition;
  using OffsetCommitResponseTopic = offset_commit_response::OffsetCommitResponseTopic;

  std::int32_t throttle_time_ms = 0;  // v3+
  std::vector<offset_commit_response::OffsetCommitResponseTopic> topics;
  bool operator==(const OffsetCommitResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetCommitResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetCommitResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetCommitResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetCommitResponse& message);

}  // namespace ringfence::kafka
