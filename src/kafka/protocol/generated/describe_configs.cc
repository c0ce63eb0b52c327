// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_configs.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_configs_request::DescribeConfigsResource& m) {
  const bool flexible = version >= 4;
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  read_list(r, flexible, m.configuration_keys);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_configs_request::DescribeConfigsResource& m) {
  const bool flexible = version >= 4;
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  write_list(w, flexible, m.configuration_keys, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeConfigsRequest& m) {
  const bool flexible = version >= 4;
  m.resources.resize(read_count(r, flexible, 4, sizeof(describe_configs_request::DescribeConfigsResource)));
  for (auto& element : m.resources) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.include_synonyms = r.i8() != 0;
  if (version >= 3) m.include_documentation = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeConfigsRequest& m) {
  const bool flexible = version >= 4;
  write_count(w, flexible, m.resources.size());
  for (const auto& element : m.resources) write(w, version, element);
  w.i8(m.include_synonyms ? 1 : 0);
  if (version >= 3) w.i8(m.include_documentation ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeConfigsRequest& message) {
  if (version < DescribeConfigsRequest::kMinVersion || version > DescribeConfigsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeConfigsRequest& message) {
  assert_version(DescribeConfigsRequest::kMinVersion, version, DescribeConfigsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_configs_response::DescribeConfigsSynonym& m) {
  const bool flexible = version >= 4;
  m.name = read_string(r, flexible);
  m.value = read_nullable_string(r, flexible);
  m.source = r.i8();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_configs_response::DescribeConfigsSynonym& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.name);
  write_nullable_string(w, flexible, m.value, true);
  w.i8(m.source);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_configs_response::DescribeConfigsResourceResult& m) {
  const bool flexible = version >= 4;
  m.name = read_string(r, flexible);
  m.value = read_nullable_string(r, flexible);
  m.read_only = r.i8() != 0;
  m.config_source = r.i8();
  m.is_sensitive = r.i8() != 0;
  m.synonyms.resize(read_count(r, flexible, 4, sizeof(describe_configs_response::DescribeConfigsSynonym)));
  for (auto& element : m.synonyms) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 3) m.config_type = r.i8();
  if (version >= 3) m.documentation = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_configs_response::DescribeConfigsResourceResult& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.name);
  write_nullable_string(w, flexible, m.value, true);
  w.i8(m.read_only ? 1 : 0);
  w.i8(m.config_source);
  w.i8(m.is_sensitive ? 1 : 0);
  write_count(w, flexible, m.synonyms.size());
  for (const auto& element : m.synonyms) write(w, version, element);
  if (version >= 3) w.i8(m.config_type);
  if (version >= 3) write_nullable_string(w, flexible, m.documentation, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_configs_response::DescribeConfigsResult& m) {
  const bool flexible = version >= 4;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.configs.resize(read_count(r, flexible, 9, sizeof(describe_configs_response::DescribeConfigsResourceResult)));
  for (auto& element : m.configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_configs_response::DescribeConfigsResult& m) {
  const bool flexible = version >= 4;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  write_count(w, flexible, m.configs.size());
  for (const auto& element : m.configs) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeConfigsResponse& m) {
  const bool flexible = version >= 4;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 7, sizeof(describe_configs_response::DescribeConfigsResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeConfigsResponse& m) {
  const bool flexible = version >= 4;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeConfigsResponse& message) {
  if (version < DescribeConfigsResponse::kMinVersion || version > DescribeConfigsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeConfigsResponse& message) {
  assert_version(DescribeConfigsResponse::kMinVersion, version, DescribeConfigsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
