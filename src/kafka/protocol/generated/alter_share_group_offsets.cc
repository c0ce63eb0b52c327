// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_share_group_offsets.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_share_group_offsets_request::AlterShareGroupOffsetsRequestPartition& m) {
  m.partition_index = r.i32();
  m.start_offset = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_share_group_offsets_request::AlterShareGroupOffsetsRequestPartition& m) {
  w.i32(m.partition_index);
  w.i64(m.start_offset);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_share_group_offsets_request::AlterShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 13, sizeof(alter_share_group_offsets_request::AlterShareGroupOffsetsRequestPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_share_group_offsets_request::AlterShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(alter_share_group_offsets_request::AlterShareGroupOffsetsRequestTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterShareGroupOffsetsRequest& message) {
  if (version < AlterShareGroupOffsetsRequest::kMinVersion || version > AlterShareGroupOffsetsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterShareGroupOffsetsRequest& message) {
  assert_version(AlterShareGroupOffsetsRequest::kMinVersion, version, AlterShareGroupOffsetsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_share_group_offsets_response::AlterShareGroupOffsetsResponsePartition& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_share_group_offsets_response::AlterShareGroupOffsetsResponsePartition& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_share_group_offsets_response::AlterShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 8, sizeof(alter_share_group_offsets_response::AlterShareGroupOffsetsResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_share_group_offsets_response::AlterShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.responses.resize(read_count(r, flexible, 19, sizeof(alter_share_group_offsets_response::AlterShareGroupOffsetsResponseTopic)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterShareGroupOffsetsResponse& message) {
  if (version < AlterShareGroupOffsetsResponse::kMinVersion || version > AlterShareGroupOffsetsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterShareGroupOffsetsResponse& message) {
  assert_version(AlterShareGroupOffsetsResponse::kMinVersion, version, AlterShareGroupOffsetsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
