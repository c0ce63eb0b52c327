// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_partition_reassignments.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_partition_reassignments_request::ReassignablePartition& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  read_list(r, flexible, m.replicas);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_partition_reassignments_request::ReassignablePartition& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  write_list(w, flexible, m.replicas, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_partition_reassignments_request::ReassignableTopic& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 6, sizeof(alter_partition_reassignments_request::ReassignablePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_partition_reassignments_request::ReassignableTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterPartitionReassignmentsRequest& m) {
  constexpr bool flexible = true;
  m.timeout_ms = r.i32();
  if (version >= 1) m.allow_replication_factor_change = r.i8() != 0;
  m.topics.resize(read_count(r, flexible, 3, sizeof(alter_partition_reassignments_request::ReassignableTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterPartitionReassignmentsRequest& m) {
  constexpr bool flexible = true;
  w.i32(m.timeout_ms);
  if (version >= 1) w.i8(m.allow_replication_factor_change ? 1 : 0);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterPartitionReassignmentsRequest& message) {
  if (version < AlterPartitionReassignmentsRequest::kMinVersion || version > AlterPartitionReassignmentsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterPartitionReassignmentsRequest& message) {
  assert_version(AlterPartitionReassignmentsRequest::kMinVersion, version, AlterPartitionReassignmentsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_partition_reassignments_response::ReassignablePartitionResponse& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_partition_reassignments_response::ReassignablePartitionResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_partition_reassignments_response::ReassignableTopicResponse& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 8, sizeof(alter_partition_reassignments_response::ReassignablePartitionResponse)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_partition_reassignments_response::ReassignableTopicResponse& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterPartitionReassignmentsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  if (version >= 1) m.allow_replication_factor_change = r.i8() != 0;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.responses.resize(read_count(r, flexible, 3, sizeof(alter_partition_reassignments_response::ReassignableTopicResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterPartitionReassignmentsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  if (version >= 1) w.i8(m.allow_replication_factor_change ? 1 : 0);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterPartitionReassignmentsResponse& message) {
  if (version < AlterPartitionReassignmentsResponse::kMinVersion || version > AlterPartitionReassignmentsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterPartitionReassignmentsResponse& message) {
  assert_version(AlterPartitionReassignmentsResponse::kMinVersion, version, AlterPartitionReassignmentsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
