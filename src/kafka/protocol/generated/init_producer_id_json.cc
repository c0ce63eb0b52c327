// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/init_producer_id.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const InitProducerIdRequest& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("transactionTimeoutMs", m.transaction_timeout_ms);
  if (version >= 3) j.integer("producerId", m.producer_id);
  if (version >= 3) j.integer("producerEpoch", m.producer_epoch);
  if (version >= 6) j.boolean("enable2Pc", m.enable2_pc);
  if (version >= 6) j.boolean("keepPreparedTxn", m.keep_prepared_txn);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] InitProducerIdRequest& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("transactionTimeoutMs", m.transaction_timeout_ms);
  if (version >= 3) j.integer("producerId", m.producer_id);
  if (version >= 3) j.integer("producerEpoch", m.producer_epoch);
  if (version >= 6) j.boolean("enable2Pc", m.enable2_pc);
  if (version >= 6) j.boolean("keepPreparedTxn", m.keep_prepared_txn);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const InitProducerIdRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, InitProducerIdRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const InitProducerIdResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  if (version >= 6) j.integer("ongoingTxnProducerId", m.ongoing_txn_producer_id);
  if (version >= 6) j.integer("ongoingTxnProducerEpoch", m.ongoing_txn_producer_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] InitProducerIdResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  if (version >= 6) j.integer("ongoingTxnProducerId", m.ongoing_txn_producer_id);
  if (version >= 6) j.integer("ongoingTxnProducerEpoch", m.ongoing_txn_producer_epoch);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const InitProducerIdResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, InitProducerIdResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
