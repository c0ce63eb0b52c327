// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sync_group.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const sync_group_request::SyncGroupRequestAssignment& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  j.bytes("assignment", m.assignment);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] sync_group_request::SyncGroupRequestAssignment& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  j.bytes("assignment", m.assignment);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SyncGroupRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.integer("generationId", m.generation_id);
  j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
  if (version >= 5) j.text("protocolType", m.protocol_type);
  if (version >= 5) j.text("protocolName", m.protocol_name);
  j.begin_array("assignments");
  for (const auto& element : m.assignments) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SyncGroupRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.integer("generationId", m.generation_id);
  j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
  if (version >= 5) j.text("protocolType", m.protocol_type);
  if (version >= 5) j.text("protocolName", m.protocol_name);
  m.assignments.resize(j.array_size("assignments"));
  {
    std::size_t index = 0;
    for (auto& element : m.assignments) take(j.at("assignments", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SyncGroupRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SyncGroupRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const SyncGroupResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.text("protocolType", m.protocol_type);
  if (version >= 5) j.text("protocolName", m.protocol_name);
  j.bytes("assignment", m.assignment);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] SyncGroupResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.text("protocolType", m.protocol_type);
  if (version >= 5) j.text("protocolName", m.protocol_name);
  j.bytes("assignment", m.assignment);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const SyncGroupResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, SyncGroupResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
