// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_user_scram_credentials.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_user_scram_credentials_request::UserName& m) {
  j.begin_object();
  j.text("name", m.name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_user_scram_credentials_request::UserName& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeUserScramCredentialsRequest& m) {
  j.begin_object();
  if (m.users) {
    j.begin_array("users");
    for (const auto& element : *m.users) put(j, version, element);
    j.end_array();
  } else {
    j.null("users");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeUserScramCredentialsRequest& m) {
  if (!j.expect_object()) return;
  if (j.is_null("users")) {
    m.users.reset();
  } else {
    m.users.emplace();
    (*m.users).resize(j.array_size("users"));
    {
      std::size_t index = 0;
      for (auto& element : *m.users) take(j.at("users", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeUserScramCredentialsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeUserScramCredentialsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_user_scram_credentials_response::CredentialInfo& m) {
  j.begin_object();
  j.integer("mechanism", m.mechanism);
  j.integer("iterations", m.iterations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_user_scram_credentials_response::CredentialInfo& m) {
  if (!j.expect_object()) return;
  j.integer("mechanism", m.mechanism);
  j.integer("iterations", m.iterations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_user_scram_credentials_response::DescribeUserScramCredentialsResult& m) {
  j.begin_object();
  j.text("user", m.user);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("credentialInfos");
  for (const auto& element : m.credential_infos) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_user_scram_credentials_response::DescribeUserScramCredentialsResult& m) {
  if (!j.expect_object()) return;
  j.text("user", m.user);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.credential_infos.resize(j.array_size("credentialInfos"));
  {
    std::size_t index = 0;
    for (auto& element : m.credential_infos) take(j.at("credentialInfos", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeUserScramCredentialsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeUserScramCredentialsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeUserScramCredentialsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeUserScramCredentialsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
