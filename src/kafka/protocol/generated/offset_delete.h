// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace offset_delete_request {

struct OffsetDeleteRequestPartition {
  std::int32_t partition_index = 0;
  bool operator==(const OffsetDeleteRequestPartition&) const = default;
};

struct OffsetDeleteRequestTopic {
  std::string name;
  std::vector<offset_delete_request::OffsetDeleteRequestPartition> partitions;
  bool operator==(const OffsetDeleteRequestTopic&) const = default;
};

}  // namespace offset_delete_request

struct OffsetDeleteRequest {
  static constexpr std::string_view kName = "OffsetDelete";
  static constexpr std::int16_t kApiKey = 47;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never
  using OffsetDeleteRequestPartition = offset_delete_request::OffsetDeleteRequestPartition;
  using OffsetDeleteRequestTopic = offset_delete_request::OffsetDeleteRequestTopic;

  std::string group_id;
  std::vector<offset_delete_request::OffsetDeleteRequestTopic> topics;
  bool operator==(const OffsetDeleteRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetDeleteRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetDeleteRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetDeleteRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetDeleteRequest& message);

namespace offset_delete_response {

struct OffsetDeleteResponsePartition {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  bool operator==(const OffsetDeleteResponsePartition&) const = default;
};

struct OffsetDeleteResponseTopic {
  std::string name;
  std::vector<offset_delete_response::OffsetDeleteResponsePartition> partitions;
  bool operator==(const OffsetDeleteResponseTopic&) const = default;
};

}  // namespace offset_delete_response

struct OffsetDeleteResponse {
  static constexpr std::string_view kName = "OffsetDelete";
  static constexpr std::int16_t kApiKey = 47;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never
  using OffsetDeleteResponsePartition = offset_delete_response::OffsetDeleteResponsePartition;
  using OffsetDeleteResponseTopic = offset_delete_response::OffsetDeleteResponseTopic;

  std::int16_t error_code = 0;
  std::int32_t throttle_time_ms = 0;
  std::vector<offset_delete_response::OffsetDeleteResponseTopic> topics;
  bool operator==(const OffsetDeleteResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetDeleteResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetDeleteResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetDeleteResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetDeleteResponse& message);

}  // namespace ringfence::kafka
