// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_groups.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteGroupsRequest& m) {
  const bool flexible = version >= 2;
  read_list(r, flexible, m.groups_names);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteGroupsRequest& m) {
  const bool flexible = version >= 2;
  write_list(w, flexible, m.groups_names);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteGroupsRequest& message) {
  if (version < DeleteGroupsRequest::kMinVersion || version > DeleteGroupsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteGroupsRequest& message) {
  assert_version(DeleteGroupsRequest::kMinVersion, version, DeleteGroupsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_groups_response::DeletableGroupResult& m) {
  const bool flexible = version >= 2;
  m.group_id = read_string(r, flexible);
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_groups_response::DeletableGroupResult& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.group_id);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteGroupsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 4, sizeof(delete_groups_response::DeletableGroupResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteGroupsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteGroupsResponse& message) {
  if (version < DeleteGroupsResponse::kMinVersion || version > DeleteGroupsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteGroupsResponse& message) {
  assert_version(DeleteGroupsResponse::kMinVersion, version, DeleteGroupsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
