// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_client_quotas.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_client_quotas_request::EntityData& m) {
  const bool flexible = version >= 1;
  m.entity_type = read_string(r, flexible);
  m.entity_name = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_client_quotas_request::EntityData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.entity_type);
  write_nullable_string(w, flexible, m.entity_name, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_client_quotas_request::OpData& m) {
  const bool flexible = version >= 1;
  m.key = read_string(r, flexible);
  m.value = r.f64();
  m.remove = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_client_quotas_request::OpData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.key);
  w.f64(m.value);
  w.i8(m.remove ? 1 : 0);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_client_quotas_request::EntryData& m) {
  const bool flexible = version >= 1;
  m.entity.resize(read_count(r, flexible, 3, sizeof(alter_client_quotas_request::EntityData)));
  for (auto& element : m.entity) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.ops.resize(read_count(r, flexible, 11, sizeof(alter_client_quotas_request::OpData)));
  for (auto& element : m.ops) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_client_quotas_request::EntryData& m) {
  const bool flexible = version >= 1;
  write_count(w, flexible, m.entity.size());
  for (const auto& element : m.entity) write(w, version, element);
  write_count(w, flexible, m.ops.size());
  for (const auto& element : m.ops) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterClientQuotasRequest& m) {
  const bool flexible = version >= 1;
  m.entries.resize(read_count(r, flexible, 3, sizeof(alter_client_quotas_request::EntryData)));
  for (auto& element : m.entries) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.validate_only = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterClientQuotasRequest& m) {
  const bool flexible = version >= 1;
  write_count(w, flexible, m.entries.size());
  for (const auto& element : m.entries) write(w, version, element);
  w.i8(m.validate_only ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterClientQuotasRequest& message) {
  if (version < AlterClientQuotasRequest::kMinVersion || version > AlterClientQuotasRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterClientQuotasRequest& message) {
  assert_version(AlterClientQuotasRequest::kMinVersion, version, AlterClientQuotasRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_client_quotas_response::EntityData& m) {
  const bool flexible = version >= 1;
  m.entity_type = read_string(r, flexible);
  m.entity_name = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_client_quotas_response::EntityData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.entity_type);
  write_nullable_string(w, flexible, m.entity_name, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_client_quotas_response::EntryData& m) {
  const bool flexible = version >= 1;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.entity.resize(read_count(r, flexible, 3, sizeof(alter_client_quotas_response::EntityData)));
  for (auto& element : m.entity) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_client_quotas_response::EntryData& m) {
  const bool flexible = version >= 1;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.entity.size());
  for (const auto& element : m.entity) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterClientQuotasResponse& m) {
  const bool flexible = version >= 1;
  m.throttle_time_ms = r.i32();
  m.entries.resize(read_count(r, flexible, 5, sizeof(alter_client_quotas_response::EntryData)));
  for (auto& element : m.entries) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterClientQuotasResponse& m) {
  const bool flexible = version >= 1;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.entries.size());
  for (const auto& element : m.entries) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterClientQuotasResponse& message) {
  if (version < AlterClientQuotasResponse::kMinVersion || version > AlterClientQuotasResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterClientQuotasResponse& message) {
  assert_version(AlterClientQuotasResponse::kMinVersion, version, AlterClientQuotasResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
