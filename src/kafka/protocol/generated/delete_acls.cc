// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_acls.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_acls_request::DeleteAclsFilter& m) {
  const bool flexible = version >= 2;
  m.resource_type_filter = r.i8();
  m.resource_name_filter = read_nullable_string(r, flexible);
  m.pattern_type_filter = r.i8();
  m.principal_filter = read_nullable_string(r, flexible);
  m.host_filter = read_nullable_string(r, flexible);
  m.operation = r.i8();
  m.permission_type = r.i8();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_acls_request::DeleteAclsFilter& m) {
  const bool flexible = version >= 2;
  w.i8(m.resource_type_filter);
  write_nullable_string(w, flexible, m.resource_name_filter, true);
  w.i8(m.pattern_type_filter);
  write_nullable_string(w, flexible, m.principal_filter, true);
  write_nullable_string(w, flexible, m.host_filter, true);
  w.i8(m.operation);
  w.i8(m.permission_type);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteAclsRequest& m) {
  const bool flexible = version >= 2;
  m.filters.resize(read_count(r, flexible, 8, sizeof(delete_acls_request::DeleteAclsFilter)));
  for (auto& element : m.filters) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteAclsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.filters.size());
  for (const auto& element : m.filters) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteAclsRequest& message) {
  if (version < DeleteAclsRequest::kMinVersion || version > DeleteAclsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteAclsRequest& message) {
  assert_version(DeleteAclsRequest::kMinVersion, version, DeleteAclsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_acls_response::DeleteAclsMatchingAcl& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.pattern_type = r.i8();
  m.principal = read_string(r, flexible);
  m.host = read_string(r, flexible);
  m.operation = r.i8();
  m.permission_type = r.i8();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_acls_response::DeleteAclsMatchingAcl& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  w.i8(m.pattern_type);
  write_string(w, flexible, m.principal);
  write_string(w, flexible, m.host);
  w.i8(m.operation);
  w.i8(m.permission_type);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_acls_response::DeleteAclsFilterResult& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.matching_acls.resize(read_count(r, flexible, 11, sizeof(delete_acls_response::DeleteAclsMatchingAcl)));
  for (auto& element : m.matching_acls) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_acls_response::DeleteAclsFilterResult& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.matching_acls.size());
  for (const auto& element : m.matching_acls) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteAclsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.filter_results.resize(read_count(r, flexible, 5, sizeof(delete_acls_response::DeleteAclsFilterResult)));
  for (auto& element : m.filter_results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteAclsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.filter_results.size());
  for (const auto& element : m.filter_results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteAclsResponse& message) {
  if (version < DeleteAclsResponse::kMinVersion || version > DeleteAclsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteAclsResponse& message) {
  assert_version(DeleteAclsResponse::kMinVersion, version, DeleteAclsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
