// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_groups.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListGroupsRequest& m) {
  j.begin_object();
  if (version >= 4) j.list("statesFilter", m.states_filter);
  if (version >= 5) j.list("typesFilter", m.types_filter);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListGroupsRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 4) j.list("statesFilter", m.states_filter);
  if (version >= 5) j.list("typesFilter", m.types_filter);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListGroupsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListGroupsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_groups_response::ListedGroup& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.text("protocolType", m.protocol_type);
  if (version >= 4) j.text("groupState", m.group_state);
  if (version >= 5) j.text("groupType", m.group_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_groups_response::ListedGroup& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.text("protocolType", m.protocol_type);
  if (version >= 4) j.text("groupState", m.group_state);
  if (version >= 5) j.text("groupType", m.group_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListGroupsResponse& m) {
  j.begin_object();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListGroupsResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListGroupsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListGroupsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
