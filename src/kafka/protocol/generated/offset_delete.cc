// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_delete.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_delete_request::OffsetDeleteRequestPartition& m) {
  m.partition_index = r.i32();
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_delete_request::OffsetDeleteRequestPartition& m) {
  w.i32(m.partition_index);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_delete_request::OffsetDeleteRequestTopic& m) {
  constexpr bool flexible = false;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 4, sizeof(offset_delete_request::OffsetDeleteRequestPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_delete_request::OffsetDeleteRequestTopic& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetDeleteRequest& m) {
  constexpr bool flexible = false;
  m.group_id = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 6, sizeof(offset_delete_request::OffsetDeleteRequestTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetDeleteRequest& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.group_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetDeleteRequest& message) {
  if (version < OffsetDeleteRequest::kMinVersion || version > OffsetDeleteRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetDeleteRequest& message) {
  assert_version(OffsetDeleteRequest::kMinVersion, version, OffsetDeleteRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_delete_response::OffsetDeleteResponsePartition& m) {
  m.partition_index = r.i32();
  m.error_code = r.i16();
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_delete_response::OffsetDeleteResponsePartition& m) {
  w.i32(m.partition_index);
  w.i16(m.error_code);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_delete_response::OffsetDeleteResponseTopic& m) {
  constexpr bool flexible = false;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 6, sizeof(offset_delete_response::OffsetDeleteResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_delete_response::OffsetDeleteResponseTopic& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetDeleteResponse& m) {
  constexpr bool flexible = false;
  m.error_code = r.i16();
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 6, sizeof(offset_delete_response::OffsetDeleteResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetDeleteResponse& m) {
  constexpr bool flexible = false;
  w.i16(m.error_code);
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetDeleteResponse& message) {
  if (version < OffsetDeleteResponse::kMinVersion || version > OffsetDeleteResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetDeleteResponse& message) {
  assert_version(OffsetDeleteResponse::kMinVersion, version, OffsetDeleteResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
