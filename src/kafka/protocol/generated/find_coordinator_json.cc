// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/find_coordinator.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const FindCoordinatorRequest& m) {
  j.begin_object();
  if (version <= 3) j.text("key", m.key);
  if (version >= 1) j.integer("keyType", m.key_type);
  if (version >= 4) j.list("coordinatorKeys", m.coordinator_keys);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] FindCoordinatorRequest& m) {
  if (!j.expect_object()) return;
  if (version <= 3) j.text("key", m.key);
  if (version >= 1) j.integer("keyType", m.key_type);
  if (version >= 4) j.list("coordinatorKeys", m.coordinator_keys);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const FindCoordinatorRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, FindCoordinatorRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const find_coordinator_response::Coordinator& m) {
  j.begin_object();
  j.text("key", m.key);
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] find_coordinator_response::Coordinator& m) {
  if (!j.expect_object()) return;
  j.text("key", m.key);
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const FindCoordinatorResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version <= 3) j.integer("errorCode", m.error_code);
  if (version >= 1 && version <= 3) j.text("errorMessage", m.error_message);
  if (version <= 3) j.integer("nodeId", m.node_id);
  if (version <= 3) j.text("host", m.host);
  if (version <= 3) j.integer("port", m.port);
  if (version >= 4) {
    j.begin_array("coordinators");
    for (const auto& element : m.coordinators) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] FindCoordinatorResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version <= 3) j.integer("errorCode", m.error_code);
  if (version >= 1 && version <= 3) j.text("errorMessage", m.error_message);
  if (version <= 3) j.integer("nodeId", m.node_id);
  if (version <= 3) j.text("host", m.host);
  if (version <= 3) j.integer("port", m.port);
  if (version >= 4) {
    m.coordinators.resize(j.array_size("coordinators"));
    {
      std::size_t index = 0;
      for (auto& element : m.coordinators) take(j.at("coordinators", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const FindCoordinatorResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, FindCoordinatorResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
