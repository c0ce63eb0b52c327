// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_records.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_records_request::DeleteRecordsPartition& m) {
  const bool flexible = version >= 2;
  m.partition_index = r.i32();
  m.offset = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_records_request::DeleteRecordsPartition& m) {
  const bool flexible = version >= 2;
  w.i32(m.partition_index);
  w.i64(m.offset);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_records_request::DeleteRecordsTopic& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 12, sizeof(delete_records_request::DeleteRecordsPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_records_request::DeleteRecordsTopic& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteRecordsRequest& m) {
  const bool flexible = version >= 2;
  m.topics.resize(read_count(r, flexible, 3, sizeof(delete_records_request::DeleteRecordsTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.timeout_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteRecordsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i32(m.timeout_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteRecordsRequest& message) {
  if (version < DeleteRecordsRequest::kMinVersion || version > DeleteRecordsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteRecordsRequest& message) {
  assert_version(DeleteRecordsRequest::kMinVersion, version, DeleteRecordsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_records_response::DeleteRecordsPartitionResult& m) {
  const bool flexible = version >= 2;
  m.partition_index = r.i32();
  m.low_watermark = r.i64();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_records_response::DeleteRecordsPartitionResult& m) {
  const bool flexible = version >= 2;
  w.i32(m.partition_index);
  w.i64(m.low_watermark);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_records_response::DeleteRecordsTopicResult& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 14, sizeof(delete_records_response::DeleteRecordsPartitionResult)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_records_response::DeleteRecordsTopicResult& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteRecordsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(delete_records_response::DeleteRecordsTopicResult)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteRecordsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteRecordsResponse& message) {
  if (version < DeleteRecordsResponse::kMinVersion || version > DeleteRecordsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteRecordsResponse& message) {
  assert_version(DeleteRecordsResponse::kMinVersion, version, DeleteRecordsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
