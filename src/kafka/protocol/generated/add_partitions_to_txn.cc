// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/add_partitions_to_txn.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          add_partitions_to_txn_request::AddPartitionsToTxnTopic& m) {
  const bool flexible = version >= 3;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const add_partitions_to_txn_request::AddPartitionsToTxnTopic& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partitions);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          add_partitions_to_txn_request::AddPartitionsToTxnTransaction& m) {
  constexpr bool flexible = true;
  m.transactional_id = read_string(r, flexible);
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  m.verify_only = r.i8() != 0;
  m.topics.resize(read_count(r, flexible, 3, sizeof(add_partitions_to_txn_request::AddPartitionsToTxnTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const add_partitions_to_txn_request::AddPartitionsToTxnTransaction& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.transactional_id);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  w.i8(m.verify_only ? 1 : 0);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AddPartitionsToTxnRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 4) {
    m.transactions.resize(read_count(r, flexible, 14, sizeof(add_partitions_to_txn_request::AddPartitionsToTxnTransaction)));
    for (auto& element : m.transactions) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version <= 3) m.v3_and_below_transactional_id = read_string(r, flexible);
  if (version <= 3) m.v3_and_below_producer_id = r.i64();
  if (version <= 3) m.v3_and_below_producer_epoch = r.i16();
  if (version <= 3) {
    m.v3_and_below_topics.resize(read_count(r, flexible, 3, sizeof(add_partitions_to_txn_request::AddPartitionsToTxnTopic)));
    for (auto& element : m.v3_and_below_topics) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AddPartitionsToTxnRequest& m) {
  const bool flexible = version >= 3;
  if (version >= 4) {
    write_count(w, flexible, m.transactions.size());
    for (const auto& element : m.transactions) write(w, version, element);
  }
  if (version <= 3) write_string(w, flexible, m.v3_and_below_transactional_id);
  if (version <= 3) w.i64(m.v3_and_below_producer_id);
  if (version <= 3) w.i16(m.v3_and_below_producer_epoch);
  if (version <= 3) {
    write_count(w, flexible, m.v3_and_below_topics.size());
    for (const auto& element : m.v3_and_below_topics) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddPartitionsToTxnRequest& message) {
  if (version < AddPartitionsToTxnRequest::kMinVersion || version > AddPartitionsToTxnRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AddPartitionsToTxnRequest& message) {
  assert_version(AddPartitionsToTxnRequest::kMinVersion, version, AddPartitionsToTxnRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult& m) {
  const bool flexible = version >= 3;
  m.partition_index = r.i32();
  m.partition_error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult& m) {
  const bool flexible = version >= 3;
  w.i32(m.partition_index);
  w.i16(m.partition_error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          add_partitions_to_txn_response::AddPartitionsToTxnTopicResult& m) {
  const bool flexible = version >= 3;
  m.name = read_string(r, flexible);
  m.results_by_partition.resize(read_count(r, flexible, 6, sizeof(add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult)));
  for (auto& element : m.results_by_partition) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnTopicResult& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.results_by_partition.size());
  for (const auto& element : m.results_by_partition) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          add_partitions_to_txn_response::AddPartitionsToTxnResult& m) {
  constexpr bool flexible = true;
  m.transactional_id = read_string(r, flexible);
  m.topic_results.resize(read_count(r, flexible, 3, sizeof(add_partitions_to_txn_response::AddPartitionsToTxnTopicResult)));
  for (auto& element : m.topic_results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnResult& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.transactional_id);
  write_count(w, flexible, m.topic_results.size());
  for (const auto& element : m.topic_results) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AddPartitionsToTxnResponse& m) {
  const bool flexible = version >= 3;
  m.throttle_time_ms = r.i32();
  if (version >= 4) m.error_code = r.i16();
  if (version >= 4) {
    m.results_by_transaction.resize(read_count(r, flexible, 3, sizeof(add_partitions_to_txn_response::AddPartitionsToTxnResult)));
    for (auto& element : m.results_by_transaction) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version <= 3) {
    m.results_by_topic_v3_and_below.resize(read_count(r, flexible, 3, sizeof(add_partitions_to_txn_response::AddPartitionsToTxnTopicResult)));
    for (auto& element : m.results_by_topic_v3_and_below) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AddPartitionsToTxnResponse& m) {
  const bool flexible = version >= 3;
  w.i32(m.throttle_time_ms);
  if (version >= 4) w.i16(m.error_code);
  if (version >= 4) {
    write_count(w, flexible, m.results_by_transaction.size());
    for (const auto& element : m.results_by_transaction) write(w, version, element);
  }
  if (version <= 3) {
    write_count(w, flexible, m.results_by_topic_v3_and_below.size());
    for (const auto& element : m.results_by_topic_v3_and_below) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddPartitionsToTxnResponse& message) {
  if (version < AddPartitionsToTxnResponse::kMinVersion || version > AddPartitionsToTxnResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AddPartitionsToTxnResponse& message) {
  assert_version(AddPartitionsToTxnResponse::kMinVersion, version, AddPartitionsToTxnResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
