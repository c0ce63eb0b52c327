// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_topics.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_topics_request::DeleteTopicState& m) {
  j.begin_object();
  j.text("name", m.name);
  j.uuid("topicId", m.topic_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_topics_request::DeleteTopicState& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.uuid("topicId", m.topic_id);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteTopicsRequest& m) {
  j.begin_object();
  if (version >= 6) {
    j.begin_array("topics");
    for (const auto& element : m.topics) put(j, version, element);
    j.end_array();
  }
  if (version <= 5) j.list("topicNames", m.topic_names);
  j.integer("timeoutMs", m.timeout_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteTopicsRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 6) {
    m.topics.resize(j.array_size("topics"));
    {
      std::size_t index = 0;
      for (auto& element : m.topics) take(j.at("topics", index++), version, element);
    }
  }
  if (version <= 5) j.list("topicNames", m.topic_names);
  j.integer("timeoutMs", m.timeout_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteTopicsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteTopicsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_topics_response::DeletableTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  if (version >= 6) j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_topics_response::DeletableTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  if (version >= 6) j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  if (version >= 5) j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteTopicsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteTopicsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteTopicsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteTopicsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
