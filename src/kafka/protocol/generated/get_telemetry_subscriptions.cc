// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/get_telemetry_subscriptions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          GetTelemetrySubscriptionsRequest& m) {
  m.client_instance_id = r.uuid();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const GetTelemetrySubscriptionsRequest& m) {
  w.uuid(m.client_instance_id);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, GetTelemetrySubscriptionsRequest& message) {
  if (version < GetTelemetrySubscriptionsRequest::kMinVersion || version > GetTelemetrySubscriptionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const GetTelemetrySubscriptionsRequest& message) {
  assert_version(GetTelemetrySubscriptionsRequest::kMinVersion, version, GetTelemetrySubscriptionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          GetTelemetrySubscriptionsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.client_instance_id = r.uuid();
  m.subscription_id = r.i32();
  read_list(r, flexible, m.accepted_compression_types);
  m.push_interval_ms = r.i32();
  m.telemetry_max_bytes = r.i32();
  m.delta_temporality = r.i8() != 0;
  read_list(r, flexible, m.requested_metrics);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const GetTelemetrySubscriptionsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  w.uuid(m.client_instance_id);
  w.i32(m.subscription_id);
  write_list(w, flexible, m.accepted_compression_types);
  w.i32(m.push_interval_ms);
  w.i32(m.telemetry_max_bytes);
  w.i8(m.delta_temporality ? 1 : 0);
  write_list(w, flexible, m.requested_metrics);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, GetTelemetrySubscriptionsResponse& message) {
  if (version < GetTelemetrySubscriptionsResponse::kMinVersion || version > GetTelemetrySubscriptionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const GetTelemetrySubscriptionsResponse& message) {
  assert_version(GetTelemetrySubscriptionsResponse::kMinVersion, version, GetTelemetrySubscriptionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
