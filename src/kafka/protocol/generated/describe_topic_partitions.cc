// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_topic_partitions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_topic_partitions_request::TopicRequest& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_topic_partitions_request::TopicRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_topic_partitions_request::Cursor& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.partition_index = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_topic_partitions_request::Cursor& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.i32(m.partition_index);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeTopicPartitionsRequest& m) {
  constexpr bool flexible = true;
  m.topics.resize(read_count(r, flexible, 2, sizeof(describe_topic_partitions_request::TopicRequest)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.response_partition_limit = r.i32();
  if (r.i8() < 0) {
    m.cursor.reset();
  } else {
    read(r, version, m.cursor.emplace());
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeTopicPartitionsRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i32(m.response_partition_limit);
  w.i8(m.cursor ? 1 : -1);
  if (m.cursor) write(w, version, *m.cursor);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTopicPartitionsRequest& message) {
  if (version < DescribeTopicPartitionsRequest::kMinVersion || version > DescribeTopicPartitionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeTopicPartitionsRequest& message) {
  assert_version(DescribeTopicPartitionsRequest::kMinVersion, version, DescribeTopicPartitionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  m.partition_index = r.i32();
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  read_list(r, flexible, m.replica_nodes);
  read_list(r, flexible, m.isr_nodes);
  read_list(r, flexible, m.eligible_leader_replicas);
  read_list(r, flexible, m.last_known_elr);
  read_list(r, flexible, m.offline_replicas);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  w.i32(m.partition_index);
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  write_list(w, flexible, m.replica_nodes);
  write_list(w, flexible, m.isr_nodes);
  write_list(w, flexible, m.eligible_leader_replicas, true);
  write_list(w, flexible, m.last_known_elr, true);
  write_list(w, flexible, m.offline_replicas);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  m.name = read_nullable_string(r, flexible);
  m.topic_id = r.uuid();
  m.is_internal = r.i8() != 0;
  m.partitions.resize(read_count(r, flexible, 20, sizeof(describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.topic_authorized_operations = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.name, true);
  w.uuid(m.topic_id);
  w.i8(m.is_internal ? 1 : 0);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.i32(m.topic_authorized_operations);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_topic_partitions_response::Cursor& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.partition_index = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_topic_partitions_response::Cursor& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.i32(m.partition_index);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeTopicPartitionsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 26, sizeof(describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (r.i8() < 0) {
    m.next_cursor.reset();
  } else {
    read(r, version, m.next_cursor.emplace());
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeTopicPartitionsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i8(m.next_cursor ? 1 : -1);
  if (m.next_cursor) write(w, version, *m.next_cursor);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTopicPartitionsResponse& message) {
  if (version < DescribeTopicPartitionsResponse::kMinVersion || version > DescribeTopicPartitionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeTopicPartitionsResponse& message) {
  assert_version(DescribeTopicPartitionsResponse::kMinVersion, version, DescribeTopicPartitionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
