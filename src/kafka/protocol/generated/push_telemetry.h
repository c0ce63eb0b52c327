// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct PushTelemetryRequest {
  static constexpr std::string_view kName = "PushTelemetry";
  static constexpr std::int16_t kApiKey = 72;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  Uuid client_instance_id;
  std::int32_t subscription_id = 0;
  bool terminating = false;
  std::int8_t compression_type = 0;
  bytes::Slice metrics;
  bool operator==(const PushTelemetryRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, PushTelemetryRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const PushTelemetryRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const PushTelemetryRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, PushTelemetryRequest& message);

struct PushTelemetryResponse {
  static constexpr std::string_view kName = "PushTelemetry";
  static constexpr std::int16_t kApiKey = 72;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  bool operator==(const PushTelemetryResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, PushTelemetryResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const PushTelemetryResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const PushTelemetryResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, PushTelemetryResponse& message);

}  // namespace ringfence::kafka
