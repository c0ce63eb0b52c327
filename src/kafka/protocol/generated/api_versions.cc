// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/api_versions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ApiVersionsRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 3) m.client_software_name = read_string(r, flexible);
  if (version >= 3) m.client_software_version = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ApiVersionsRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 3) write_string(w, flexible, m.client_software_name);
  if (version >= 3) write_string(w, flexible, m.client_software_version);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ApiVersionsRequest& message) {
  if (version < ApiVersionsRequest::kMinVersion || version > ApiVersionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ApiVersionsRequest& message) {
  assert_version(ApiVersionsRequest::kMinVersion, version, ApiVersionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          api_versions_response::ApiVersion& m) {
  const bool flexible = version >= 3;
  m.api_key = r.i16();
  m.min_version = r.i16();
  m.max_version = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const api_versions_response::ApiVersion& m) {
  const bool flexible = version >= 3;
  w.i16(m.api_key);
  w.i16(m.min_version);
  w.i16(m.max_version);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          api_versions_response::SupportedFeatureKey& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.min_version = r.i16();
  m.max_version = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const api_versions_response::SupportedFeatureKey& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i16(m.min_version);
  w.i16(m.max_version);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          api_versions_response::FinalizedFeatureKey& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.max_version_level = r.i16();
  m.min_version_level = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const api_versions_response::FinalizedFeatureKey& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i16(m.max_version_level);
  w.i16(m.min_version_level);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ApiVersionsResponse& m) {
  const bool flexible = version >= 3;
  m.error_code = r.i16();
  m.api_keys.resize(read_count(r, flexible, 6, sizeof(api_versions_response::ApiVersion)));
  for (auto& element : m.api_keys) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 1) m.throttle_time_ms = r.i32();
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 3) {
      m.supported_features.resize(read_count(r, flexible, 6, sizeof(api_versions_response::SupportedFeatureKey)));
      for (auto& element : m.supported_features) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    } else if (tags.tag() == 1 && version >= 3) {
      m.finalized_features_epoch = r.i64();
    } else if (tags.tag() == 2 && version >= 3) {
      m.finalized_features.resize(read_count(r, flexible, 6, sizeof(api_versions_response::FinalizedFeatureKey)));
      for (auto& element : m.finalized_features) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    } else if (tags.tag() == 3 && version >= 3) {
      m.zk_migration_ready = r.i8() != 0;
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ApiVersionsResponse& m) {
  const bool flexible = version >= 3;
  w.i16(m.error_code);
  write_count(w, flexible, m.api_keys.size());
  for (const auto& element : m.api_keys) write(w, version, element);
  if (version >= 1) w.i32(m.throttle_time_ms);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 3 && !m.supported_features.empty()) {
    bytes::Writer& field = tags.begin(0);
    write_count(field, flexible, m.supported_features.size());
    for (const auto& element : m.supported_features) write(field, version, element);
    tags.end();
  }
  if (version >= 3 && m.finalized_features_epoch != -1) {
    bytes::Writer& field = tags.begin(1);
    field.i64(m.finalized_features_epoch);
    tags.end();
  }
  if (version >= 3 && !m.finalized_features.empty()) {
    bytes::Writer& field = tags.begin(2);
    write_count(field, flexible, m.finalized_features.size());
    for (const auto& element : m.finalized_features) write(field, version, element);
    tags.end();
  }
  if (version >= 3 && m.zk_migration_ready) {
    bytes::Writer& field = tags.begin(3);
    field.i8(m.zk_migration_ready ? 1 : 0);
    tags.end();
  }
  tags.finish();
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ApiVersionsResponse& message) {
  if (version < ApiVersionsResponse::kMinVersion || version > ApiVersionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ApiVersionsResponse& message) {
  assert_version(ApiVersionsResponse::kMinVersion, version, ApiVersionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
