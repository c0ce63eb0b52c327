// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_configs.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_configs_request::DescribeConfigsResource& m) {
  j.begin_object();
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.list("configurationKeys", m.configuration_keys);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_configs_request::DescribeConfigsResource& m) {
  if (!j.expect_object()) return;
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.list("configurationKeys", m.configuration_keys);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeConfigsRequest& m) {
  j.begin_object();
  j.begin_array("resources");
  for (const auto& element : m.resources) put(j, version, element);
  j.end_array();
  j.boolean("includeSynonyms", m.include_synonyms);
  if (version >= 3) j.boolean("includeDocumentation", m.include_documentation);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeConfigsRequest& m) {
  if (!j.expect_object()) return;
  m.resources.resize(j.array_size("resources"));
  {
    std::size_t index = 0;
    for (auto& element : m.resources) take(j.at("resources", index++), version, element);
  }
  j.boolean("includeSynonyms", m.include_synonyms);
  if (version >= 3) j.boolean("includeDocumentation", m.include_documentation);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeConfigsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeConfigsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_configs_response::DescribeConfigsSynonym& m) {
  j.begin_object();
  j.text("name", m.name);
  j.text("value", m.value);
  j.integer("source", m.source);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_configs_response::DescribeConfigsSynonym& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.text("value", m.value);
  j.integer("source", m.source);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_configs_response::DescribeConfigsResourceResult& m) {
  j.begin_object();
  j.text("name", m.name);
  j.text("value", m.value);
  j.boolean("readOnly", m.read_only);
  j.integer("configSource", m.config_source);
  j.boolean("isSensitive", m.is_sensitive);
  j.begin_array("synonyms");
  for (const auto& element : m.synonyms) put(j, version, element);
  j.end_array();
  if (version >= 3) j.integer("configType", m.config_type);
  if (version >= 3) j.text("documentation", m.documentation);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_configs_response::DescribeConfigsResourceResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.text("value", m.value);
  j.boolean("readOnly", m.read_only);
  j.integer("configSource", m.config_source);
  j.boolean("isSensitive", m.is_sensitive);
  m.synonyms.resize(j.array_size("synonyms"));
  {
    std::size_t index = 0;
    for (auto& element : m.synonyms) take(j.at("synonyms", index++), version, element);
  }
  if (version >= 3) j.integer("configType", m.config_type);
  if (version >= 3) j.text("documentation", m.documentation);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_configs_response::DescribeConfigsResult& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  j.begin_array("configs");
  for (const auto& element : m.configs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_configs_response::DescribeConfigsResult& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("resourceType", m.resource_type);
  j.text("resourceName", m.resource_name);
  m.configs.resize(j.array_size("configs"));
  {
    std::size_t index = 0;
    for (auto& element : m.configs) take(j.at("configs", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeConfigsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeConfigsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeConfigsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeConfigsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
