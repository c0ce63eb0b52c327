// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace offset_fetch_request {

struct OffsetFetchRequestTopic {
  std::string name;
  std::vector<std::int32_t> partition_indexes;
  bool operator==(const OffsetFetchRequestTopic&) const = default;
};

struct OffsetFetchRequestTopics {
  std::string name;  // v8-9
  Uuid topic_id;  // v10+
  std::vector<std::int32_t> partition_indexes;
  bool operator==(const OffsetFetchRequestTopics&) const = default;
};

struct OffsetFetchRequestGroup {
  std::string group_id;
  std::optional<std::string> member_id;  // v9+
  std::int32_t member_epoch = -1;  // v9+
  std::optional<std::vector<offset_fetch_request::OffsetFetchRequestTopics>> topics{std::vector<offset_fetch_request::OffsetFetchRequestTopics>()};
  bool operator==(const OffsetFetchRequestGroup&) const = default;
};

}  // namespace offset_fetch_request

struct OffsetFetchRequest {
  static constexpr std::string_view kName = "OffsetFetch";
  static constexpr std::int16_t kApiKey = 9;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 10;
  static constexpr std::int16_t kFirstFlexible = 6;
  using OffsetFetchRequestTopic = offset_fetch_request::OffsetFetchRequestTopic;
  using OffsetFetchRequestTopics = offset_fetch_request::OffsetFetchRequestTopics;
  using OffsetFetchRequestGroup = offset_fetch_request::OffsetFetchRequestGroup;

  std::string group_id;  // v1-7
  std::optional<std::vector<offset_fetch_request::OffsetFetchRequestTopic>> topics{std::vector<offset_fetch_request::OffsetFetchRequestTopic>()};  // v1-7
  std::vector<offset_fetch_request::OffsetFetchRequestGroup> groups;  // v8+
  bool require_stable = false;  // v7+
  bool operator==(const OffsetFetchRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetFetchRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetFetchRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetFetchRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetFetchRequest& message);

namespace offset_fetch_response {

struct OffsetFetchResponsePartition {
  std::int32_t partition_index = 0;
  std::int64_t committed_offset = 0;
  std::int32_t committed_leader_epoch = -1;  // v5-7
  std::optional<std::string> metadata{std::string()};
  std::int16_t error_code = 0;
  bool operator==(const OffsetFetchResponsePartition&) const = default;
};

struct OffsetFetchResponseTopic {
  std::string name;
  std::vector<offset_fetch_response::OffsetFetchResponsePartition> partitions;
  bool operator==(const OffsetFetchResponseTopic&) const = default;
};

struct OffsetFetchResponsePartitions {
  std::int32_t partition_index = 0;
  std::int64_t committed_offset = 0;
  std::int32_t committed_leader_epoch = -1;
  std::optional<std::string> metadata{std::string()};
  std::int16_t error_code = 0;
  bool operator==(const OffsetFetchResponsePartitions&) const = default;
};

struct OffsetFetchResponseTopics {
  std::string name;  // v8-9
  Uuid topic_id;  // v10+
  std::vector<offset_fetch_response::OffsetFetchResponsePartitions> partitions;
  bool operator==(const OffsetFetchResponseTopics&) const = default;
};

struct OffsetFetchResponseGroup {
  std::string group_id;
  std::vector<offset_fetch_response::OffsetFetchResponseTopics> topics;
  std::int16_t error_code = 0;
  bool operator==(const OffsetFetchResponseGroup&) const = default;
};

}  // namespace offset_fetch_response

struct OffsetFetchResponse {
  static constexpr std::string_view kName = "OffsetFetch";
  static constexpr std::int16_t kApiKey = 9;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 10;
  static constexpr std::int16_t kFirstFlexible = 6;
  using OffsetFetchResponsePartition = offset_fetch_response::OffsetFetchResponsePartition;
  using OffsetFetchResponseTopic = offset_fetch_response::OffsetFetchResponseTopic;
  using OffsetFetchResponsePartitions = offset_fetch_response::OffsetFetchResponsePartitions;
  using OffsetFetchResponseTopics = offset_fetch_response::OffsetFetchResponseTopics;
  using OffsetFetchResponseGroup = offset_fetch_response::OffsetFetchResponseGroup;

  std::int32_t throttle_time_ms = 0;  // v3+
  std::vector<offset_fetch_response::OffsetFetchResponseTopic> topics;  // v1-7
  std::int16_t error_code = 0;  // v2-7
  std::vector<offset_fetch_response::OffsetFetchResponseGroup> groups;  // v8+
  bool operator==(const OffsetFetchResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetFetchResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetFetchResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetFetchResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetFetchResponse& message);

}  // namespace ringfence::kafka
