// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/end_txn_marker.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const EndTxnMarker& m) {
  j.begin_object();
  j.integer("coordinatorEpoch", m.coordinator_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] EndTxnMarker& m) {
  if (!j.expect_object()) return;
  j.integer("coordinatorEpoch", m.coordinator_epoch);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const EndTxnMarker& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnMarker& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
