// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_share_group_offsets.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteShareGroupOffsetsRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteShareGroupOffsetsRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteShareGroupOffsetsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteShareGroupOffsetsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteShareGroupOffsetsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteShareGroupOffsetsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteShareGroupOffsetsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteShareGroupOffsetsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
