// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_config_resources.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListConfigResourcesRequest& m) {
  constexpr bool flexible = true;
  if (version >= 1) read_list(r, flexible, m.resource_types);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListConfigResourcesRequest& m) {
  constexpr bool flexible = true;
  if (version >= 1) write_list(w, flexible, m.resource_types);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListConfigResourcesRequest& message) {
  if (version < ListConfigResourcesRequest::kMinVersion || version > ListConfigResourcesRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListConfigResourcesRequest& message) {
  assert_version(ListConfigResourcesRequest::kMinVersion, version, ListConfigResourcesRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_config_resources_response::ConfigResource& m) {
  constexpr bool flexible = true;
  m.resource_name = read_string(r, flexible);
  if (version >= 1) m.resource_type = r.i8();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_config_resources_response::ConfigResource& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.resource_name);
  if (version >= 1) w.i8(m.resource_type);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListConfigResourcesResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.config_resources.resize(read_count(r, flexible, 2, sizeof(list_config_resources_response::ConfigResource)));
  for (auto& element : m.config_resources) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListConfigResourcesResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_count(w, flexible, m.config_resources.size());
  for (const auto& element : m.config_resources) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListConfigResourcesResponse& message) {
  if (version < ListConfigResourcesResponse::kMinVersion || version > ListConfigResourcesResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListConfigResourcesResponse& message) {
  assert_version(ListConfigResourcesResponse::kMinVersion, version, ListConfigResourcesResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
