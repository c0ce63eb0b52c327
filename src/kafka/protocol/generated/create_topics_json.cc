// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_topics.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_topics_request::CreatableReplicaAssignment& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.list("brokerIds", m.broker_ids);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_topics_request::CreatableReplicaAssignment& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.list("brokerIds", m.broker_ids);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_topics_request::CreatableTopicConfig& m) {
  j.begin_object();
  j.text("name", m.name);
  j.text("value", m.value);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_topics_request::CreatableTopicConfig& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.text("value", m.value);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_topics_request::CreatableTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("numPartitions", m.num_partitions);
  j.integer("replicationFactor", m.replication_factor);
  j.begin_array("assignments");
  for (const auto& element : m.assignments) put(j, version, element);
  j.end_array();
  j.begin_array("configs");
  for (const auto& element : m.configs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_topics_request::CreatableTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("numPartitions", m.num_partitions);
  j.integer("replicationFactor", m.replication_factor);
  m.assignments.resize(j.array_size("assignments"));
  {
    std::size_t index = 0;
    for (auto& element : m.assignments) take(j.at("assignments", index++), version, element);
  }
  m.configs.resize(j.array_size("configs"));
  {
    std::size_t index = 0;
    for (auto& element : m.configs) take(j.at("configs", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateTopicsRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("timeoutMs", m.timeout_ms);
  j.boolean("validateOnly", m.validate_only);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateTopicsRequest& m) {
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

void to_json(JsonWriter& json, std::int16_t version, const CreateTopicsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateTopicsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_topics_response::CreatableTopicConfigs& m) {
  j.begin_object();
  j.text("name", m.name);
  j.text("value", m.value);
  j.boolean("readOnly", m.read_only);
  j.integer("configSource", m.config_source);
  j.boolean("isSensitive", m.is_sensitive);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_topics_response::CreatableTopicConfigs& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.text("value", m.value);
  j.boolean("readOnly", m.read_only);
  j.integer("configSource", m.config_source);
  j.boolean("isSensitive", m.is_sensitive);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const create_topics_response::CreatableTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  if (version >= 7) j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version >= 5 && m.topic_config_error_code != 0) j.integer("topicConfigErrorCode", m.topic_config_error_code);
  if (version >= 5) j.integer("numPartitions", m.num_partitions);
  if (version >= 5) j.integer("replicationFactor", m.replication_factor);
  if (version >= 5) {
    if (m.configs) {
      j.begin_array("configs");
      for (const auto& element : *m.configs) put(j, version, element);
      j.end_array();
    } else {
      j.null("configs");
    }
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] create_topics_response::CreatableTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  if (version >= 7) j.uuid("topicId", m.topic_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version >= 5 && j.has("topicConfigErrorCode")) j.integer("topicConfigErrorCode", m.topic_config_error_code);
  if (version >= 5) j.integer("numPartitions", m.num_partitions);
  if (version >= 5) j.integer("replicationFactor", m.replication_factor);
  if (version >= 5) {
    if (j.is_null("configs")) {
      m.configs.reset();
    } else {
      m.configs.emplace();
      (*m.configs).resize(j.array_size("configs"));
      {
        std::size_t index = 0;
        for (auto& element : *m.configs) take(j.at("configs", index++), version, element);
      }
    }
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const CreateTopicsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] CreateTopicsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const CreateTopicsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, CreateTopicsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
