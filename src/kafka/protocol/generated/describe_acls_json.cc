// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_acls.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeAclsRequest& m) {
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

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeAclsRequest& m) {
  if (!j.expect_object()) return;
  j.integer("resourceTypeFilter", m.resource_type_filter);
  j.text("resourceNameFilter", m.resource_name_filter);
  j.integer("patternTypeFilter", m.pattern_type_filter);
  j.text("principalFilter", m.principal_filter);
  j.text("hostFilter", m.host_filter);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeAclsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeAclsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_acls_response::AclDescription& m) {
  j.begin_object();
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_acls_response::AclDescription& m) {
  if (!j.expect_object()) return;
  j.text("principal", m.principal);
  j.text("host", m.host);
  j.integer("operation", m.operation);
  j.integer("permissionType", m.permission_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_acls_response::DescribeAclsResource& m) {
  j.begin_object();
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("patternType", m.pattern_type);
  j.begin_array("acls");
  for (const auto& element : m.acls) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_acls_response::DescribeAclsResource& m) {
  if (!j.expect_object()) return;
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.integer("patternType", m.pattern_type);
  m.acls.resize(j.array_size("acls"));
  {
    std::size_t index = 0;
    for (auto& element : m.acls) take(j.at("acls", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeAclsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("resources");
  for (const auto& element : m.resources) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeAclsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.resources.resize(j.array_size("resources"));
  {
    std::size_t index = 0;
    for (auto& element : m.resources) take(j.at("resources", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeAclsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeAclsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
