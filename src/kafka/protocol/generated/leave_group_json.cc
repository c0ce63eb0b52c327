// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/leave_group.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const leave_group_request::MemberIdentity& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  j.text("groupInstanceId", m.group_instance_id);
  if (version >= 5) j.text("reason", m.reason);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] leave_group_request::MemberIdentity& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  j.text("groupInstanceId", m.group_instance_id);
  if (version >= 5) j.text("reason", m.reason);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const LeaveGroupRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  if (version <= 2) j.text("memberId", m.member_id);
  if (version >= 3) {
    j.begin_array("members");
    for (const auto& element : m.members) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] LeaveGroupRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  if (version <= 2) j.text("memberId", m.member_id);
  if (version >= 3) {
    m.members.resize(j.array_size("members"));
    {
      std::size_t index = 0;
      for (auto& element : m.members) take(j.at("members", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const LeaveGroupRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, LeaveGroupRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const leave_group_response::MemberResponse& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  j.text("groupInstanceId", m.group_instance_id);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] leave_group_response::MemberResponse& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  j.text("groupInstanceId", m.group_instance_id);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const LeaveGroupResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 3) {
    j.begin_array("members");
    for (const auto& element : m.members) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] LeaveGroupResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  if (version >= 3) {
    m.members.resize(j.array_size("members"));
    {
      std::size_t index = 0;
      for (auto& element : m.members) take(j.at("members", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const LeaveGroupResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, LeaveGroupResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
