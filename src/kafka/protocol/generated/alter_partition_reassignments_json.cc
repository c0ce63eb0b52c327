// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_partition_reassignments.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_partition_reassignments_request::ReassignablePartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.list("replicas", m.replicas);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_partition_reassignments_request::ReassignablePartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.list("replicas", m.replicas);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_partition_reassignments_request::ReassignableTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_partition_reassignments_request::ReassignableTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterPartitionReassignmentsRequest& m) {
  j.begin_object();
  j.integer("timeoutMs", m.timeout_ms);
  if (version >= 1) j.boolean("allowReplicationFactorChange", m.allow_replication_factor_change);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterPartitionReassignmentsRequest& m) {
  if (!j.expect_object()) return;
  j.integer("timeoutMs", m.timeout_ms);
  if (version >= 1) j.boolean("allowReplicationFactorChange", m.allow_replication_factor_change);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterPartitionReassignmentsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterPartitionReassignmentsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_partition_reassignments_response::ReassignablePartitionResponse& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_partition_reassignments_response::ReassignablePartitionResponse& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const alter_partition_reassignments_response::ReassignableTopicResponse& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] alter_partition_reassignments_response::ReassignableTopicResponse& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AlterPartitionReassignmentsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 1) j.boolean("allowReplicationFactorChange", m.allow_replication_factor_change);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AlterPartitionReassignmentsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 1) j.boolean("allowReplicationFactorChange", m.allow_replication_factor_change);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AlterPartitionReassignmentsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AlterPartitionReassignmentsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
