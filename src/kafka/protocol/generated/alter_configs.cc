// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_configs.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_configs_request::AlterableConfig& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.value = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_configs_request::AlterableConfig& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  write_nullable_string(w, flexible, m.value, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_configs_request::AlterConfigsResource& m) {
  const bool flexible = version >= 2;
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  m.configs.resize(read_count(r, flexible, 3, sizeof(alter_configs_request::AlterableConfig)));
  for (auto& element : m.configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_configs_request::AlterConfigsResource& m) {
  const bool flexible = version >= 2;
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  write_count(w, flexible, m.configs.size());
  for (const auto& element : m.configs) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterConfigsRequest& m) {
  const bool flexible = version >= 2;
  m.resources.resize(read_count(r, flexible, 4, sizeof(alter_configs_request::AlterConfigsResource)));
  for (auto& element : m.resources) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.validate_only = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterConfigsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.resources.size());
  for (const auto& element : m.resources) write(w, version, element);
  w.i8(m.validate_only ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterConfigsRequest& message) {
  if (version < AlterConfigsRequest::kMinVersion || version > AlterConfigsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterConfigsRequest& message) {
  assert_version(AlterConfigsRequest::kMinVersion, version, AlterConfigsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_configs_response::AlterConfigsResourceResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.resource_type = r.i8();
  m.resource_name = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_configs_response::AlterConfigsResourceResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i8(m.resource_type);
  write_string(w, flexible, m.resource_name);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterConfigsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.responses.resize(read_count(r, flexible, 6, sizeof(alter_configs_response::AlterConfigsResourceResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterConfigsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterConfigsResponse& message) {
  if (version < AlterConfigsResponse::kMinVersion || version > AlterConfigsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterConfigsResponse& message) {
  assert_version(AlterConfigsResponse::kMinVersion, version, AlterConfigsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
