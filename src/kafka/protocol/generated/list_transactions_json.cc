// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_transactions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListTransactionsRequest& m) {
  j.begin_object();
  j.list("stateFilters", m.state_filters);
  j.list("producerIdFilters", m.producer_id_filters);
  if (version >= 1) j.integer("durationFilter", m.duration_filter);
  if (version >= 2) j.text("transactionalIdPattern", m.transactional_id_pattern);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListTransactionsRequest& m) {
  if (!j.expect_object()) return;
  j.list("stateFilters", m.state_filters);
  j.list("producerIdFilters", m.producer_id_filters);
  if (version >= 1) j.integer("durationFilter", m.duration_filter);
  if (version >= 2) j.text("transactionalIdPattern", m.transactional_id_pattern);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListTransactionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListTransactionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_transactions_response::TransactionState& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.text("transactionState", m.transaction_state);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_transactions_response::TransactionState& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.text("transactionState", m.transaction_state);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListTransactionsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.list("unknownStateFilters", m.unknown_state_filters);
  j.begin_array("transactionStates");
  for (const auto& element : m.transaction_states) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListTransactionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.list("unknownStateFilters", m.unknown_state_filters);
  m.transaction_states.resize(j.array_size("transactionStates"));
  {
    std::size_t index = 0;
    for (auto& element : m.transaction_states) take(j.at("transactionStates", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListTransactionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListTransactionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
