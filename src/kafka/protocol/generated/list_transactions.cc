// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_transactions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListTransactionsRequest& m) {
  constexpr bool flexible = true;
  read_list(r, flexible, m.state_filters);
  read_list(r, flexible, m.producer_id_filters);
  if (version >= 1) m.duration_filter = r.i64();
  if (version >= 2) m.transactional_id_pattern = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListTransactionsRequest& m) {
  constexpr bool flexible = true;
  write_list(w, flexible, m.state_filters);
  write_list(w, flexible, m.producer_id_filters);
  if (version >= 1) w.i64(m.duration_filter);
  if (version >= 2) write_nullable_string(w, flexible, m.transactional_id_pattern, true);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListTransactionsRequest& message) {
  if (version < ListTransactionsRequest::kMinVersion || version > ListTransactionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListTransactionsRequest& message) {
  assert_version(ListTransactionsRequest::kMinVersion, version, ListTransactionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          list_transactions_response::TransactionState& m) {
  constexpr bool flexible = true;
  m.transactional_id = read_string(r, flexible);
  m.producer_id = r.i64();
  m.transaction_state = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const list_transactions_response::TransactionState& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.transactional_id);
  w.i64(m.producer_id);
  write_string(w, flexible, m.transaction_state);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ListTransactionsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  read_list(r, flexible, m.unknown_state_filters);
  m.transaction_states.resize(read_count(r, flexible, 11, sizeof(list_transactions_response::TransactionState)));
  for (auto& element : m.transaction_states) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ListTransactionsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_list(w, flexible, m.unknown_state_filters);
  write_count(w, flexible, m.transaction_states.size());
  for (const auto& element : m.transaction_states) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListTransactionsResponse& message) {
  if (version < ListTransactionsResponse::kMinVersion || version > ListTransactionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ListTransactionsResponse& message) {
  assert_version(ListTransactionsResponse::kMinVersion, version, ListTransactionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
