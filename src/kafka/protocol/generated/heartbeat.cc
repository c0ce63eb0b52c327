// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/heartbeat.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          HeartbeatRequest& m) {
  const bool flexible = version >= 4;
  m.group_id = read_string(r, flexible);
  m.generation_id = r.i32();
  m.member_id = read_string(r, flexible);
  if (version >= 3) m.group_instance_id = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const HeartbeatRequest& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.group_id);
  w.i32(m.generation_id);
  write_string(w, flexible, m.member_id);
  if (version >= 3) write_nullable_string(w, flexible, m.group_instance_id, true);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, HeartbeatRequest& message) {
  if (version < HeartbeatRequest::kMinVersion || version > HeartbeatRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const HeartbeatRequest& message) {
  assert_version(HeartbeatRequest::kMinVersion, version, HeartbeatRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          HeartbeatResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const HeartbeatResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, HeartbeatResponse& message) {
  if (version < HeartbeatResponse::kMinVersion || version > HeartbeatResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const HeartbeatResponse& message) {
  assert_version(HeartbeatResponse::kMinVersion, version, HeartbeatResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
