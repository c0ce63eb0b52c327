// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sasl_authenticate.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SaslAuthenticateRequest& m) {
  j.begin_object();
  j.bytes("authBytes", m.auth_bytes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SaslAuthenticateRequest& m) {
  if (!j.expect_object()) return;
  j.bytes("authBytes", m.auth_bytes);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SaslAuthenticateRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SaslAuthenticateRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SaslAuthenticateResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.bytes("authBytes", m.auth_bytes);
  if (version >= 1) j.integer("sessionLifetimeMs", m.session_lifetime_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SaslAuthenticateResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.bytes("authBytes", m.auth_bytes);
  if (version >= 1) j.integer("sessionLifetimeMs", m.session_lifetime_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SaslAuthenticateResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SaslAuthenticateResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
