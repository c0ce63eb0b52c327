// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_transactions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeTransactionsRequest& m) {
  j.begin_object();
  j.list("transactionalIds", m.transactional_ids);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeTransactionsRequest& m) {
  if (!j.expect_object()) return;
  j.list("transactionalIds", m.transactional_ids);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeTransactionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTransactionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_transactions_response::TopicData& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_transactions_response::TopicData& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_transactions_response::TransactionState& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("transactionalId", m.transactional_id);
  j.text("transactionState", m.transaction_state);
  j.integer("transactionTimeoutMs", m.transaction_timeout_ms);
  j.integer("transactionStartTimeMs", m.transaction_start_time_ms);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_transactions_response::TransactionState& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("transactionalId", m.transactional_id);
  j.text("transactionState", m.transaction_state);
  j.integer("transactionTimeoutMs", m.transaction_timeout_ms);
  j.integer("transactionStartTimeMs", m.transaction_start_time_ms);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeTransactionsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("transactionStates");
  for (const auto& element : m.transaction_states) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeTransactionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.transaction_states.resize(j.array_size("transactionStates"));
  {
    std::size_t index = 0;
    for (auto& element : m.transaction_states) take(j.at("transactionStates", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeTransactionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTransactionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
