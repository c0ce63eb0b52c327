// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/elect_leaders.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const elect_leaders_request::TopicPartitions& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] elect_leaders_request::TopicPartitions& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ElectLeadersRequest& m) {
  j.begin_object();
  if (version >= 1) j.integer("electionType", m.election_type);
  if (m.topic_partitions) {
    j.begin_array("topicPartitions");
    for (const auto& element : *m.topic_partitions) put(j, version, element);
    j.end_array();
  } else {
    j.null("topicPartitions");
  }
  j.integer("timeoutMs", m.timeout_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ElectLeadersRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 1) j.integer("electionType", m.election_type);
  if (j.is_null("topicPartitions")) {
    m.topic_partitions.reset();
  } else {
    m.topic_partitions.emplace();
    (*m.topic_partitions).resize(j.array_size("topicPartitions"));
    {
      std::size_t index = 0;
      for (auto& element : *m.topic_partitions) take(j.at("topicPartitions", index++), version, element);
    }
  }
  j.integer("timeoutMs", m.timeout_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ElectLeadersRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ElectLeadersRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const elect_leaders_response::PartitionResult& m) {
  j.begin_object();
  j.integer("partitionId", m.partition_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] elect_leaders_response::PartitionResult& m) {
  if (!j.expect_object()) return;
  j.integer("partitionId", m.partition_id);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const elect_leaders_response::ReplicaElectionResult& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.begin_array("partitionResult");
  for (const auto& element : m.partition_result) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] elect_leaders_response::ReplicaElectionResult& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  m.partition_result.resize(j.array_size("partitionResult"));
  {
    std::size_t index = 0;
    for (auto& element : m.partition_result) take(j.at("partitionResult", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ElectLeadersResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 1) j.integer("errorCode", m.error_code);
  j.begin_array("replicaElectionResults");
  for (const auto& element : m.replica_election_results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ElectLeadersResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 1) j.integer("errorCode", m.error_code);
  m.replica_election_results.resize(j.array_size("replicaElectionResults"));
  {
    std::size_t index = 0;
    for (auto& element : m.replica_election_results) take(j.at("replicaElectionResults", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ElectLeadersResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ElectLeadersResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
