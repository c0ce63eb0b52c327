// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_for_leader_epoch.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_for_leader_epoch_request::OffsetForLeaderPartition& m) {
  const bool flexible = version >= 4;
  m.partition = r.i32();
  m.current_leader_epoch = r.i32();
  m.leader_epoch = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_for_leader_epoch_request::OffsetForLeaderPartition& m) {
  const bool flexible = version >= 4;
  w.i32(m.partition);
  w.i32(m.current_leader_epoch);
  w.i32(m.leader_epoch);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_for_leader_epoch_request::OffsetForLeaderTopic& m) {
  const bool flexible = version >= 4;
  m.topic = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 12, sizeof(offset_for_leader_epoch_request::OffsetForLeaderPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_for_leader_epoch_request::OffsetForLeaderTopic& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.topic);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetForLeaderEpochRequest& m) {
  const bool flexible = version >= 4;
  if (version >= 3) m.replica_id = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(offset_for_leader_epoch_request::OffsetForLeaderTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetForLeaderEpochRequest& m) {
  const bool flexible = version >= 4;
  if (version >= 3) w.i32(m.replica_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetForLeaderEpochRequest& message) {
  if (version < OffsetForLeaderEpochRequest::kMinVersion || version > OffsetForLeaderEpochRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetForLeaderEpochRequest& message) {
  assert_version(OffsetForLeaderEpochRequest::kMinVersion, version, OffsetForLeaderEpochRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_for_leader_epoch_response::EpochEndOffset& m) {
  const bool flexible = version >= 4;
  m.error_code = r.i16();
  m.partition = r.i32();
  m.leader_epoch = r.i32();
  m.end_offset = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_for_leader_epoch_response::EpochEndOffset& m) {
  const bool flexible = version >= 4;
  w.i16(m.error_code);
  w.i32(m.partition);
  w.i32(m.leader_epoch);
  w.i64(m.end_offset);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_for_leader_epoch_response::OffsetForLeaderTopicResult& m) {
  const bool flexible = version >= 4;
  m.topic = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 18, sizeof(offset_for_leader_epoch_response::EpochEndOffset)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_for_leader_epoch_response::OffsetForLeaderTopicResult& m) {
  const bool flexible = version >= 4;
  write_string(w, flexible, m.topic);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetForLeaderEpochResponse& m) {
  const bool flexible = version >= 4;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(offset_for_leader_epoch_response::OffsetForLeaderTopicResult)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetForLeaderEpochResponse& m) {
  const bool flexible = version >= 4;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetForLeaderEpochResponse& message) {
  if (version < OffsetForLeaderEpochResponse::kMinVersion || version > OffsetForLeaderEpochResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetForLeaderEpochResponse& message) {
  assert_version(OffsetForLeaderEpochResponse::kMinVersion, version, OffsetForLeaderEpochResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
