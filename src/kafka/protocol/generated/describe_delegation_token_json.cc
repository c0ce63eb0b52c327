// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_delegation_token.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_delegation_token_request::DescribeDelegationTokenOwner& m) {
  j.begin_object();
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_delegation_token_request::DescribeDelegationTokenOwner& m) {
  if (!j.expect_object()) return;
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeDelegationTokenRequest& m) {
  j.begin_object();
  if (m.owners) {
    j.begin_array("owners");
    for (const auto& element : *m.owners) put(j, version, element);
    j.end_array();
  } else {
    j.null("owners");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeDelegationTokenRequest& m) {
  if (!j.expect_object()) return;
  if (j.is_null("owners")) {
    m.owners.reset();
  } else {
    m.owners.emplace();
    (*m.owners).resize(j.array_size("owners"));
    {
      std::size_t index = 0;
      for (auto& element : *m.owners) take(j.at("owners", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeDelegationTokenRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeDelegationTokenRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_delegation_token_response::DescribedDelegationTokenRenewer& m) {
  j.begin_object();
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_delegation_token_response::DescribedDelegationTokenRenewer& m) {
  if (!j.expect_object()) return;
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_delegation_token_response::DescribedDelegationToken& m) {
  j.begin_object();
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  if (version >= 3) j.text("tokenRequesterPrincipalType", m.token_requester_principal_type);
  if (version >= 3) j.text("tokenRequesterPrincipalName", m.token_requester_principal_name);
  j.integer("issueTimestamp", m.issue_timestamp);
  j.integer("expiryTimestamp", m.expiry_timestamp);
  j.integer("maxTimestamp", m.max_timestamp);
  j.text("tokenId", m.token_id);
  j.bytes("hmac", m.hmac);
  j.begin_array("renewers");
  for (const auto& element : m.renewers) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_delegation_token_response::DescribedDelegationToken& m) {
  if (!j.expect_object()) return;
  j.text("principalType", m.principal_type);
  j.text("principalName", m.principal_name);
  if (version >= 3) j.text("tokenRequesterPrincipalType", m.token_requester_principal_type);
  if (version >= 3) j.text("tokenRequesterPrincipalName", m.token_requester_principal_name);
  j.integer("issueTimestamp", m.issue_timestamp);
  j.integer("expiryTimestamp", m.expiry_timestamp);
  j.integer("maxTimestamp", m.max_timestamp);
  j.text("tokenId", m.token_id);
  j.bytes("hmac", m.hmac);
  m.renewers.resize(j.array_size("renewers"));
  {
    std::size_t index = 0;
    for (auto& element : m.renewers) take(j.at("renewers", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeDelegationTokenResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.begin_array("tokens");
  for (const auto& element : m.tokens) put(j, version, element);
  j.end_array();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeDelegationTokenResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  m.tokens.resize(j.array_size("tokens"));
  {
    std::size_t index = 0;
    for (auto& element : m.tokens) take(j.at("tokens", index++), version, element);
  }
  j.integer("throttleTimeMs", m.throttle_time_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeDelegationTokenResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeDelegationTokenResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
