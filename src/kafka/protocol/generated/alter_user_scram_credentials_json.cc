// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_user_scram_credentials.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_user_scram_credentials_request::ScramCredentialDeletion& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("mechanism", m.mechanism);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_user_scram_credentials_request::ScramCredentialDeletion& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("mechanism", m.mechanism);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_user_scram_credentials_request::ScramCredentialUpsertion& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("mechanism", m.mechanism);
  j.integer("iterations", m.iterations);
  j.bytes("salt", m.salt);
  j.bytes("saltedPassword", m.salted_password);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_user_scram_credentials_request::ScramCredentialUpsertion& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("mechanism", m.mechanism);
  j.integer("iterations", m.iterations);
  j.bytes("salt", m.salt);
  j.bytes("saltedPassword", m.salted_password);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterUserScramCredentialsRequest& m) {
  j.begin_object();
  j.begin_array("deletions");
  for (const auto& element : m.deletions) put(j, version, element);
  j.end_array();
  j.begin_array("upsertions");
  for (const auto& element : m.upsertions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterUserScramCredentialsRequest& m) {
  if (!j.expect_object()) return;
  m.deletions.resize(j.array_size("deletions"));
  {
    std::size_t index = 0;
    for (auto& element : m.deletions) take(j.at("deletions", index++), version, element);
  }
  m.upsertions.resize(j.array_size("upsertions"));
  {
    std::size_t index = 0;
    for (auto& element : m.upsertions) take(j.at("upsertions", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterUserScramCredentialsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterUserScramCredentialsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_user_scram_credentials_response::AlterUserScramCredentialsResult& m) {
  j.begin_object();
  j.text("user", m.user);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_user_scram_credentials_response::AlterUserScramCredentialsResult& m) {
  if (!j.expect_object()) return;
  j.text("user", m.user);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterUserScramCredentialsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterUserScramCredentialsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterUserScramCredentialsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterUserScramCredentialsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
