// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/txn_offset_commit.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          txn_offset_commit_request::TxnOffsetCommitRequestPartition& m) {
  const bool flexible = version >= 3;
  m.partition_index = r.i32();
  m.committed_offset = r.i64();
  if (version >= 2) m.committed_leader_epoch = r.i32();
  m.committed_metadata = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const txn_offset_commit_request::TxnOffsetCommitRequestPartition& m) {
  const bool flexible = version >= 3;
  w.i32(m.partition_index);
  w.i64(m.committed_offset);
  if (version >= 2) w.i32(m.committed_leader_epoch);
  write_nullable_string(w, flexible, m.committed_metadata, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          txn_offset_commit_request::TxnOffsetCommitRequestTopic& m) {
  const bool flexible = version >= 3;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 14, sizeof(txn_offset_commit_request::TxnOffsetCommitRequestPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const txn_offset_commit_request::TxnOffsetCommitRequestTopic& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          TxnOffsetCommitRequest& m) {
  const bool flexible = version >= 3;
  m.transactional_id = read_string(r, flexible);
  m.group_id = read_string(r, flexible);
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  if (version >= 3) m.generation_id = r.i32();
  if (version >= 3) m.member_id = read_string(r, flexible);
  if (version >= 3) m.group_instance_id = read_nullable_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(txn_offset_commit_request::TxnOffsetCommitRequestTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const TxnOffsetCommitRequest& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.transactional_id);
  write_string(w, flexible, m.group_id);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  if (version >= 3) w.i32(m.generation_id);
  if (version >= 3) write_string(w, flexible, m.member_id);
  if (version >= 3) write_nullable_string(w, flexible, m.group_instance_id, true);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, TxnOffsetCommitRequest& message) {
  if (version < TxnOffsetCommitRequest::kMinVersion || version > TxnOffsetCommitRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const TxnOffsetCommitRequest& message) {
  assert_version(TxnOffsetCommitRequest::kMinVersion, version, TxnOffsetCommitRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          txn_offset_commit_response::TxnOffsetCommitResponsePartition& m) {
  const bool flexible = version >= 3;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const txn_offset_commit_response::TxnOffsetCommitResponsePartition& m) {
  const bool flexible = version >= 3;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          txn_offset_commit_response::TxnOffsetCommitResponseTopic& m) {
  const bool flexible = version >= 3;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 6, sizeof(txn_offset_commit_response::TxnOffsetCommitResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const txn_offset_commit_response::TxnOffsetCommitResponseTopic& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          TxnOffsetCommitResponse& m) {
  const bool flexible = version >= 3;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(txn_offset_commit_response::TxnOffsetCommitResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const TxnOffsetCommitResponse& m) {
  const bool flexible = version >= 3;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, TxnOffsetCommitResponse& message) {
  if (version < TxnOffsetCommitResponse::kMinVersion || version > TxnOffsetCommitResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const TxnOffsetCommitResponse& message) {
  assert_version(TxnOffsetCommitResponse::kMinVersion, version, TxnOffsetCommitResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
