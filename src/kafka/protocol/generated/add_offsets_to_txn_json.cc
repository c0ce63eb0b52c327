// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/add_offsets_to_txn.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AddOffsetsToTxnRequest& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.text("groupId", m.group_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AddOffsetsToTxnRequest& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.text("groupId", m.group_id);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AddOffsetsToTxnRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AddOffsetsToTxnRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AddOffsetsToTxnResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AddOffsetsToTxnResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AddOffsetsToTxnResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AddOffsetsToTxnResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
