// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_fetch.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_request::AcknowledgementBatch& m) {
  constexpr bool flexible = true;
  m.first_offset = r.i64();
  m.last_offset = r.i64();
  read_list(r, flexible, m.acknowledge_types);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_request::AcknowledgementBatch& m) {
  constexpr bool flexible = true;
  w.i64(m.first_offset);
  w.i64(m.last_offset);
  write_list(w, flexible, m.acknowledge_types);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_request::FetchPartition& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.acknowledgement_batches.resize(read_count(r, flexible, 18, sizeof(share_fetch_request::AcknowledgementBatch)));
  for (auto& element : m.acknowledgement_batches) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_request::FetchPartition& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  write_count(w, flexible, m.acknowledgement_batches.size());
  for (const auto& element : m.acknowledgement_batches) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_request::FetchTopic& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 6, sizeof(share_fetch_request::FetchPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_request::FetchTopic& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_request::ForgottenTopic& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_request::ForgottenTopic& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareFetchRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_nullable_string(r, flexible);
  m.member_id = read_nullable_string(r, flexible);
  m.share_session_epoch = r.i32();
  m.max_wait_ms = r.i32();
  m.min_bytes = r.i32();
  m.max_bytes = r.i32();
  m.max_records = r.i32();
  m.batch_size = r.i32();
  if (version >= 2) m.share_acquire_mode = r.i8();
  if (version >= 2) m.is_renew_ack = r.i8() != 0;
  m.topics.resize(read_count(r, flexible, 18, sizeof(share_fetch_request::FetchTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.forgotten_topics_data.resize(read_count(r, flexible, 18, sizeof(share_fetch_request::ForgottenTopic)));
  for (auto& element : m.forgotten_topics_data) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareFetchRequest& m) {
  constexpr bool flexible = true;
  write_nullable_string(w, flexible, m.group_id, true);
  write_nullable_string(w, flexible, m.member_id, true);
  w.i32(m.share_session_epoch);
  w.i32(m.max_wait_ms);
  w.i32(m.min_bytes);
  w.i32(m.max_bytes);
  w.i32(m.max_records);
  w.i32(m.batch_size);
  if (version >= 2) w.i8(m.share_acquire_mode);
  if (version >= 2) w.i8(m.is_renew_ack ? 1 : 0);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  write_count(w, flexible, m.forgotten_topics_data.size());
  for (const auto& element : m.forgotten_topics_data) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareFetchRequest& message) {
  if (version < ShareFetchRequest::kMinVersion || version > ShareFetchRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareFetchRequest& message) {
  assert_version(ShareFetchRequest::kMinVersion, version, ShareFetchRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_response::LeaderIdAndEpoch& m) {
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_response::LeaderIdAndEpoch& m) {
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_response::AcquiredRecords& m) {
  m.first_offset = r.i64();
  m.last_offset = r.i64();
  m.delivery_count = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_response::AcquiredRecords& m) {
  w.i64(m.first_offset);
  w.i64(m.last_offset);
  w.i16(m.delivery_count);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_response::PartitionData& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.acknowledge_error_code = r.i16();
  m.acknowledge_error_message = read_nullable_string(r, flexible);
  read(r, version, m.current_leader);
  m.records = read_records(r, flexible);
  m.acquired_records.resize(read_count(r, flexible, 19, sizeof(share_fetch_response::AcquiredRecords)));
  for (auto& element : m.acquired_records) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_response::PartitionData& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i16(m.acknowledge_error_code);
  write_nullable_string(w, flexible, m.acknowledge_error_message, true);
  write(w, version, m.current_leader);
  write_records(w, flexible, m.records);
  write_count(w, flexible, m.acquired_records.size());
  for (const auto& element : m.acquired_records) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_response::ShareFetchableTopicResponse& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 22, sizeof(share_fetch_response::PartitionData)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_response::ShareFetchableTopicResponse& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_fetch_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.rack = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_fetch_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  write_nullable_string(w, flexible, m.rack, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareFetchResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.acquisition_lock_timeout_ms = r.i32();
  m.responses.resize(read_count(r, flexible, 18, sizeof(share_fetch_response::ShareFetchableTopicResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.node_endpoints.resize(read_count(r, flexible, 11, sizeof(share_fetch_response::NodeEndpoint)));
  for (auto& element : m.node_endpoints) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareFetchResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.i32(m.acquisition_lock_timeout_ms);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  write_count(w, flexible, m.node_endpoints.size());
  for (const auto& element : m.node_endpoints) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareFetchResponse& message) {
  if (version < ShareFetchResponse::kMinVersion || version > ShareFetchResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareFetchResponse& message) {
  assert_version(ShareFetchResponse::kMinVersion, version, ShareFetchResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
