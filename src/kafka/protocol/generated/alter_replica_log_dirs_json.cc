// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_replica_log_dirs.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_replica_log_dirs_request::AlterReplicaLogDirTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_replica_log_dirs_request::AlterReplicaLogDirTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_replica_log_dirs_request::AlterReplicaLogDir& m) {
  j.begin_object();
  j.text("path", m.path);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_replica_log_dirs_request::AlterReplicaLogDir& m) {
  if (!j.expect_object()) return;
  j.text("path", m.path);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterReplicaLogDirsRequest& m) {
  j.begin_object();
  j.begin_array("dirs");
  for (const auto& element : m.dirs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterReplicaLogDirsRequest& m) {
  if (!j.expect_object()) return;
  m.dirs.resize(j.array_size("dirs"));
  {
    std::size_t index = 0;
    for (auto& element : m.dirs) take(j.at("dirs", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterReplicaLogDirsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterReplicaLogDirsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterReplicaLogDirsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterReplicaLogDirsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterReplicaLogDirsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterReplicaLogDirsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
