// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace sync_group_request {

struct SyncGroupRequestAssignment {
  std::string member_id;
  bytes::Slice assignment;
  bool operator==(const SyncGroupRequestAssignment&) const = default;
};

}  // namespace sync_group_request

struct SyncGroupRequest {
  static constexpr std::string_view kName = "SyncGroup";
  static constexpr std::int16_t kApiKey = 14;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 4;
  using SyncGroupRequestAssignment = sync_group_request::SyncGroupRequestAssignment;

  std::string group_id;
  std::int32_t generation_id = 0;
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v3+
  std::optional<std::string> protocol_type;  // v5+
  std::optional<std::string> protocol_name;  // v5+
  std::vector<sync_group_request::SyncGroupRequestAssignment> assignments;
  bool operator==(const SyncGroupRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SyncGroupRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const SyncGroupRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const SyncGroupRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SyncGroupRequest& message);

struct SyncGroupResponse {
  static constexpr std::string_view kName = "SyncGroup";
  static constexpr std::int16_t kApiKey = 14;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 4;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::int16_t error_code = 0;
  std::optional<std::string> protocol_type;  // v5+
  std::optional<std::string> protocol_name;  // v5+
  bytes::Slice assignment;
  bool operator==(const SyncGroupResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SyncGroupResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const SyncGroupResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const SyncGroupResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SyncGroupResponse& message);

}  // namespace ringfence::kafka
