// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/renew_delegation_token.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const RenewDelegationTokenRequest& m) {
  j.begin_object();
  j.bytes("hmac", m.hmac);
  j.integer("renewPeriodMs", m.renew_period_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] RenewDelegationTokenRequest& m) {
  if (!j.expect_object()) return;
  j.bytes("hmac", m.hmac);
  j.integer("renewPeriodMs", m.renew_period_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const RenewDelegationTokenRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, RenewDelegationTokenRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const RenewDelegationTokenResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.integer("expiryTimestampMs", m.expiry_timestamp_ms);
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] RenewDelegationTokenResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.integer("expiryTimestampMs", m.expiry_timestamp_ms);
  j.integer("throttleTimeMs", m.throttle_time_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const RenewDelegationTokenResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, RenewDelegationTokenResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
