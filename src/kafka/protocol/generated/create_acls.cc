// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_acls.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_acls_request::AclCreation& m) {
  const bool flexible = version >= 2;
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.resource_pattern_type = r.i8();
  m.principal = read_string(r, flexible);
  m.host = read_string(r, flexible);
  m.operation = r.i8();
  m.permission_type = r.i8();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_acls_request::AclCreation& m) {
  const bool flexible = version >= 2;
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  w.i8(m.resource_pattern_type);
  write_string(w, flexible, m.principal);
  write_string(w, flexible, m.host);
  w.i8(m.operation);
  w.i8(m.permission_type);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateAclsRequest& m) {
  const bool flexible = version >= 2;
  m.creations.resize(read_count(r, flexible, 8, sizeof(create_acls_request::AclCreation)));
  for (auto& element : m.creations) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateAclsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.creations.size());
  for (const auto& element : m.creations) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateAclsRequest& message) {
  if (version < CreateAclsRequest::kMinVersion || version > CreateAclsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateAclsRequest& message) {
  assert_version(CreateAclsRequest::kMinVersion, version, CreateAclsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_acls_response::AclCreationResult& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_acls_response::AclCreationResult& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateAclsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 4, sizeof(create_acls_response::AclCreationResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateAclsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateAclsResponse& message) {
  if (version < CreateAclsResponse::kMinVersion || version > CreateAclsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateAclsResponse& message) {
  assert_version(CreateAclsResponse::kMinVersion, version, CreateAclsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
