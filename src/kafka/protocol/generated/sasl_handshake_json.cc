// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sasl_handshake.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SaslHandshakeRequest& m) {
  j.begin_object();
  j.text("mechanism", m.mechanism);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SaslHandshakeRequest& m) {
  if (!j.expect_object()) return;
  j.text("mechanism", m.mechanism);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SaslHandshakeRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SaslHandshakeRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SaslHandshakeResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.list("mechanisms", m.mechanisms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SaslHandshakeResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.list("mechanisms", m.mechanisms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SaslHandshakeResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SaslHandshakeResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
