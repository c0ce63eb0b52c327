// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_offsets.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_offsets_request::ListOffsetsPartition& m) {
  const bool flexible = version >= 6;
  m.partition_index = r.i32();
  if (version >= 4) m.current_leader_epoch = r.i32();
  m.timestamp = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_offsets_request::ListOffsetsPartition& m) {
  const bool flexible = version >= 6;
  w.i32(m.partition_index);
  if (version >= 4) w.i32(m.current_leader_epoch);
  w.i64(m.timestamp);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_offsets_request::ListOffsetsTopic& m) {
  const bool flexible = version >= 6;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 12, sizeof(list_offsets_request::ListOffsetsPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_offsets_request::ListOffsetsTopic& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListOffsetsRequest& m) {
  const bool flexible = version >= 6;
  m.replica_id = r.i32();
  if (version >= 2) m.isolation_level = r.i8();
  m.topics.resize(read_count(r, flexible, 3, sizeof(list_offsets_request::ListOffsetsTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 10) m.timeout_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListOffsetsRequest& m) {
  const bool flexible = version >= 6;
  w.i32(m.replica_id);
  if (version >= 2) w.i8(m.isolation_level);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (version >= 10) w.i32(m.timeout_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListOffsetsRequest& message) {
  if (version < ListOffsetsRequest::kMinVersion || version > ListOffsetsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListOffsetsRequest& message) {
  assert_version(ListOffsetsRequest::kMinVersion, version, ListOffsetsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_offsets_response::ListOffsetsPartitionResponse& m) {
  const bool flexible = version >= 6;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.timestamp = r.i64();
  m.offset = r.i64();
  if (version >= 4) m.leader_epoch = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_offsets_response::ListOffsetsPartitionResponse& m) {
  const bool flexible = version >= 6;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  w.i64(m.timestamp);
  w.i64(m.offset);
  if (version >= 4) w.i32(m.leader_epoch);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_offsets_response::ListOffsetsTopicResponse& m) {
  const bool flexible = version >= 6;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 22, sizeof(list_offsets_response::ListOffsetsPartitionResponse)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_offsets_response::ListOffsetsTopicResponse& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListOffsetsResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 2) m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(list_offsets_response::ListOffsetsTopicResponse)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListOffsetsResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 2) w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListOffsetsResponse& message) {
  if (version < ListOffsetsResponse::kMinVersion || version > ListOffsetsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListOffsetsResponse& message) {
  assert_version(ListOffsetsResponse::kMinVersion, version, ListOffsetsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
