// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_share_group_offsets_request {

struct DescribeShareGroupOffsetsRequestTopic {
  std::string topic_name;
  std::vector<std::int32_t> partitions;
  bool operator==(const DescribeShareGroupOffsetsRequestTopic&) const = default;
};

struct DescribeShareGroupOffsetsRequestGroup {
  std::string group_id;
  std::optional<std::vector<describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic>> topics{std::vector<describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic>()};
  bool operator==(const DescribeShareGroupOffsetsRequestGroup&) const = default;
};

}  // namespace describe_share_group_offsets_request

struct DescribeShareGroupOffsetsRequest {
  static constexpr std::string_view kName = "DescribeShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 90;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DescribeShareGroupOffsetsRequestTopic = describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic;
  using DescribeShareGroupOffsetsRequestGroup = describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup;

  std::vector<describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup> groups;
  bool operator==(const DescribeShareGroupOffsetsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeShareGroupOffsetsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeShareGroupOffsetsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeShareGroupOffsetsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeShareGroupOffsetsRequest& message);

namespace describe_share_group_offsets_response {

struct DescribeShareGroupOffsetsResponsePartition {
  std::int32_t partition_index = 0;
  std::int64_t start_offset = 0;
  std::int32_t leader_epoch = 0;
  std::int64_t lag = -1;  // v1+
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  bool operator==(const DescribeShareGroupOffsetsResponsePartition&) const = default;
};

struct DescribeShareGroupOffsetsResponseTopic {
  std::string topic_name;
  Uuid topic_id;
  std::vector<describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition> partitions;
  bool operator==(const DescribeShareGroupOffsetsResponseTopic&) const = default;
};

struct DescribeShareGroupOffsetsResponseGroup {
  std::string group_id;
  std::vector<describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic> topics;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  bool operator==(const DescribeShareGroupOffsetsResponseGroup&) const = default;
};

}  // namespace describe_share_group_offsets_response

struct DescribeShareGroupOffsetsResponse {
  static constexpr std::string_view kName = "DescribeShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 90;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DescribeShareGroupOffsetsResponsePartition = describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition;
  using DescribeShareGroupOffsetsResponseTopic = describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic;
  using DescribeShareGroupOffsetsResponseGroup = describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup;

  std::int32_t throttle_time_ms = 0;
  std::vector<describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup> groups;
  bool operator==(const DescribeShareGroupOffsetsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeShareGroupOffsetsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeShareGroupOffsetsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeShareGroupOffsetsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeShareGroupOffsetsResponse& message);

}  // namespace ringfence::kafka
