// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_delegation_token.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_delegation_token_request::CreatableRenewers& m) {
  j.begin_object();
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_delegation_token_request::CreatableRenewers& m) {
  if (!j.expect_object()) return;
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateDelegationTokenRequest& m) {
  j.begin_object();
  if (version >= 3) j.text("ownerPrincipalType", m.owner_principal_type);
  if (version >= 3) j.text("ownerPrincipalName", m.owner_principal_name);
  j.begin_array("renewers");
  for (const auto& element : m.renewers) put(j, version, element);
  j.end_array();
  j.integer("maxLifetimeMs", m.max_lifetime_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateDelegationTokenRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.text("ownerPrincipalType", m.owner_principal_type);
  if (version >= 3) j.text("ownerPrincipalName", m.owner_principal_name);
  m.renewers.resize(j.array_size("renewers"));
  {
    std::size_t index = 0;
    for (auto& element : m.renewers) take(j.at("renewers", index++), version, element);
  }
  j.integer("maxLifetimeMs", m.max_lifetime_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreateDelegationTokenRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateDelegationTokenRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateDelegationTokenResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  if (version >= 3) j.text("tokenRequesterPrincipalType", m.token_requester_principal_type);
  if (version >= 3) j.text("tokenRequesterPrincipalName", m.token_requester_principal_name);
  j.integer("issueTimestampMs", m.issue_timestamp_ms);
  j.integer("expiryTimestampMs", m.expiry_timestamp_ms);
  j.integer("maxTimestampMs", m.max_timestamp_ms);
  j.text("tokenId", m.token_id);
  j.bytes("hmac", m.hmac);
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateDelegationTokenResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  if (version >= 3) j.text("tokenRequesterPrincipalType", m.token_requester_principal_type);
  if (version >= 3) j.text("tokenRequesterPrincipalName", m.token_requester_principal_name);
  j.integer("issueTimestampMs", m.issue_timestamp_ms);
  j.integer("expiryTimestampMs", m.expiry_timestamp_ms);
  j.integer("maxTimestampMs", m.max_timestamp_ms);
  j.text("tokenId", m.token_id);
  j.bytes("hmac", m.hmac);
  j.integer("throttleTimeMs", m.throttle_time_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreateDelegationTokenResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateDelegationTokenResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
