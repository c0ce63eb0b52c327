// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_acls.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeAclsRequest& m) {
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
           [[maybe_unused]] const DescribeAclsRequest& m) {
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

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeAclsRequest& message) {
  if (version < DescribeAclsRequest::kMinVersion || version > DescribeAclsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeAclsRequest& message) {
  assert_version(DescribeAclsRequest::kMinVersion, version, DescribeAclsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_acls_response::AclDescription& m) {
  const bool flexible = version >= 2;
  m.principal = read_string(r, flexible);
  m.host = read_string(r, flexible);
  m.operation = r.i8();
  m.permission_type = r.i8();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_acls_response::AclDescription& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.principal);
  write_string(w, flexible, m.host);
  w.i8(m.operation);
  w.i8(m.permission_type);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_acls_response::DescribeAclsResource& m) {
  const bool flexible = version >= 2;
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.pattern_type = r.i8();
  m.acls.resize(read_count(r, flexible, 5, sizeof(describe_acls_response::AclDescription)));
  for (auto& element : m.acls) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_acls_response::DescribeAclsResource& m) {
  const bool flexible = version >= 2;
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  w.i8(m.pattern_type);
  write_count(w, flexible, m.acls.size());
  for (const auto& element : m.acls) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeAclsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.resources.resize(read_count(r, flexible, 5, sizeof(describe_acls_response::DescribeAclsResource)));
  for (auto& element : m.resources) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeAclsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.resources.size());
  for (const auto& element : m.resources) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeAclsResponse& message) {
  if (version < DescribeAclsResponse::kMinVersion || version > DescribeAclsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeAclsResponse& message) {
  assert_version(DescribeAclsResponse::kMinVersion, version, DescribeAclsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
