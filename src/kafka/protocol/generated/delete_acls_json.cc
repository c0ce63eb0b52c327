// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_acls.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_acls_request::DeleteAclsFilter& m) {
  j.begin_object();
  j.integer("resourceTypeFilter", m.resource_type_filter);
  j.text("resourceNameFilter", m.resource_name_filter);
  j.integer("patternTypeFilter", m.pattern_type_filter);
  j.text("principalFilter", m.principal_filter);
  j.text("hostFilter", m.host_filter);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_acls_request::DeleteAclsFilter& m) {
  if (!j.expect_object()) return;
  j.integer("resourceTypeFilter", m.resource_type_filter);
  j.text("resourceNameFilter", m.resource_name_filter);
  j.integer("patternTypeFilter", m.pattern_type_filter);
  j.text("principalFilter", m.principal_filter);
  j.text("hostFilter", m.host_filter);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteAclsRequest& m) {
  j.begin_object();
  j.begin_array("filters");
  for (const auto& element : m.filters) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteAclsRequest& m) {
  if (!j.expect_object()) return;
  m.filters.resize(j.array_size("filters"));
  {
    std::size_t index = 0;
    for (auto& element : m.filters) take(j.at("filters", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteAclsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteAclsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_acls_response::DeleteAclsMatchingAcl& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("patternType", m.pattern_type);
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_acls_response::DeleteAclsMatchingAcl& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("patternType", m.pattern_type);
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_acls_response::DeleteAclsFilterResult& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("matchingAcls");
  for (const auto& element : m.matching_acls) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_acls_response::DeleteAclsFilterResult& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.matching_acls.resize(j.array_size("matchingAcls"));
  {
    std::size_t index = 0;
    for (auto& element : m.matching_acls) take(j.at("matchingAcls", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteAclsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("filterResults");
  for (const auto& element : m.filter_results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteAclsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.filter_results.resize(j.array_size("filterResults"));
  {
    std::size_t index = 0;
    for (auto& element : m.filter_results) take(j.at("filterResults", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteAclsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteAclsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
