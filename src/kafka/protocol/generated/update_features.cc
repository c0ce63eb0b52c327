// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/update_features.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          update_features_request::FeatureUpdateKey& m) {
  constexpr bool flexible = true;
  m.feature = read_string(r, flexible);
  m.max_version_level = r.i16();
  if (version <= 0) m.allow_downgrade = r.i8() != 0;
  if (version >= 1) m.upgrade_type = r.i8();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const update_features_request::FeatureUpdateKey& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.feature);
  w.i16(m.max_version_level);
  if (version <= 0) w.i8(m.allow_downgrade ? 1 : 0);
  if (version >= 1) w.i8(m.upgrade_type);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          UpdateFeaturesRequest& m) {
  constexpr bool flexible = true;
  m.timeout_ms = r.i32();
  m.feature_updates.resize(read_count(r, flexible, 5, sizeof(update_features_request::FeatureUpdateKey)));
  for (auto& element : m.feature_updates) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 1) m.validate_only = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const UpdateFeaturesRequest& m) {
  constexpr bool flexible = true;
  w.i32(m.timeout_ms);
  write_count(w, flexible, m.feature_updates.size());
  for (const auto& element : m.feature_updates) write(w, version, element);
  if (version >= 1) w.i8(m.validate_only ? 1 : 0);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, UpdateFeaturesRequest& message) {
  if (version < UpdateFeaturesRequest::kMinVersion || version > UpdateFeaturesRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const UpdateFeaturesRequest& message) {
  assert_version(UpdateFeaturesRequest::kMinVersion, version, UpdateFeaturesRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          update_features_response::UpdatableFeatureResult& m) {
  constexpr bool flexible = true;
  m.feature = read_string(r, flexible);
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const update_features_response::UpdatableFeatureResult& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.feature);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          UpdateFeaturesResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (version <= 1) {
    m.results.resize(read_count(r, flexible, 5, sizeof(update_features_response::UpdatableFeatureResult)));
    for (auto& element : m.results) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const UpdateFeaturesResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (version <= 1) {
    write_count(w, flexible, m.results.size());
    for (const auto& element : m.results) write(w, version, element);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, UpdateFeaturesResponse& message) {
  if (version < UpdateFeaturesResponse::kMinVersion || version > UpdateFeaturesResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const UpdateFeaturesResponse& message) {
  assert_version(UpdateFeaturesResponse::kMinVersion, version, UpdateFeaturesResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
