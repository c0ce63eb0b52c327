// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/push_telemetry.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const PushTelemetryRequest& m) {
  j.begin_object();
  j.uuid("clientInstanceId", m.client_instance_id);
  j.integer("subscriptionId", m.subscription_id);
  j.boolean("terminating", m.terminating);
  j.integer("compressionType", m.compression_type);
  j.bytes("metrics", m.metrics);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] PushTelemetryRequest& m) {
  if (!j.expect_object()) return;
  j.uuid("clientInstanceId", m.client_instance_id);
  j.integer("subscriptionId", m.subscription_id);
  j.boolean("terminating", m.terminating);
  j.integer("compressionType", m.compression_type);
  j.bytes("metrics", m.metrics);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const PushTelemetryRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, PushTelemetryRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const PushTelemetryResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] PushTelemetryResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const PushTelemetryResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, PushTelemetryResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
