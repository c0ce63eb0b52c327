// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct HeartbeatRequest {
  static constexpr std::string_view kName = "Heartbeat";
  static constexpr std::int16_t kApiKey = 12;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;

  std::string group_id;
  std::int32_t generation_id = 0;
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v3+
  bool operator==(const HeartbeatRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, HeartbeatRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const HeartbeatRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const HeartbeatRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, HeartbeatRequest& message);

struct HeartbeatResponse {
  static constexpr std::string_view kName = "Heartbeat";
  static constexpr std::int16_t kApiKey = 12;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::int16_t error_code = 0;
  bool operator==(const HeartbeatResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, HeartbeatResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const HeartbeatResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const HeartbeatResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, HeartbeatResponse& message);

}  // namespace ringfence::kafka
