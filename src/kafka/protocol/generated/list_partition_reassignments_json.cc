// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/list_partition_reassignments.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_partition_reassignments_request::ListPartitionReassignmentsTopics& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_partition_reassignments_request::ListPartitionReassignmentsTopics& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListPartitionReassignmentsRequest& m) {
  j.begin_object();
  j.integer("timeoutMs", m.timeout_ms);
  if (m.topics) {
    j.begin_array("topics");
    for (const auto& element : *m.topics) put(j, version, element);
    j.end_array();
  } else {
    j.null("topics");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListPartitionReassignmentsRequest& m) {
  if (!j.expect_object()) return;
  j.integer("timeoutMs", m.timeout_ms);
  if (j.is_null("topics")) {
    m.topics.reset();
  } else {
    m.topics.emplace();
    (*m.topics).resize(j.array_size("topics"));
    {
      std::size_t index = 0;
      for (auto& element : *m.topics) take(j.at("topics", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListPartitionReassignmentsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListPartitionReassignmentsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_partition_reassignments_response::OngoingPartitionReassignment& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.list("replicas", m.replicas);
  j.list("addingReplicas", m.adding_replicas);
  j.list("removingReplicas", m.removing_replicas);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_partition_reassignments_response::OngoingPartitionReassignment& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.list("replicas", m.replicas);
  j.list("addingReplicas", m.adding_replicas);
  j.list("removingReplicas", m.removing_replicas);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const list_partition_reassignments_response::OngoingTopicReassignment& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] list_partition_reassignments_response::OngoingTopicReassignment& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ListPartitionReassignmentsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ListPartitionReassignmentsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ListPartitionReassignmentsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ListPartitionReassignmentsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
