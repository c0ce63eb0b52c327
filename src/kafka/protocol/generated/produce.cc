// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/produce.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_request::PartitionProduceData& m) {
  const bool flexible = version >= 9;
  m.index = r.i32();
  m.records = read_nullable_records(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_request::PartitionProduceData& m) {
  const bool flexible = version >= 9;
  w.i32(m.index);
  write_nullable_records(w, flexible, m.records, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_request::TopicProduceData& m) {
  const bool flexible = version >= 9;
  if (version <= 12) m.name = read_string(r, flexible);
  if (version >= 13) m.topic_id = r.uuid();
  m.partition_data.resize(read_count(r, flexible, 6, sizeof(produce_request::PartitionProduceData)));
  for (auto& element : m.partition_data) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_request::TopicProduceData& m) {
  const bool flexible = version >= 9;
  if (version <= 12) write_string(w, flexible, m.name);
  if (version >= 13) w.uuid(m.topic_id);
  write_count(w, flexible, m.partition_data.size());
  for (const auto& element : m.partition_data) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ProduceRequest& m) {
  const bool flexible = version >= 9;
  m.transactional_id = read_nullable_string(r, flexible);
  m.acks = r.i16();
  m.timeout_ms = r.i32();
  m.topic_data.resize(read_count(r, flexible, 3, sizeof(produce_request::TopicProduceData)));
  for (auto& element : m.topic_data) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ProduceRequest& m) {
  const bool flexible = version >= 9;
  write_nullable_string(w, flexible, m.transactional_id, true);
  w.i16(m.acks);
  w.i32(m.timeout_ms);
  write_count(w, flexible, m.topic_data.size());
  for (const auto& element : m.topic_data) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ProduceRequest& message) {
  if (version < ProduceRequest::kMinVersion || version > ProduceRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ProduceRequest& message) {
  assert_version(ProduceRequest::kMinVersion, version, ProduceRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_response::BatchIndexAndErrorMessage& m) {
  const bool flexible = version >= 9;
  m.batch_index = r.i32();
  m.batch_index_error_message = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_response::BatchIndexAndErrorMessage& m) {
  const bool flexible = version >= 9;
  w.i32(m.batch_index);
  write_nullable_string(w, flexible, m.batch_index_error_message, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_response::LeaderIdAndEpoch& m) {
  m.leader_id = r.i32();
  m.leader_epoch = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_response::LeaderIdAndEpoch& m) {
  w.i32(m.leader_id);
  w.i32(m.leader_epoch);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_response::PartitionProduceResponse& m) {
  const bool flexible = version >= 9;
  m.index = r.i32();
  m.error_code = r.i16();
  m.base_offset = r.i64();
  m.log_append_time_ms = r.i64();
  if (version >= 5) m.log_start_offset = r.i64();
  if (version >= 8) {
    m.record_errors.resize(read_count(r, flexible, 6, sizeof(produce_response::BatchIndexAndErrorMessage)));
    for (auto& element : m.record_errors) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version >= 8) m.error_message = read_nullable_string(r, flexible);
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 10) {
      read(r, version, m.current_leader);
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_response::PartitionProduceResponse& m) {
  const bool flexible = version >= 9;
  w.i32(m.index);
  w.i16(m.error_code);
  w.i64(m.base_offset);
  w.i64(m.log_append_time_ms);
  if (version >= 5) w.i64(m.log_start_offset);
  if (version >= 8) {
    write_count(w, flexible, m.record_errors.size());
    for (const auto& element : m.record_errors) write(w, version, element);
  }
  if (version >= 8) write_nullable_string(w, flexible, m.error_message, true);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 10 && !(m.current_leader == produce_response::LeaderIdAndEpoch{})) {
    bytes::Writer& field = tags.begin(0);
    write(field, version, m.current_leader);
    tags.end();
  }
  tags.finish();
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_response::TopicProduceResponse& m) {
  const bool flexible = version >= 9;
  if (version <= 12) m.name = read_string(r, flexible);
  if (version >= 13) m.topic_id = r.uuid();
  m.partition_responses.resize(read_count(r, flexible, 22, sizeof(produce_response::PartitionProduceResponse)));
  for (auto& element : m.partition_responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_response::TopicProduceResponse& m) {
  const bool flexible = version >= 9;
  if (version <= 12) write_string(w, flexible, m.name);
  if (version >= 13) w.uuid(m.topic_id);
  write_count(w, flexible, m.partition_responses.size());
  for (const auto& element : m.partition_responses) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          produce_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  m.node_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.rack = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const produce_response::NodeEndpoint& m) {
  constexpr bool flexible = true;
  w.i32(m.node_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  write_nullable_string(w, flexible, m.rack, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ProduceResponse& m) {
  const bool flexible = version >= 9;
  m.responses.resize(read_count(r, flexible, 3, sizeof(produce_response::TopicProduceResponse)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.throttle_time_ms = r.i32();
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 10) {
      m.node_endpoints.resize(read_count(r, flexible, 11, sizeof(produce_response::NodeEndpoint)));
      for (auto& element : m.node_endpoints) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ProduceResponse& m) {
  const bool flexible = version >= 9;
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  w.i32(m.throttle_time_ms);
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 10 && !m.node_endpoints.empty()) {
    bytes::Writer& field = tags.begin(0);
    write_count(field, flexible, m.node_endpoints.size());
    for (const auto& element : m.node_endpoints) write(field, version, element);
    tags.end();
  }
  tags.finish();
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ProduceResponse& message) {
  if (version < ProduceResponse::kMinVersion || version > ProduceResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ProduceResponse& message) {
  assert_version(ProduceResponse::kMinVersion, version, ProduceResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
