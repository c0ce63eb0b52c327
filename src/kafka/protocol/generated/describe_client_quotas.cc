// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_client_quotas.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_client_quotas_request::ComponentData& m) {
  const bool flexible = version >= 1;
  m.entity_type = read_string(r, flexible);
  m.match_type = r.i8();
  m.match = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_client_quotas_request::ComponentData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.entity_type);
  w.i8(m.match_type);
  write_nullable_string(w, flexible, m.match, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeClientQuotasRequest& m) {
  const bool flexible = version >= 1;
  m.components.resize(read_count(r, flexible, 4, sizeof(describe_client_quotas_request::ComponentData)));
  for (auto& element : m.components) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.strict = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeClientQuotasRequest& m) {
  const bool flexible = version >= 1;
  write_count(w, flexible, m.components.size());
  for (const auto& element : m.components) write(w, version, element);
  w.i8(m.strict ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClientQuotasRequest& message) {
  if (version < DescribeClientQuotasRequest::kMinVersion || version > DescribeClientQuotasRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeClientQuotasRequest& message) {
  assert_version(DescribeClientQuotasRequest::kMinVersion, version, DescribeClientQuotasRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_client_quotas_response::EntityData& m) {
  const bool flexible = version >= 1;
  m.entity_type = read_string(r, flexible);
  m.entity_name = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_client_quotas_response::EntityData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.entity_type);
  write_nullable_string(w, flexible, m.entity_name, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_client_quotas_response::ValueData& m) {
  const bool flexible = version >= 1;
  m.key = read_string(r, flexible);
  m.value = r.f64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_client_quotas_response::ValueData& m) {
  const bool flexible = version >= 1;
  write_string(w, flexible, m.key);
  w.f64(m.value);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_client_quotas_response::EntryData& m) {
  const bool flexible = version >= 1;
  m.entity.resize(read_count(r, flexible, 3, sizeof(describe_client_quotas_response::EntityData)));
  for (auto& element : m.entity) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.values.resize(read_count(r, flexible, 10, sizeof(describe_client_quotas_response::ValueData)));
  for (auto& element : m.values) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_client_quotas_response::EntryData& m) {
  const bool flexible = version >= 1;
  write_count(w, flexible, m.entity.size());
  for (const auto& element : m.entity) write(w, version, element);
  write_count(w, flexible, m.values.size());
  for (const auto& element : m.values) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeClientQuotasResponse& m) {
  const bool flexible = version >= 1;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(describe_client_quotas_response::EntryData))) {
    for (auto& element : m.entries.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.entries.reset();
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeClientQuotasResponse& m) {
  const bool flexible = version >= 1;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (m.entries) {
    write_count(w, flexible, m.entries->size());
    for (const auto& element : *m.entries) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClientQuotasResponse& message) {
  if (version < DescribeClientQuotasResponse::kMinVersion || version > DescribeClientQuotasResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeClientQuotasResponse& message) {
  assert_version(DescribeClientQuotasResponse::kMinVersion, version, DescribeClientQuotasResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
