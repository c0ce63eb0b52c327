// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/fetch.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_request::ReplicaState& m) {
  m.replica_id = r.i32();
  m.replica_epoch = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_request::ReplicaState& m) {
  w.i32(m.replica_id);
  w.i64(m.replica_epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_request::FetchPartition& m) {
  const bool flexible = version >= 12;
  m.partition = r.i32();
  if (version >= 9) m.current_leader_epoch = r.i32();
  m.fetch_offset = r.i64();
  if (version >= 12) m.last_fetched_epoch = r.i32();
  if (version >= 5) m.log_start_offset = r.i64();
  m.partition_max_bytes = r.i32();
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 17) {
      m.replica_directory_id = r.uuid();
    } else if (tags.tag() == 1 && version >= 18) {
      m.high_watermark = r.i64();
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_request::FetchPartition& m) {
  const bool flexible = version >= 12;
  w.i32(m.partition);
  if (version >= 9) w.i32(m.current_leader_epoch);
  w.i64(m.fetch_offset);
  if (version >= 12) w.i32(m.last_fetched_epoch);
  if (version >= 5) w.i64(m.log_start_offset);
  w.i32(m.partition_max_bytes);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 17 && !m.replica_directory_id.is_zero()) {
    bytes::Writer& field = tags.begin(0);
    field.uuid(m.replica_directory_id);
    tags.end();
  }
  if (version >= 18 && m.high_watermark != 9223372036854775807) {
    bytes::Writer& field = tags.begin(1);
    field.i64(m.high_watermark);
    tags.end();
  }
  tags.finish();
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_request::FetchTopic& m) {
  const bool flexible = version >= 12;
  if (version <= 12) m.topic = read_string(r, flexible);
  if (version >= 13) m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 16, sizeof(fetch_request::FetchPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_request::FetchTopic& m) {
  const bool flexible = version >= 12;
  if (version <= 12) write_string(w, flexible, m.topic);
  if (version >= 13) w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_request::ForgottenTopic& m) {
  const bool flexible = version >= 12;
  if (version <= 12) m.topic = read_string(r, flexible);
  if (version >= 13) m.topic_id = r.uuid();
  read_list(r, flexible, m.partitions);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_request::ForgottenTopic& m) {
  const bool flexible = version >= 12;
  if (version <= 12) write_string(w, flexible, m.topic);
  if (version >= 13) w.uuid(m.topic_id);
  write_list(w, flexible, m.partitions);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          FetchRequest& m) {
  const bool flexible = version >= 12;
  if (version <= 14) m.replica_id = r.i32();
  m.max_wait_ms = r.i32();
  m.min_bytes = r.i32();
  m.max_bytes = r.i32();
  m.isolation_level = r.i8();
  if (version >= 7) m.session_id = r.i32();
  if (version >= 7) m.session_epoch = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(fetch_request::FetchTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 7) {
    m.forgotten_topics_data.resize(read_count(r, flexible, 3, sizeof(fetch_request::ForgottenTopic)));
    for (auto& element : m.forgotten_topics_data) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version >= 11) m.rack_id = read_string(r, flexible);
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 12) {
      m.cluster_id = read_nullable_string(r, flexible);
    } else if (tags.tag() == 1 && version >= 15) {
      read(r, version, m.replica_state);
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const FetchRequest& m) {
  const bool flexible = version >= 12;
  if (version <= 14) w.i32(m.replica_id);
  w.i32(m.max_wait_ms);
  w.i32(m.min_bytes);
  w.i32(m.max_bytes);
  w.i8(m.isolation_level);
  if (version >= 7) w.i32(m.session_id);
  if (version >= 7) w.i32(m.session_epoch);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (version >= 7) {
    write_count(w, flexible, m.forgotten_topics_data.size());
    for (const auto& element : m.forgotten_topics_data) write(w, version, element);
  }
  if (version >= 11) write_string(w, flexible, m.rack_id);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 12 && m.cluster_id.has_value()) {
    bytes::Writer& field = tags.begin(0);
    write_nullable_string(field, flexible, m.cluster_id, true);
    tags.end();
  }
  if (version >= 15 && !(m.replica_state == fetch_request::ReplicaState{})) {
    bytes::Writer& field = tags.begin(1);
    write(field, version, m.replica_state);
    tags.end();
  }
  tags.finish();
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, FetchRequest& message) {
  if (version < FetchRequest::kMinVersion || version > FetchRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const FetchRequest& message) {
  assert_version(FetchRequest::kMinVersion, version, FetchRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::EpochEndOffset& m) {
  m.epoch = r.i32();
  m.end_offset = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::EpochEndOffset& m) {
  w.i32(m.epoch);
  w.i64(m.end_offset);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::LeaderIdAndEpoch& m) {
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::LeaderIdAndEpoch& m) {
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::SnapshotId& m) {
  m.end_offset = r.i64();
  m.epoch = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::SnapshotId& m) {
  w.i64(m.end_offset);
  w.i32(m.epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::AbortedTransaction& m) {
  const bool flexible = version >= 12;
  m.producer_id = r.i64();
  m.first_offset = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::AbortedTransaction& m) {
  const bool flexible = version >= 12;
  w.i64(m.producer_id);
  w.i64(m.first_offset);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::PartitionData& m) {
  const bool flexible = version >= 12;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.high_watermark = r.i64();
  m.last_stable_offset = r.i64();
  if (version >= 5) m.log_start_offset = r.i64();
  if (const auto count = read_nullable_count(r, flexible, 16, sizeof(fetch_response::AbortedTransaction))) {
    for (auto& element : m.aborted_transactions.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.aborted_transactions.reset();
  }
  if (version >= 11) m.preferred_read_replica = r.i32();
  m.records = read_nullable_records(r, flexible);
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 12) {
      read(r, version, m.diverging_epoch);
    } else if (tags.tag() == 1 && version >= 12) {
      read(r, version, m.current_leader);
    } else if (tags.tag() == 2 && version >= 12) {
      read(r, version, m.snapshot_id);
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::PartitionData& m) {
  const bool flexible = version >= 12;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  w.i64(m.high_watermark);
  w.i64(m.last_stable_offset);
  if (version >= 5) w.i64(m.log_start_offset);
  if (m.aborted_transactions) {
    write_count(w, flexible, m.aborted_transactions->size());
    for (const auto& element : *m.aborted_transactions) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (version >= 11) w.i32(m.preferred_read_replica);
  write_nullable_records(w, flexible, m.records, true);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 12 && !(m.diverging_epoch == fetch_response::EpochEndOffset{})) {
    bytes::Writer& field = tags.begin(0);
    write(field, version, m.diverging_epoch);
    tags.end();
  }
  if (version >= 12 && !(m.current_leader == fetch_response::LeaderIdAndEpoch{})) {
    bytes::Writer& field = tags.begin(1);
    write(field, version, m.current_leader);
    tags.end();
  }
  if (version >= 12 && !(m.snapshot_id == fetch_response::SnapshotId{})) {
    bytes::Writer& field = tags.begin(2);
    write(field, version, m.snapshot_id);
    tags.end();
  }
  tags.finish();
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::FetchableTopicResponse& m) {
  const bool flexible = version >= 12;
  if (version <= 12) m.topic = read_string(r, flexible);
  if (version >= 13) m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 30, sizeof(fetch_response::PartitionData)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::FetchableTopicResponse& m) {
  const bool flexible = version >= 12;
  if (version <= 12) write_string(w, flexible, m.topic);
  if (version >= 13) w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          fetch_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.rack = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const fetch_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  write_nullable_string(w, flexible, m.rack, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          FetchResponse& m) {
  const bool flexible = version >= 12;
  m.throttle_time_ms = r.i32();
  if (version >= 7) m.error_code = r.i16();
  if (version >= 7) m.session_id = r.i32();
  m.responses.resize(read_count(r, flexible, 3, sizeof(fetch_response::FetchableTopicResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 16) {
      m.node_endpoints.resize(read_count(r, flexible, 11, sizeof(fetch_response::NodeEndpoint)));
      for (auto& element : m.node_endpoints) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const FetchResponse& m) {
  const bool flexible = version >= 12;
  w.i32(m.throttle_time_ms);
  if (version >= 7) w.i16(m.error_code);
  if (version >= 7) w.i32(m.session_id);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 16 && !m.node_endpoints.empty()) {
    bytes::Writer& field = tags.begin(0);
    write_count(field, flexible, m.node_endpoints.size());
    for (const auto& element : m.node_endpoints) write(field, version, element);
    tags.end();
  }
  tags.finish();
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, FetchResponse& message) {
  if (version < FetchResponse::kMinVersion || version > FetchResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const FetchResponse& message) {
  assert_version(FetchResponse::kMinVersion, version, FetchResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
