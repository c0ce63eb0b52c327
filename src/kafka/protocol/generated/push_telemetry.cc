// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/push_telemetry.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          PushTelemetryRequest& m) {
  constexpr bool flexible = true;
  m.client_instance_id = r.uuid();
  m.subscription_id = r.i32();
  m.terminating = r.i8() != 0;
  m.compression_type = r.i8();
  m.metrics = read_bytes(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const PushTelemetryRequest& m) {
  constexpr bool flexible = true;
  w.uuid(m.client_instance_id);
  w.i32(m.subscription_id);
  w.i8(m.terminating ? 1 : 0);
  w.i8(m.compression_type);
  write_bytes(w, flexible, m.metrics);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, PushTelemetryRequest& message) {
  if (version < PushTelemetryRequest::kMinVersion || version > PushTelemetryRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const PushTelemetryRequest& message) {
  assert_version(PushTelemetryRequest::kMinVersion, version, PushTelemetryRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          PushTelemetryResponse& m) {
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const PushTelemetryResponse& m) {
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, PushTelemetryResponse& message) {
  if (version < PushTelemetryResponse::kMinVersion || version > PushTelemetryResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const PushTelemetryResponse& message) {
  assert_version(PushTelemetryResponse::kMinVersion, version, PushTelemetryResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
