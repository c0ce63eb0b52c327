// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_producers.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_producers_request::TopicRequest& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partition_indexes);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_producers_request::TopicRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partition_indexes);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeProducersRequest& m) {
  constexpr bool flexible = true;
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_producers_request::TopicRequest)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeProducersRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeProducersRequest& message) {
  if (version < DescribeProducersRequest::kMinVersion || version > DescribeProducersRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeProducersRequest& message) {
  assert_version(DescribeProducersRequest::kMinVersion, version, DescribeProducersRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_producers_response::ProducerState& m) {
  m.producer_id = r.i64();
  m.producer_epoch = r.i32();
  m.last_sequence = r.i32();
  m.last_timestamp = r.i64();
  m.coordinator_epoch = r.i32();
  m.current_txn_start_offset = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_producers_response::ProducerState& m) {
  w.i64(m.producer_id);
  w.i32(m.producer_epoch);
  w.i32(m.last_sequence);
  w.i64(m.last_timestamp);
  w.i32(m.coordinator_epoch);
  w.i64(m.current_txn_start_offset);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_producers_response::PartitionResponse& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.active_producers.resize(read_count(r, flexible, 37, sizeof(describe_producers_response::ProducerState)));
  for (auto& element : m.active_producers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_producers_response::PartitionResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.active_producers.size());
  for (const auto& element : m.active_producers) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_producers_response::TopicResponse& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 9, sizeof(describe_producers_response::PartitionResponse)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_producers_response::TopicResponse& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeProducersResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_producers_response::TopicResponse)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeProducersResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeProducersResponse& message) {
  if (version < DescribeProducersResponse::kMinVersion || version > DescribeProducersResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeProducersResponse& message) {
  assert_version(DescribeProducersResponse::kMinVersion, version, DescribeProducersResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
