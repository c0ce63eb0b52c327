// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sync_group.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          sync_group_request::SyncGroupRequestAssignment& m) {
  const bool flexible = version >= 4;
  m.member_id = read_string(r, flexible);
  m.assignment = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const sync_group_request::SyncGroupRequestAssignment& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.member_id);
  write_bytes(w, flexible, m.assignment);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SyncGroupRequest& m) {
  const bool flexible = version >= 4;
  m.group_id = read_string(r, flexible);
  m.generation_id = r.i32();
  m.member_id = read_string(r, flexible);
  if (version >= 3) m.group_instance_id = read_nullable_string(r, flexible);
  if (version >= 5) m.protocol_type = read_nullable_string(r, flexible);
  if (version >= 5) m.protocol_name = read_nullable_string(r, flexible);
  m.assignments.resize(read_count(r, flexible, 3, sizeof(sync_group_request::SyncGroupRequestAssignment)));
  for (auto& element : m.assignments) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SyncGroupRequest& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.group_id);
  w.i32(m.generation_id);
  write_string(w, flexible, m.member_id);
  if (version >= 3) write_nullable_string(w, flexible, m.group_instance_id, true);
  if (version >= 5) write_nullable_string(w, flexible, m.protocol_type, true);
  if (version >= 5) write_nullable_string(w, flexible, m.protocol_name, true);
  write_count(w, flexible, m.assignments.size());
  for (const auto& element : m.assignments) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SyncGroupRequest& message) {
  if (version < SyncGroupRequest::kMinVersion || version > SyncGroupRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SyncGroupRequest& message) {
  assert_version(SyncGroupRequest::kMinVersion, version, SyncGroupRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SyncGroupResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  if (version >= 5) m.protocol_type = read_nullable_string(r, flexible);
  if (version >= 5) m.protocol_name = read_nullable_string(r, flexible);
  m.assignment = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SyncGroupResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  if (version >= 5) write_nullable_string(w, flexible, m.protocol_type, true);
  if (version >= 5) write_nullable_string(w, flexible, m.protocol_name, true);
  write_bytes(w, flexible, m.assignment);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SyncGroupResponse& message) {
  if (version < SyncGroupResponse::kMinVersion || version > SyncGroupResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SyncGroupResponse& message) {
  assert_version(SyncGroupResponse::kMinVersion, version, SyncGroupResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
