// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/find_coordinator.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          FindCoordinatorRequest& m) {
  const bool flexible = version >= 3;
  if (version <= 3) m.key = read_string(r, flexible);
  if (version >= 1) m.key_type = r.i8();
  if (version >= 4) read_list(r, flexible, m.coordinator_keys);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const FindCoordinatorRequest& m) {
  const bool flexible = version >= 3;
  if (version <= 3) write_string(w, flexible, m.key);
  if (version >= 1) w.i8(m.key_type);
  if (version >= 4) write_list(w, flexible, m.coordinator_keys);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, FindCoordinatorRequest& message) {
  if (version < FindCoordinatorRequest::kMinVersion || version > FindCoordinatorRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const FindCoordinatorRequest& message) {
  assert_version(FindCoordinatorRequest::kMinVersion, version, FindCoordinatorRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          find_coordinator_response::Coordinator& m) {
  constexpr bool flexible = true;
  m.key = read_string(r, flexible);
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const find_coordinator_response::Coordinator& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.key);
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          FindCoordinatorResponse& m) {
  const bool flexible = version >= 3;
  if (version >= 1) m.throttle_time_ms = r.i32();
  if (version <= 3) m.error_code = r.i16();
  if (version >= 1 && version <= 3) m.error_message = read_nullable_string(r, flexible);
  if (version <= 3) m.node_id = r.i32();
  if (version <= 3) m.host = read_string(r, flexible);
  if (version <= 3) m.port = r.i32();
  if (version >= 4) {
    m.coordinators.resize(read_count(r, flexible, 14, sizeof(find_coordinator_response::Coordinator)));
    for (auto& element : m.coordinators) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const FindCoordinatorResponse& m) {
  const bool flexible = version >= 3;
  if (version >= 1) w.i32(m.throttle_time_ms);
  if (version <= 3) w.i16(m.error_code);
  if (version >= 1 && version <= 3) write_nullable_string(w, flexible, m.error_message, true);
  if (version <= 3) w.i32(m.node_id);
  if (version <= 3) write_string(w, flexible, m.host);
  if (version <= 3) w.i32(m.port);
  if (version >= 4) {
    write_count(w, flexible, m.coordinators.size());
    for (const auto& element : m.coordinators) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, FindCoordinatorResponse& message) {
  if (version < FindCoordinatorResponse::kMinVersion || version > FindCoordinatorResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const FindCoordinatorResponse& message) {
  assert_version(FindCoordinatorResponse::kMinVersion, version, FindCoordinatorResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
