// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/incremental_alter_configs.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const incremental_alter_configs_request::AlterableConfig& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("configOperation", m.config_operation);
  j.text("value", m.value);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] incremental_alter_configs_request::AlterableConfig& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("configOperation", m.config_operation);
  j.text("value", m.value);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const incremental_alter_configs_request::AlterConfigsResource& m) {
  j.begin_object();
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.begin_array("configs");
  for (const auto& element : m.configs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] incremental_alter_configs_request::AlterConfigsResource& m) {
  if (!j.expect_object()) return;
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  m.configs.resize(j.array_size("configs"));
  {
    std::size_t index = 0;
    for (auto& element : m.configs) take(j.at("configs", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const IncrementalAlterConfigsRequest& m) {
  j.begin_object();
  j.begin_array("resources");
  for (const auto& element : m.resources) put(j, version, element);
  j.end_array();
  j.boolean("validateOnly", m.validate_only);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] IncrementalAlterConfigsRequest& m) {
  if (!j.expect_object()) return;
  m.resources.resize(j.array_size("resources"));
  {
    std::size_t index = 0;
    for (auto& element : m.resources) take(j.at("resources", index++), version, element);
  }
  j.boolean("validateOnly", m.validate_only);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const IncrementalAlterConfigsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, IncrementalAlterConfigsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const incremental_alter_configs_response::AlterConfigsResourceResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] incremental_alter_configs_response::AlterConfigsResourceResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const IncrementalAlterConfigsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] IncrementalAlterConfigsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const IncrementalAlterConfigsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, IncrementalAlterConfigsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
