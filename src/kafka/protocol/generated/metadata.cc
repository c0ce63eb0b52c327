// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/metadata.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          metadata_request::MetadataRequestTopic& m) {
  const bool flexible = version >= 9;
  if (version >= 10) m.topic_id = r.uuid();
  m.name = read_nullable_string(r, flexible);
  if (!m.name && !(version >= 10)) r.fail("name is null");
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const metadata_request::MetadataRequestTopic& m) {
  const bool flexible = version >= 9;
  if (version >= 10) w.uuid(m.topic_id);
  write_nullable_string(w, flexible, m.name, version >= 10);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          MetadataRequest& m) {
  const bool flexible = version >= 9;
  if (const auto count = read_nullable_count(r, flexible, 2, sizeof(metadata_request::MetadataRequestTopic))) {
    for (auto& element : m.topics.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topics.reset();
  }
  if (!m.topics && !(version >= 1)) r.fail("topics is null");
  if (version >= 4) m.allow_auto_topic_creation = r.i8() != 0;
  if (version >= 8 && version <= 10) m.include_cluster_authorized_operations = r.i8() != 0;
  if (version >= 8) m.include_topic_authorized_operations = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const MetadataRequest& m) {
  const bool flexible = version >= 9;
  if (m.topics) {
    write_count(w, flexible, m.topics->size());
    for (const auto& element : *m.topics) write(w, version, element);
  } else {
    write_null_count(w, flexible, version >= 1);
  }
  if (version >= 4) w.i8(m.allow_auto_topic_creation ? 1 : 0);
  if (version >= 8 && version <= 10) w.i8(m.include_cluster_authorized_operations ? 1 : 0);
  if (version >= 8) w.i8(m.include_topic_authorized_operations ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, MetadataRequest& message) {
  if (version < MetadataRequest::kMinVersion || version > MetadataRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const MetadataRequest& message) {
  assert_version(MetadataRequest::kMinVersion, version, MetadataRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          metadata_response::MetadataResponseBroker& m) {
  const bool flexible = version >= 9;
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  if (version >= 1) m.rack = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const metadata_response::MetadataResponseBroker& m) {
  const bool flexible = version >= 9;
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  if (version >= 1) write_nullable_string(w, flexible, m.rack, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          metadata_response::MetadataResponsePartition& m) {
  const bool flexible = version >= 9;
  m.error_code = r.i16();
  m.partition_index = r.i32();
  m.leader_id = r.i32();
  if (version >= 7) m.leader_epoch = r.i32();
  read_list(r, flexible, m.replica_nodes);
  read_list(r, flexible, m.isr_nodes);
  if (version >= 5) read_list(r, flexible, m.offline_replicas);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const metadata_response::MetadataResponsePartition& m) {
  const bool flexible = version >= 9;
  w.i16(m.error_code);
  w.i32(m.partition_index);
  w.i32(m.leader_id);
  if (version >= 7) w.i32(m.leader_epoch);
  write_list(w, flexible, m.replica_nodes);
  write_list(w, flexible, m.isr_nodes);
  if (version >= 5) write_list(w, flexible, m.offline_replicas);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          metadata_response::MetadataResponseTopic& m) {
  const bool flexible = version >= 9;
  m.error_code = r.i16();
  m.name = read_nullable_string(r, flexible);
  if (!m.name && !(version >= 12)) r.fail("name is null");
  if (version >= 10) m.topic_id = r.uuid();
  if (version >= 1) m.is_internal = r.i8() != 0;
  m.partitions.resize(read_count(r, flexible, 18, sizeof(metadata_response::MetadataResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 8) m.topic_authorized_operations = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const metadata_response::MetadataResponseTopic& m) {
  const bool flexible = version >= 9;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.name, version >= 12);
  if (version >= 10) w.uuid(m.topic_id);
  if (version >= 1) w.i8(m.is_internal ? 1 : 0);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (version >= 8) w.i32(m.topic_authorized_operations);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          MetadataResponse& m) {
  const bool flexible = version >= 9;
  if (version >= 3) m.throttle_time_ms = r.i32();
  m.brokers.resize(read_count(r, flexible, 10, sizeof(metadata_response::MetadataResponseBroker)));
  for (auto& element : m.brokers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 2) m.cluster_id = read_nullable_string(r, flexible);
  if (version >= 1) m.controller_id = r.i32();
  m.topics.resize(read_count(r, flexible, 8, sizeof(metadata_response::MetadataResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 8 && version <= 10) m.cluster_authorized_operations = r.i32();
  if (version >= 13) m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const MetadataResponse& m) {
  const bool flexible = version >= 9;
  if (version >= 3) w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.brokers.size());
  for (const auto& element : m.brokers) write(w, version, element);
  if (version >= 2) write_nullable_string(w, flexible, m.cluster_id, true);
  if (version >= 1) w.i32(m.controller_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (version >= 8 && version <= 10) w.i32(m.cluster_authorized_operations);
  if (version >= 13) w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, MetadataResponse& message) {
  if (version < MetadataResponse::kMinVersion || version > MetadataResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const MetadataResponse& message) {
  assert_version(MetadataResponse::kMinVersion, version, MetadataResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
