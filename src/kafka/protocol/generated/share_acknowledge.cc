// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_acknowledge.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_request::AcknowledgementBatch& m) {
  constexpr bool flexible = true;
  m.first_offset = r.i64();
  m.last_offset = r.i64();
  read_list(r, flexible, m.acknowledge_types);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_request::AcknowledgementBatch& m) {
  constexpr bool flexible = true;
  w.i64(m.first_offset);
  w.i64(m.last_offset);
  write_list(w, flexible, m.acknowledge_types);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_request::AcknowledgePartition& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.acknowledgement_batches.resize(read_count(r, flexible, 18, sizeof(share_acknowledge_request::AcknowledgementBatch)));
  for (auto& element : m.acknowledgement_batches) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_request::AcknowledgePartition& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  write_count(w, flexible, m.acknowledgement_batches.size());
  for (const auto& element : m.acknowledgement_batches) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_request::AcknowledgeTopic& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 6, sizeof(share_acknowledge_request::AcknowledgePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_request::AcknowledgeTopic& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareAcknowledgeRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_nullable_string(r, flexible);
  m.member_id = read_nullable_string(r, flexible);
  m.share_session_epoch = r.i32();
  if (version >= 2) m.is_renew_ack = r.i8() != 0;
  m.topics.resize(read_count(r, flexible, 18, sizeof(share_acknowledge_request::AcknowledgeTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareAcknowledgeRequest& m) {
  constexpr bool flexible = true;
  write_nullable_string(w, flexible, m.group_id, true);
  write_nullable_string(w, flexible, m.member_id, true);
  w.i32(m.share_session_epoch);
  if (version >= 2) w.i8(m.is_renew_ack ? 1 : 0);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareAcknowledgeRequest& message) {
  if (version < ShareAcknowledgeRequest::kMinVersion || version > ShareAcknowledgeRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareAcknowledgeRequest& message) {
  assert_version(ShareAcknowledgeRequest::kMinVersion, version, ShareAcknowledgeRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_response::LeaderIdAndEpoch& m) {
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_response::LeaderIdAndEpoch& m) {
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_response::PartitionData& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  read(r, version, m.current_leader);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_response::PartitionData& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write(w, version, m.current_leader);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_response::ShareAcknowledgeTopicResponse& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 17, sizeof(share_acknowledge_response::PartitionData)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_response::ShareAcknowledgeTopicResponse& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_acknowledge_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.rack = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_acknowledge_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  write_nullable_string(w, flexible, m.rack, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareAcknowledgeResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (version >= 2) m.acquisition_lock_timeout_ms = r.i32();
  m.responses.resize(read_count(r, flexible, 18, sizeof(share_acknowledge_response::ShareAcknowledgeTopicResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.node_endpoints.resize(read_count(r, flexible, 11, sizeof(share_acknowledge_response::NodeEndpoint)));
  for (auto& element : m.node_endpoints) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareAcknowledgeResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (version >= 2) w.i32(m.acquisition_lock_timeout_ms);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  write_count(w, flexible, m.node_endpoints.size());
  for (const auto& element : m.node_endpoints) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareAcknowledgeResponse& message) {
  if (version < ShareAcknowledgeResponse::kMinVersion || version > ShareAcknowledgeResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareAcknowledgeResponse& message) {
  assert_version(ShareAcknowledgeResponse::kMinVersion, version, ShareAcknowledgeResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
