// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_groups.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeGroupsRequest& m) {
  j.begin_object();
  j.list("groups", m.groups);
  if (version >= 3) j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeGroupsRequest& m) {
  if (!j.expect_object()) return;
  j.list("groups", m.groups);
  if (version >= 3) j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeGroupsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeGroupsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_groups_response::DescribedGroupMember& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  if (version >= 4) j.text("groupInstanceId", m.group_instance_id);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.bytes("memberMetadata", m.member_metadata);
  j.bytes("memberAssignment", m.member_assignment);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_groups_response::DescribedGroupMember& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  if (version >= 4) j.text("groupInstanceId", m.group_instance_id);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.bytes("memberMetadata", m.member_metadata);
  j.bytes("memberAssignment", m.member_assignment);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_groups_response::DescribedGroup& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  if (version >= 6) j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.text("protocolType", m.protocol_type);
  j.text("protocolData", m.protocol_data);
  j.begin_array("members");
  for (const auto& element : m.members) put(j, version, element);
  j.end_array();
  if (version >= 3) j.integer("authorizedOperations", m.authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_groups_response::DescribedGroup& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  if (version >= 6) j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.text("protocolType", m.protocol_type);
  j.text("protocolData", m.protocol_data);
  m.members.resize(j.array_size("members"));
  {
    std::size_t index = 0;
    for (auto& element : m.members) take(j.at("members", index++), version, element);
  }
  if (version >= 3) j.integer("authorizedOperations", m.authorized_operations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeGroupsResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeGroupsResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeGroupsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeGroupsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
