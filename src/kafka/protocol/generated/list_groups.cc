// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_groups.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListGroupsRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 4) read_list(r, flexible, m.states_filter);
  if (version >= 5) read_list(r, flexible, m.types_filter);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListGroupsRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 4) write_list(w, flexible, m.states_filter);
  if (version >= 5) write_list(w, flexible, m.types_filter);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListGroupsRequest& message) {
  if (version < ListGroupsRequest::kMinVersion || version > ListGroupsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListGroupsRequest& message) {
  assert_version(ListGroupsRequest::kMinVersion, version, ListGroupsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_groups_response::ListedGroup& m) {
  const bool flexible = version >= 3;
  m.group_id = read_string(r, flexible);
  m.protocol_type = read_string(r, flexible);
  if (version >= 4) m.group_state = read_string(r, flexible);
  if (version >= 5) m.group_type = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_groups_response::ListedGroup& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.protocol_type);
  if (version >= 4) write_string(w, flexible, m.group_state);
  if (version >= 5) write_string(w, flexible, m.group_type);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListGroupsResponse& m) {
  const bool flexible = version >= 3;
  if (version >= 1) m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.groups.resize(read_count(r, flexible, 3, sizeof(list_groups_response::ListedGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListGroupsResponse& m) {
  const bool flexible = version >= 3;
  if (version >= 1) w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListGroupsResponse& message) {
  if (version < ListGroupsResponse::kMinVersion || version > ListGroupsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListGroupsResponse& message) {
  assert_version(ListGroupsResponse::kMinVersion, version, ListGroupsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
