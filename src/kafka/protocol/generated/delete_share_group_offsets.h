// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace delete_share_group_offsets_request {

struct DeleteShareGroupOffsetsRequestTopic {
  std::string topic_name;
  bool operator==(const DeleteShareGroupOffsetsRequestTopic&) const = default;
};

}  // namespace delete_share_group_offsets_request

struct DeleteShareGroupOffsetsRequest {
  static constexpr std::string_view kName = "DeleteShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 92;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DeleteShareGroupOffsetsRequestTopic = delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic;

  std::string group_id;
  std::vector<delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic> topics;
  bool operator==(const DeleteShareGroupOffsetsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteShareGroupOffsetsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteShareGroupOffsetsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteShareGroupOffsetsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteShareGroupOffsetsRequest& message);

namespace delete_share_group_offsets_response {

struct DeleteShareGroupOffsetsResponseTopic {
  std::string topic_name;
  Uuid topic_id;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  bool operator==(const DeleteShareGroupOffsetsResponseTopic&) const = default;
};

}  // namespace delete_share_group_offsets_response

struct DeleteShareGroupOffsetsResponse {
  static constexpr std::string_view kName = "DeleteShareGroupOffsets";
  static constexpr std::int16_t kApiKey = 92;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using DeleteShareGroupOffsetsResponseTopic = delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::vector<delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic> responses;
  bool operator==(const DeleteShareGroupOffsetsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteShareGroupOffsetsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteShareGroupOffsetsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteShareGroupOffsetsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteShareGroupOffsetsResponse& message);

}  // namespace ringfence::kafka
