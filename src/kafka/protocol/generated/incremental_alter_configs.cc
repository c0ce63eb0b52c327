// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/incremental_alter_configs.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          incremental_alter_configs_request::AlterableConfig& m) {
  const bool flexible = version >= 1;
  m.name = read_string(r, flexible);
  m.config_operation = r.i8();
  m.value = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const incremental_alter_configs_request::AlterableConfig& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.name);
  w.i8(m.config_operation);
  write_nullable_string(w, flexible, m.value, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          incremental_alter_configs_request::AlterConfigsResource& m) {
  const bool flexible = version >= 1;
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.configs.resize(read_count(r, flexible, 4, sizeof(incremental_alter_configs_request::AlterableConfig)));
  for (auto& element : m.configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const incremental_alter_configs_request::AlterConfigsResource& m) {
  const bool flexible = version >= 1;
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  write_count(w, flexible, m.configs.size());
  for (const auto& element : m.configs) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          IncrementalAlterConfigsRequest& m) {
  const bool flexible = version >= 1;
  m.resources.resize(read_count(r, flexible, 4, sizeof(incremental_alter_configs_request::AlterConfigsResource)));
  for (auto& element : m.resources) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.validate_only = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const IncrementalAlterConfigsRequest& m) {
  const bool flexible = version >= 1;
  write_count(w, flexible, m.resources.size());
  for (const auto& element : m.resources) write(w, version, element);
  w.i8(m.validate_only ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, IncrementalAlterConfigsRequest& message) {
  if (version < IncrementalAlterConfigsRequest::kMinVersion || version > IncrementalAlterConfigsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const IncrementalAlterConfigsRequest& message) {
  assert_version(IncrementalAlterConfigsRequest::kMinVersion, version, IncrementalAlterConfigsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          incremental_alter_configs_response::AlterConfigsResourceResponse& m) {
  const bool flexible = version >= 1;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const incremental_alter_configs_response::AlterConfigsResourceResponse& m) {
  const bool flexible = version >= 1;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          IncrementalAlterConfigsResponse& m) {
  const bool flexible = version >= 1;
  m.throttle_time_ms = r.i32();
  m.responses.resize(read_count(r, flexible, 6, sizeof(incremental_alter_configs_response::AlterConfigsResourceResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const IncrementalAlterConfigsResponse& m) {
  const bool flexible = version >= 1;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, IncrementalAlterConfigsResponse& message) {
  if (version < IncrementalAlterConfigsResponse::kMinVersion || version > IncrementalAlterConfigsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const IncrementalAlterConfigsResponse& message) {
  assert_version(IncrementalAlterConfigsResponse::kMinVersion, version, IncrementalAlterConfigsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
