// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_commit.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_commit_request::OffsetCommitRequestPartition& m) {
  const bool flexible = version >= 8;
  m.partition_index = r.i32();
  m.committed_offset = r.i64();
  if (version >= 6) m.committed_leader_epoch = r.i32();
  m.committed_metadata = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_commit_request::OffsetCommitRequestPartition& m) {
  const bool flexible = version >= 8;
  w.i32(m.partition_index);
  w.i64(m.committed_offset);
  if (version >= 6) w.i32(m.committed_leader_epoch);
  write_nullable_string(w, flexible, m.committed_metadata, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_commit_request::OffsetCommitRequestTopic& m) {
  const bool flexible = version >= 8;
  if (version <= 9) m.name = read_string(r, flexible);
  if (version >= 10) m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 14, sizeof(offset_commit_request::OffsetCommitRequestPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_commit_request::OffsetCommitRequestTopic& m) {
  const bool flexible = version >= 8;
  if (version <= 9) write_string(w, flexible, m.name);
  if (version >= 10) w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetCommitRequest& m) {
  const bool flexible = version >= 8;
  m.group_id = read_string(r, flexible);
  m.generation_id_or_member_epoch = r.i32();
  m.member_id = read_string(r, flexible);
  if (version >= 7) m.group_instance_id = read_nullable_string(r, flexible);
  if (version <= 4) m.retention_time_ms = r.i64();
  m.topics.resize(read_count(r, flexible, 3, sizeof(offset_commit_request::OffsetCommitRequestTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetCommitRequest& m) {
  const bool flexible = version >= 8;
  write_string(w, flexible, m.group_id);
  w.i32(m.generation_id_or_member_epoch);
  write_string(w, flexible, m.member_id);
  if (version >= 7) write_nullable_string(w, flexible, m.group_instance_id, true);
  if (version <= 4) w.i64(m.retention_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetCommitRequest& message) {
  if (version < OffsetCommitRequest::kMinVersion || version > OffsetCommitRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetCommitRequest& message) {
  assert_version(OffsetCommitRequest::kMinVersion, version, OffsetCommitRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_commit_response::OffsetCommitResponsePartition& m) {
  const bool flexible = version >= 8;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_commit_response::OffsetCommitResponsePartition& m) {
  const bool flexible = version >= 8;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_commit_response::OffsetCommitResponseTopic& m) {
  const bool flexible = version >= 8;
  if (version <= 9) m.name = read_string(r, flexible);
  if (version >= 10) m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 6, sizeof(offset_commit_response::OffsetCommitResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_commit_response::OffsetCommitResponseTopic& m) {
  const bool flexible = version >= 8;
  if (version <= 9) write_string(w, flexible, m.name);
  if (version >= 10) w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetCommitResponse& m) {
  const bool flexible = version >= 8;
  if (version >= 3) m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(offset_commit_response::OffsetCommitResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetCommitResponse& m) {
  const bool flexible = version >= 8;
  if (version >= 3) w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetCommitResponse& message) {
  if (version < OffsetCommitResponse::kMinVersion || version > OffsetCommitResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetCommitResponse& message) {
  assert_version(OffsetCommitResponse::kMinVersion, version, OffsetCommitResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
