// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/end_txn.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const EndTxnRequest& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("committed", m.committed);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] EndTxnRequest& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("committed", m.committed);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const EndTxnRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const EndTxnResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.integer("producerId", m.producer_id);
  if (version >= 5) j.integer("producerEpoch", m.producer_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] EndTxnResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.integer("producerId", m.producer_id);
  if (version >= 5) j.integer("producerEpoch", m.producer_epoch);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const EndTxnResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
