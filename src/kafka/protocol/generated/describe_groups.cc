// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_groups.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeGroupsRequest& m) {
  const bool flexible = version >= 5;
  read_list(r, flexible, m.groups);
  if (version >= 3) m.include_authorized_operations = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeGroupsRequest& m) {
  const bool flexible = version >= 5;
  write_list(w, flexible, m.groups);
  if (version >= 3) w.i8(m.include_authorized_operations ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeGroupsRequest& message) {
  if (version < DescribeGroupsRequest::kMinVersion || version > DescribeGroupsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeGroupsRequest& message) {
  assert_version(DescribeGroupsRequest::kMinVersion, version, DescribeGroupsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_groups_response::DescribedGroupMember& m) {
  const bool flexible = version >= 5;
  m.member_id = read_string(r, flexible);
  if (version >= 4) m.group_instance_id = read_nullable_string(r, flexible);
  m.client_id = read_string(r, flexible);
  m.client_host = read_string(r, flexible);
  m.member_metadata = read_bytes(r, flexible);
  m.member_assignment = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_groups_response::DescribedGroupMember& m) {
  const bool flexible = version >= 5;
  write_string(w, flexible, m.member_id);
  if (version >= 4) write_nullable_string(w, flexible, m.group_instance_id, true);
  write_string(w, flexible, m.client_id);
  write_string(w, flexible, m.client_host);
  write_bytes(w, flexible, m.member_metadata);
  write_bytes(w, flexible, m.member_assignment);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_groups_response::DescribedGroup& m) {
  const bool flexible = version >= 5;
  m.error_code = r.i16();
  if (version >= 6) m.error_message = read_nullable_string(r, flexible);
  m.group_id = read_string(r, flexible);
  m.group_state = read_string(r, flexible);
  m.protocol_type = read_string(r, flexible);
  m.protocol_data = read_string(r, flexible);
  m.members.resize(read_count(r, flexible, 7, sizeof(describe_groups_response::DescribedGroupMember)));
  for (auto& element : m.members) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 3) m.authorized_operations = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_groups_response::DescribedGroup& m) {
  const bool flexible = version >= 5;
  w.i16(m.error_code);
  if (version >= 6) write_nullable_string(w, flexible, m.error_message, true);
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.group_state);
  write_string(w, flexible, m.protocol_type);
  write_string(w, flexible, m.protocol_data);
  write_count(w, flexible, m.members.size());
  for (const auto& element : m.members) write(w, version, element);
  if (version >= 3) w.i32(m.authorized_operations);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeGroupsResponse& m) {
  const bool flexible = version >= 5;
  if (version >= 1) m.throttle_time_ms = r.i32();
  m.groups.resize(read_count(r, flexible, 12, sizeof(describe_groups_response::DescribedGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeGroupsResponse& m) {
  const bool flexible = version >= 5;
  if (version >= 1) w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeGroupsResponse& message) {
  if (version < DescribeGroupsResponse::kMinVersion || version > DescribeGroupsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeGroupsResponse& message) {
  assert_version(DescribeGroupsResponse::kMinVersion, version, DescribeGroupsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
