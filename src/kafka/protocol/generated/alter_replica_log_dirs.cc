// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_replica_log_dirs.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_replica_log_dirs_request::AlterReplicaLogDirTopic& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_replica_log_dirs_request::AlterReplicaLogDirTopic& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partitions);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_replica_log_dirs_request::AlterReplicaLogDir& m) {
  const bool flexible = version >= 2;
  m.path = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(alter_replica_log_dirs_request::AlterReplicaLogDirTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_replica_log_dirs_request::AlterReplicaLogDir& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.path);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterReplicaLogDirsRequest& m) {
  const bool flexible = version >= 2;
  m.dirs.resize(read_count(r, flexible, 3, sizeof(alter_replica_log_dirs_request::AlterReplicaLogDir)));
  for (auto& element : m.dirs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterReplicaLogDirsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.dirs.size());
  for (const auto& element : m.dirs) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterReplicaLogDirsRequest& message) {
  if (version < AlterReplicaLogDirsRequest::kMinVersion || version > AlterReplicaLogDirsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterReplicaLogDirsRequest& message) {
  assert_version(AlterReplicaLogDirsRequest::kMinVersion, version, AlterReplicaLogDirsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult& m) {
  const bool flexible = version >= 2;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult& m) {
  const bool flexible = version >= 2;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult& m) {
  const bool flexible = version >= 2;
  m.topic_name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 6, sizeof(alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.topic_name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterReplicaLogDirsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 3, sizeof(alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterReplicaLogDirsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterReplicaLogDirsResponse& message) {
  if (version < AlterReplicaLogDirsResponse::kMinVersion || version > AlterReplicaLogDirsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterReplicaLogDirsResponse& message) {
  assert_version(AlterReplicaLogDirsResponse::kMinVersion, version, AlterReplicaLogDirsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
