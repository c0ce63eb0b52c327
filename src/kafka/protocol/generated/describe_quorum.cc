// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_quorum.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_request::PartitionData& m) {
  m.partition_index = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_request::PartitionData& m) {
  w.i32(m.partition_index);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_request::TopicData& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 5, sizeof(describe_quorum_request::PartitionData)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_request::TopicData& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeQuorumRequest& m) {
  constexpr bool flexible = true;
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_quorum_request::TopicData)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeQuorumRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeQuorumRequest& message) {
  if (version < DescribeQuorumRequest::kMinVersion || version > DescribeQuorumRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeQuorumRequest& message) {
  assert_version(DescribeQuorumRequest::kMinVersion, version, DescribeQuorumRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_response::ReplicaState& m) {
  m.replica_id = r.i32();
  if (version >= 2) m.replica_directory_id = r.uuid();
  m.log_end_offset = r.i64();
  if (version >= 1) m.last_fetch_timestamp = r.i64();
  if (version >= 1) m.last_caught_up_timestamp = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_response::ReplicaState& m) {
  w.i32(m.replica_id);
  if (version >= 2) w.uuid(m.replica_directory_id);
  w.i64(m.log_end_offset);
  if (version >= 1) w.i64(m.last_fetch_timestamp);
  if (version >= 1) w.i64(m.last_caught_up_timestamp);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_response::PartitionData& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  if (version >= 2) m.error_message = read_nullable_string(r, flexible);
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  m.high_watermark = r.i64();
  m.current_voters.resize(read_count(r, flexible, 13, sizeof(describe_quorum_response::ReplicaState)));
  for (auto& element : m.current_voters) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.observers.resize(read_count(r, flexible, 13, sizeof(describe_quorum_response::ReplicaState)));
  for (auto& element : m.observers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_response::PartitionData& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  if (version >= 2) write_nullable_string(w, flexible, m.error_message, true);
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  w.i64(m.high_watermark);
  write_count(w, flexible, m.current_voters.size());
  for (const auto& element : m.current_voters) write(w, version, element);
  write_count(w, flexible, m.observers.size());
  for (const auto& element : m.observers) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_response::TopicData& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 25, sizeof(describe_quorum_response::PartitionData)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_response::TopicData& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_response::Listener& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.host = read_string(r, flexible);
  m.port = r.u16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_response::Listener& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_string(w, flexible, m.host);
  w.u16(m.port);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_quorum_response::Node& m) {
  constexpr bool flexible = true;
  m.node_id = r.i32();
  m.listeners.resize(read_count(r, flexible, 5, sizeof(describe_quorum_response::Listener)));
  for (auto& element : m.listeners) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_quorum_response::Node& m) {
  constexpr bool flexible = true;
  w.i32(m.node_id);
  write_count(w, flexible, m.listeners.size());
  for (const auto& element : m.listeners) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeQuorumResponse& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  if (version >= 2) m.error_message = read_nullable_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_quorum_response::TopicData)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 2) {
    m.nodes.resize(read_count(r, flexible, 6, sizeof(describe_quorum_response::Node)));
    for (auto& element : m.nodes) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeQuorumResponse& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  if (version >= 2) write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (version >= 2) {
    write_count(w, flexible, m.nodes.size());
    for (const auto& element : m.nodes) write(w, version, element);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeQuorumResponse& message) {
  if (version < DescribeQuorumResponse::kMinVersion || version > DescribeQuorumResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeQuorumResponse& message) {
  assert_version(DescribeQuorumResponse::kMinVersion, version, DescribeQuorumResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
