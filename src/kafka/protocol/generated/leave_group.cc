// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/leave_group.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          leave_group_request::MemberIdentity& m) {
  const bool flexible = version >= 4;
  m.member_id = read_string(r, flexible);
  m.group_instance_id = read_nullable_string(r, flexible);
  if (version >= 5) m.reason = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const leave_group_request::MemberIdentity& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.member_id);
  write_nullable_string(w, flexible, m.group_instance_id, true);
  if (version >= 5) write_nullable_string(w, flexible, m.reason, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          LeaveGroupRequest& m) {
  const bool flexible = version >= 4;
  m.group_id = read_string(r, flexible);
  if (version <= 2) m.member_id = read_string(r, flexible);
  if (version >= 3) {
    m.members.resize(read_count(r, flexible, 3, sizeof(leave_group_request::MemberIdentity)));
    for (auto& element : m.members) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const LeaveGroupRequest& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.group_id);
  if (version <= 2) write_string(w, flexible, m.member_id);
  if (version >= 3) {
    write_count(w, flexible, m.members.size());
    for (const auto& element : m.members) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, LeaveGroupRequest& message) {
  if (version < LeaveGroupRequest::kMinVersion || version > LeaveGroupRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const LeaveGroupRequest& message) {
  assert_version(LeaveGroupRequest::kMinVersion, version, LeaveGroupRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          leave_group_response::MemberResponse& m) {
  const bool flexible = version >= 4;
  m.member_id = read_string(r, flexible);
  m.group_instance_id = read_nullable_string(r, flexible);
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const leave_group_response::MemberResponse& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.member_id);
  write_nullable_string(w, flexible, m.group_instance_id, true);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          LeaveGroupResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  if (version >= 3) {
    m.members.resize(read_count(r, flexible, 5, sizeof(leave_group_response::MemberResponse)));
    for (auto& element : m.members) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const LeaveGroupResponse& m) {
  const bool flexible = version >= 4;
  if (version >= 1) w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  if (version >= 3) {
    write_count(w, flexible, m.members.size());
    for (const auto& element : m.members) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, LeaveGroupResponse& message) {
  if (version < LeaveGroupResponse::kMinVersion || version > LeaveGroupResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const LeaveGroupResponse& message) {
  assert_version(LeaveGroupResponse::kMinVersion, version, LeaveGroupResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
