// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/join_group.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const join_group_request::JoinGroupRequestProtocol& m) {
  j.begin_object();
  j.text("name", m.name);
  j.bytes("metadata", m.metadata);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] join_group_request::JoinGroupRequestProtocol& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.bytes("metadata", m.metadata);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const JoinGroupRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.integer("sessionTimeoutMs", m.session_timeout_ms);
  if (version >= 1) j.integer("rebalanceTimeoutMs", m.rebalance_timeout_ms);
  j.text("memberId", m.member_id);
  if (version >= 5) j.text("groupInstanceId", m.group_instance_id);
  j.text("protocolType", m.protocol_type);
  j.begin_array("protocols");
  for (const auto& element : m.protocols) put(j, version, element);
  j.end_array();
  if (version >= 8) j.text("reason", m.reason);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] JoinGroupRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.integer("sessionTimeoutMs", m.session_timeout_ms);
  if (version >= 1) j.integer("rebalanceTimeoutMs", m.rebalance_timeout_ms);
  j.text("memberId", m.member_id);
  if (version >= 5) j.text("groupInstanceId", m.group_instance_id);
  j.text("protocolType", m.protocol_type);
  m.protocols.resize(j.array_size("protocols"));
  {
    std::size_t index = 0;
    for (auto& element : m.protocols) take(j.at("protocols", index++), version, element);
  }
  if (version >= 8) j.text("reason", m.reason);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const JoinGroupRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, JoinGroupRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const join_group_response::JoinGroupResponseMember& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  if (version >= 5) j.text("groupInstanceId", m.group_instance_id);
  j.bytes("metadata", m.metadata);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] join_group_response::JoinGroupResponseMember& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  if (version >= 5) j.text("groupInstanceId", m.group_instance_id);
  j.bytes("metadata", m.metadata);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const JoinGroupResponse& m) {
  j.begin_object();
  if (version >= 2) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.integer("generationId", m.generation_id);
  if (version >= 7) j.text("protocolType", m.protocol_type);
  j.text("protocolName", m.protocol_name);
  j.text("leader", m.leader);
  if (version >= 9) j.boolean("skipAssignment", m.skip_assignment);
  j.text("memberId", m.member_id);
  j.begin_array("members");
  for (const auto& element : m.members) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] JoinGroupResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 2) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.integer("generationId", m.generation_id);
  if (version >= 7) j.text("protocolType", m.protocol_type);
  j.text("protocolName", m.protocol_name);
  j.text("leader", m.leader);
  if (version >= 9) j.boolean("skipAssignment", m.skip_assignment);
  j.text("memberId", m.member_id);
  m.members.resize(j.array_size("members"));
  {
    std::size_t index = 0;
    for (auto& element : m.members) take(j.at("members", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const JoinGroupResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, JoinGroupResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
