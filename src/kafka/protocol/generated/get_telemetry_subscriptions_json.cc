// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/get_telemetry_subscriptions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const GetTelemetrySubscriptionsRequest& m) {
  j.begin_object();
  j.uuid("clientInstanceId", m.client_instance_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] GetTelemetrySubscriptionsRequest& m) {
  if (!j.expect_object()) return;
  j.uuid("clientInstanceId", m.client_instance_id);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const GetTelemetrySubscriptionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, GetTelemetrySubscriptionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const GetTelemetrySubscriptionsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.uuid("clientInstanceId", m.client_instance_id);
  j.integer("subscriptionId", m.subscription_id);
  j.list("acceptedCompressionTypes", m.accepted_compression_types);
  j.integer("pushIntervalMs", m.push_interval_ms);
  j.integer("telemetryMaxBytes", m.telemetry_max_bytes);
  j.boolean("deltaTemporality", m.delta_temporality);
  j.list("requestedMetrics", m.requested_metrics);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] GetTelemetrySubscriptionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.uuid("clientInstanceId", m.client_instance_id);
  j.integer("subscriptionId", m.subscription_id);
  j.list("acceptedCompressionTypes", m.accepted_compression_types);
  j.integer("pushIntervalMs", m.push_interval_ms);
  j.integer("telemetryMaxBytes", m.telemetry_max_bytes);
  j.boolean("deltaTemporality", m.delta_temporality);
  j.list("requestedMetrics", m.requested_metrics);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const GetTelemetrySubscriptionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, GetTelemetrySubscriptionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
