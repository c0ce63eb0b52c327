// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_partition_reassignments.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_partition_reassignments_request::ListPartitionReassignmentsTopics& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partition_indexes);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_partition_reassignments_request::ListPartitionReassignmentsTopics& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partition_indexes);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListPartitionReassignmentsRequest& m) {
  constexpr bool flexible = true;
  m.timeout_ms = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(list_partition_reassignments_request::ListPartitionReassignmentsTopics))) {
    for (auto& element : m.topics.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topics.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListPartitionReassignmentsRequest& m) {
  constexpr bool flexible = true;
  w.i32(m.timeout_ms);
  if (m.topics) {
    write_count(w, flexible, m.topics->size());
    for (const auto& element : *m.topics) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListPartitionReassignmentsRequest& message) {
  if (version < ListPartitionReassignmentsRequest::kMinVersion || version > ListPartitionReassignmentsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListPartitionReassignmentsRequest& message) {
  assert_version(ListPartitionReassignmentsRequest::kMinVersion, version, ListPartitionReassignmentsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_partition_reassignments_response::OngoingPartitionReassignment& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  read_list(r, flexible, m.replicas);
  read_list(r, flexible, m.adding_replicas);
  read_list(r, flexible, m.removing_replicas);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_partition_reassignments_response::OngoingPartitionReassignment& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  write_list(w, flexible, m.replicas);
  write_list(w, flexible, m.adding_replicas);
  write_list(w, flexible, m.removing_replicas);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_partition_reassignments_response::OngoingTopicReassignment& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 8, sizeof(list_partition_reassignments_response::OngoingPartitionReassignment)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_partition_reassignments_response::OngoingTopicReassignment& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListPartitionReassignmentsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(list_partition_reassignments_response::OngoingTopicReassignment)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListPartitionReassignmentsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListPartitionReassignmentsResponse& message) {
  if (version < ListPartitionReassignmentsResponse::kMinVersion || version > ListPartitionReassignmentsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListPartitionReassignmentsResponse& message) {
  assert_version(ListPartitionReassignmentsResponse::kMinVersion, version, ListPartitionReassignmentsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
