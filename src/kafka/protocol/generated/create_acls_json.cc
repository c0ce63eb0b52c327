// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_acls.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_acls_request::AclCreation& m) {
  j.begin_object();
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("resourcePatternType", m.resource_pattern_type);
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_acls_request::AclCreation& m) {
  if (!j.expect_object()) return;
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("resourcePatternType", m.resource_pattern_type);
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateAclsRequest& m) {
  j.begin_object();
  j.begin_array("creations");
  for (const auto& element : m.creations) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateAclsRequest& m) {
  if (!j.expect_object()) return;
  m.creations.resize(j.array_size("creations"));
  {
    std::size_t index = 0;
    for (auto& element : m.creations) take(j.at("creations", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreateAclsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateAclsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_acls_response::AclCreationResult& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_acls_response::AclCreationResult& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateAclsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateAclsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreateAclsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateAclsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
