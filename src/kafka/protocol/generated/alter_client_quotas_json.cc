// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_client_quotas.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_client_quotas_request::EntityData& m) {
  j.begin_object();
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_client_quotas_request::EntityData& m) {
  if (!j.expect_object()) return;
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_client_quotas_request::OpData& m) {
  j.begin_object();
  j.text("key", m.key);
  j.floating("value", m.value);
  j.boolean("remove", m.remove);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_client_quotas_request::OpData& m) {
  if (!j.expect_object()) return;
  j.text("key", m.key);
  j.floating("value", m.value);
  j.boolean("remove", m.remove);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_client_quotas_request::EntryData& m) {
  j.begin_object();
  j.begin_array("entity");
  for (const auto& element : m.entity) put(j, version, element);
  j.end_array();
  j.begin_array("ops");
  for (const auto& element : m.ops) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_client_quotas_request::EntryData& m) {
  if (!j.expect_object()) return;
  m.entity.resize(j.array_size("entity"));
  {
    std::size_t index = 0;
    for (auto& element : m.entity) take(j.at("entity", index++), version, element);
  }
  m.ops.resize(j.array_size("ops"));
  {
    std::size_t index = 0;
    for (auto& element : m.ops) take(j.at("ops", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterClientQuotasRequest& m) {
  j.begin_object();
  j.begin_array("entries");
  for (const auto& element : m.entries) put(j, version, element);
  j.end_array();
  j.boolean("validateOnly", m.validate_only);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterClientQuotasRequest& m) {
  if (!j.expect_object()) return;
  m.entries.resize(j.array_size("entries"));
  {
    std::size_t index = 0;
    for (auto& element : m.entries) take(j.at("entries", index++), version, element);
  }
  j.boolean("validateOnly", m.validate_only);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterClientQuotasRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterClientQuotasRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_client_quotas_response::EntityData& m) {
  j.begin_object();
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_client_quotas_response::EntityData& m) {
  if (!j.expect_object()) return;
  j.text("entityType", m.entity_type);
  j.text("entityName", m.entity_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_client_quotas_response::EntryData& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("entity");
  for (const auto& element : m.entity) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_client_quotas_response::EntryData& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.entity.resize(j.array_size("entity"));
  {
    std::size_t index = 0;
    for (auto& element : m.entity) take(j.at("entity", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterClientQuotasResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("entries");
  for (const auto& element : m.entries) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterClientQuotasResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.entries.resize(j.array_size("entries"));
  {
    std::size_t index = 0;
    for (auto& element : m.entries) take(j.at("entries", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterClientQuotasResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterClientQuotasResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
