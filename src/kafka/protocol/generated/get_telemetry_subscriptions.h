// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct GetTelemetrySubscriptionsRequest {
  static constexpr std::string_view kName = "GetTelemetrySubscriptions";
  static constexpr std::int16_t kApiKey = 71;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  Uuid client_instance_id;
  bool operator==(const GetTelemetrySubscriptionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, GetTelemetrySubscriptionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const GetTelemetrySubscriptionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const GetTelemetrySubscriptionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, GetTelemetrySubscriptionsRequest& message);

struct GetTelemetrySubscriptionsResponse {
  static constexpr std::string_view kName = "GetTelemetrySubscriptions";
  static constexpr std::int16_t kApiKey = 71;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  Uuid client_instance_id;
  std::int32_t subscription_id = 0;
  std::vector<std::int8_t> accepted_compression_types;
  std::int32_t push_interval_ms = 0;
  std::int32_t telemetry_max_bytes = 0;
  bool delta_temporality = false;
  std::vector<std::string> requested_metrics;
  bool operator==(const GetTelemetrySubscriptionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, GetTelemetrySubscriptionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const GetTelemetrySubscriptionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const GetTelemetrySubscriptionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, GetTelemetrySubscriptionsResponse& message);

}  // namespace ringfence::kafka
