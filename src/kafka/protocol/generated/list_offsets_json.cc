// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_offsets.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_offsets_request::ListOffsetsPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  if (version >= 4) j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("timestamp", m.timestamp);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_offsets_request::ListOffsetsPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  if (version >= 4) j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("timestamp", m.timestamp);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_offsets_request::ListOffsetsTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_offsets_request::ListOffsetsTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListOffsetsRequest& m) {
  j.begin_object();
  j.integer("replicaId", m.replica_id);
  if (version >= 2) j.integer("isolationLevel", m.isolation_level);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (version >= 10) j.integer("timeoutMs", m.timeout_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListOffsetsRequest& m) {
  if (!j.expect_object()) return;
  j.integer("replicaId", m.replica_id);
  if (version >= 2) j.integer("isolationLevel", m.isolation_level);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (version >= 10) j.integer("timeoutMs", m.timeout_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListOffsetsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListOffsetsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_offsets_response::ListOffsetsPartitionResponse& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.integer("timestamp", m.timestamp);
  j.integer("offset", m.offset);
  if (version >= 4) j.integer("leaderEpoch", m.leader_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_offsets_response::ListOffsetsPartitionResponse& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.integer("timestamp", m.timestamp);
  j.integer("offset", m.offset);
  if (version >= 4) j.integer("leaderEpoch", m.leader_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_offsets_response::ListOffsetsTopicResponse& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_offsets_response::ListOffsetsTopicResponse& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListOffsetsResponse& m) {
  j.begin_object();
  if (version >= 2) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListOffsetsResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 2) j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListOffsetsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListOffsetsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
