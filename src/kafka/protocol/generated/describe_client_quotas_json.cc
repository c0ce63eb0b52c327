// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_client_quotas.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_client_quotas_request::ComponentData& m) {
  j.begin_object();
  j.text("entityType", m.entity_type);
  j.integer("matchType", m.match_type);
  j.text("match", m.match);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_client_quotas_request::ComponentData& m) {
  if (!j.expect_object()) return;
  j.text("entityType", m.entity_type);
  j.integer("matchType", m.match_type);
  j.text("match", m.match);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeClientQuotasRequest& m) {
  j.begin_object();
  j.begin_array("components");
  for (const auto& element : m.components) put(j, version, element);
  j.end_array();
  j.boolean("strict", m.strict);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeClientQuotasRequest& m) {
  if (!j.expect_object()) return;
  m.components.resize(j.array_size("components"));
  {
    std::size_t index = 0;
    for (auto& element : m.components) take(j.at("components", index++), version, element);
  }
  j.boolean("strict", m.strict);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeClientQuotasRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClientQuotasRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_client_quotas_response::EntityData& m) {
  j.begin_object();
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_client_quotas_response::EntityData& m) {
  if (!j.expect_object()) return;
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_client_quotas_response::ValueData& m) {
  j.begin_object();
  j.text("key", m.key);
  j.floating("value", m.value);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_client_quotas_response::ValueData& m) {
  if (!j.expect_object()) return;
  j.text("key", m.key);
  j.floating("value", m.value);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_client_quotas_response::EntryData& m) {
  j.begin_object();
  j.begin_array("entity");
  for (const auto& element : m.entity) put(j, version, element);
  j.end_array();
  j.begin_array("values");
  for (const auto& element : m.values) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_client_quotas_response::EntryData& m) {
  if (!j.expect_object()) return;
  m.entity.resize(j.array_size("entity"));
  {
    std::size_t index = 0;
    for (auto& element : m.entity) take(j.at("entity", index++), version, element);
  }
  m.values.resize(j.array_size("values"));
  {
    std::size_t index = 0;
    for (auto& element : m.values) take(j.at("values", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeClientQuotasResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (m.entries) {
    j.begin_array("entries");
    for (const auto& element : *m.entries) put(j, version, element);
    j.end_array();
  } else {
    j.null("entries");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeClientQuotasResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (j.is_null("entries")) {
    m.entries.reset();
  } else {
    m.entries.emplace();
    (*m.entries).resize(j.array_size("entries"));
    {
      std::size_t index = 0;
      for (auto& element : *m.entries) take(j.at("entries", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeClientQuotasResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClientQuotasResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
