// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_partitions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_partitions_request::CreatePartitionsAssignment& m) {
  j.begin_object();
  j.list("brokerIds", m.broker_ids);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_partitions_request::CreatePartitionsAssignment& m) {
  if (!j.expect_object()) return;
  j.list("brokerIds", m.broker_ids);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_partitions_request::CreatePartitionsTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("count", m.count);
  if (m.assignments) {
    j.begin_array("assignments");
    for (const auto& element : *m.assignments) put(j, version, element);
    j.end_array();
  } else {
    j.null("assignments");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_partitions_request::CreatePartitionsTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("count", m.count);
  if (j.is_null("assignments")) {
    m.assignments.reset();
  } else {
    m.assignments.emplace();
    (*m.assignments).resize(j.array_size("assignments"));
    {
      std::size_t index = 0;
      for (auto& element : *m.assignments) take(j.at("assignments", index++), version, element);
    }
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreatePartitionsRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("timeoutMs", m.timeout_ms);
  j.boolean("validateOnly", m.validate_only);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreatePartitionsRequest& m) {
  if (!j.expect_object()) return;
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("timeoutMs", m.timeout_ms);
  j.boolean("validateOnly", m.validate_only);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreatePartitionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreatePartitionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_partitions_response::CreatePartitionsTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_partitions_response::CreatePartitionsTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreatePartitionsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreatePartitionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreatePartitionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreatePartitionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
