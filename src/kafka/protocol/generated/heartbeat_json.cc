// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/heartbeat.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const HeartbeatRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.integer("generationId", m.generation_id);
  j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] HeartbeatRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.integer("generationId", m.generation_id);
  j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const HeartbeatRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, HeartbeatRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const HeartbeatResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] HeartbeatResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const HeartbeatResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, HeartbeatResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
