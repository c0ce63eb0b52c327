// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/join_group.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          join_group_request::JoinGroupRequestProtocol& m) {
  const bool flexible = version >= 6;
  m.name = read_string(r, flexible);
  m.metadata = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const join_group_request::JoinGroupRequestProtocol& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.name);
  write_bytes(w, flexible, m.metadata);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          JoinGroupRequest& m) {
  const bool flexible = version >= 6;
  m.group_id = read_string(r, flexible);
  m.session_timeout_ms = r.i32();
  if (version >= 1) m.rebalance_timeout_ms = r.i32();
  m.member_id = read_string(r, flexible);
  if (version >= 5) m.group_instance_id = read_nullable_string(r, flexible);
  m.protocol_type = read_string(r, flexible);
  m.protocols.resize(read_count(r, flexible, 3, sizeof(join_group_request::JoinGroupRequestProtocol)));
  for (auto& element : m.protocols) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 8) m.reason = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const JoinGroupRequest& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.group_id);
  w.i32(m.session_timeout_ms);
  if (version >= 1) w.i32(m.rebalance_timeout_ms);
  write_string(w, flexible, m.member_id);
  if (version >= 5) write_nullable_string(w, flexible, m.group_instance_id, true);
  write_string(w, flexible, m.protocol_type);
  write_count(w, flexible, m.protocols.size());
  for (const auto& element : m.protocols) write(w, version, element);
  if (version >= 8) write_nullable_string(w, flexible, m.reason, true);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, JoinGroupRequest& message) {
  if (version < JoinGroupRequest::kMinVersion || version > JoinGroupRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const JoinGroupRequest& message) {
  assert_version(JoinGroupRequest::kMinVersion, version, JoinGroupRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          join_group_response::JoinGroupResponseMember& m) {
  const bool flexible = version >= 6;
  m.member_id = read_string(r, flexible);
  if (version >= 5) m.group_instance_id = read_nullable_string(r, flexible);
  m.metadata = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const join_group_response::JoinGroupResponseMember& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.member_id);
  if (version >= 5) write_nullable_string(w, flexible, m.group_instance_id, true);
  write_bytes(w, flexible, m.metadata);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          JoinGroupResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 2) m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.generation_id = r.i32();
  if (version >= 7) m.protocol_type = read_nullable_string(r, flexible);
  m.protocol_name = read_nullable_string(r, flexible);
  if (!m.protocol_name && !(version >= 7)) r.fail("protocol_name is null");
  m.leader = read_string(r, flexible);
  if (version >= 9) m.skip_assignment = r.i8() != 0;
  m.member_id = read_string(r, flexible);
  m.members.resize(read_count(r, flexible, 4, sizeof(join_group_response::JoinGroupResponseMember)));
  for (auto& element : m.members) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const JoinGroupResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 2) w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  w.i32(m.generation_id);
  if (version >= 7) write_nullable_string(w, flexible, m.protocol_type, true);
  write_nullable_string(w, flexible, m.protocol_name, version >= 7);
  write_string(w, flexible, m.leader);
  if (version >= 9) w.i8(m.skip_assignment ? 1 : 0);
  write_string(w, flexible, m.member_id);
  write_count(w, flexible, m.members.size());
  for (const auto& element : m.members) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, JoinGroupResponse& message) {
  if (version < JoinGroupResponse::kMinVersion || version > JoinGroupResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const JoinGroupResponse& message) {
  assert_version(JoinGroupResponse::kMinVersion, version, JoinGroupResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
