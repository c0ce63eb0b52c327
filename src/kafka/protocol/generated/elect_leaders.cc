// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/elect_leaders.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          elect_leaders_request::TopicPartitions& m) {
  const bool flexible = version >= 2;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const elect_leaders_request::TopicPartitions& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ElectLeadersRequest& m) {
  const bool flexible = version >= 2;
  if (version >= 1) m.election_type = r.i8();
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(elect_leaders_request::TopicPartitions))) {
    for (auto& element : m.topic_partitions.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topic_partitions.reset();
  }
  m.timeout_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ElectLeadersRequest& m) {
  const bool flexible = version >= 2;
  if (version >= 1) w.i8(m.election_type);
  if (m.topic_partitions) {
    write_count(w, flexible, m.topic_partitions->size());
    for (const auto& element : *m.topic_partitions) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.i32(m.timeout_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ElectLeadersRequest& message) {
  if (version < ElectLeadersRequest::kMinVersion || version > ElectLeadersRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ElectLeadersRequest& message) {
  assert_version(ElectLeadersRequest::kMinVersion, version, ElectLeadersRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          elect_leaders_response::PartitionResult& m) {
  const bool flexible = version >= 2;
  m.partition_id = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const elect_leaders_response::PartitionResult& m) {
  const bool flexible = version >= 2;
  w.i32(m.partition_id);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          elect_leaders_response::ReplicaElectionResult& m) {
  const bool flexible = version >= 2;
  m.topic = read_string(r, flexible);
  m.partition_result.resize(read_count(r, flexible, 8, sizeof(elect_leaders_response::PartitionResult)));
  for (auto& element : m.partition_result) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const elect_leaders_response::ReplicaElectionResult& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.topic);
  write_count(w, flexible, m.partition_result.size());
  for (const auto& element : m.partition_result) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ElectLeadersResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  if (version >= 1) m.error_code = r.i16();
  m.replica_election_results.resize(read_count(r, flexible, 3, sizeof(elect_leaders_response::ReplicaElectionResult)));
  for (auto& element : m.replica_election_results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ElectLeadersResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  if (version >= 1) w.i16(m.error_code);
  write_count(w, flexible, m.replica_election_results.size());
  for (const auto& element : m.replica_election_results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ElectLeadersResponse& message) {
  if (version < ElectLeadersResponse::kMinVersion || version > ElectLeadersResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ElectLeadersResponse& message) {
  assert_version(ElectLeadersResponse::kMinVersion, version, ElectLeadersResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
