// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_config_resources.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListConfigResourcesRequest& m) {
  j.begin_object();
  if (version >= 1) j.list("resourceTypes", m.resource_types);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListConfigResourcesRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.list("resourceTypes", m.resource_types);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListConfigResourcesRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListConfigResourcesRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_config_resources_response::ConfigResource& m) {
  j.begin_object();
  j.text("resourceName", m.resource_name);
  if (version >= 1) j.integer("resourceType", m.resource_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_config_resources_response::ConfigResource& m) {
  if (!j.expect_object()) return;
  j.text("resourceName", m.resource_name);
  if (version >= 1) j.integer("resourceType", m.resource_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListConfigResourcesResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.begin_array("configResources");
  for (const auto& element : m.config_resources) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListConfigResourcesResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  m.config_resources.resize(j.array_size("configResources"));
  {
    std::size_t index = 0;
    for (auto& element : m.config_resources) take(j.at("configResources", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListConfigResourcesResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListConfigResourcesResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
