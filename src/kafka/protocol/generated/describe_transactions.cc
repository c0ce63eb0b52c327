// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_transactions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeTransactionsRequest& m) {
  constexpr bool flexible = true;
  read_list(r, flexible, m.transactional_ids);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeTransactionsRequest& m) {
  constexpr bool flexible = true;
  write_list(w, flexible, m.transactional_ids);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTransactionsRequest& message) {
  if (version < DescribeTransactionsRequest::kMinVersion || version > DescribeTransactionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeTransactionsRequest& message) {
  assert_version(DescribeTransactionsRequest::kMinVersion, version, DescribeTransactionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_transactions_response::TopicData& m) {
  constexpr bool flexible = true;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_transactions_response::TopicData& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_transactions_response::TransactionState& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  m.transactional_id = read_string(r, flexible);
  m.transaction_state = read_string(r, flexible);
  m.transaction_timeout_ms = r.i32();
  m.transaction_start_time_ms = r.i64();
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_transactions_response::TopicData)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_transactions_response::TransactionState& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  write_string(w, flexible, m.transactional_id);
  write_string(w, flexible, m.transaction_state);
  w.i32(m.transaction_timeout_ms);
  w.i64(m.transaction_start_time_ms);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeTransactionsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.transaction_states.resize(read_count(r, flexible, 28, sizeof(describe_transactions_response::TransactionState)));
  for (auto& element : m.transaction_states) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeTransactionsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.transaction_states.size());
  for (const auto& element : m.transaction_states) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTransactionsResponse& message) {
  if (version < DescribeTransactionsResponse::kMinVersion || version > DescribeTransactionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeTransactionsResponse& message) {
  assert_version(DescribeTransactionsResponse::kMinVersion, version, DescribeTransactionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
