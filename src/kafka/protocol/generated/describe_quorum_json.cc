// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_quorum.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_request::PartitionData& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_request::PartitionData& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_request::TopicData& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_request::TopicData& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeQuorumRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeQuorumRequest& m) {
  if (!j.expect_object()) return;
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeQuorumRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeQuorumRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_response::ReplicaState& m) {
  j.begin_object();
  j.integer("replicaId", m.replica_id);
  if (version >= 2) j.uuid("replicaDirectoryId", m.replica_directory_id);
  j.integer("logEndOffset", m.log_end_offset);
  if (version >= 1) j.integer("lastFetchTimestamp", m.last_fetch_timestamp);
  if (version >= 1) j.integer("lastCaughtUpTimestamp", m.last_caught_up_timestamp);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_response::ReplicaState& m) {
  if (!j.expect_object()) return;
  j.integer("replicaId", m.replica_id);
  if (version >= 2) j.uuid("replicaDirectoryId", m.replica_directory_id);
  j.integer("logEndOffset", m.log_end_offset);
  if (version >= 1) j.integer("lastFetchTimestamp", m.last_fetch_timestamp);
  if (version >= 1) j.integer("lastCaughtUpTimestamp", m.last_caught_up_timestamp);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_response::PartitionData& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  if (version >= 2) j.text("errorMessage", m.error_message);
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.integer("highWatermark", m.high_watermark);
  j.begin_array("currentVoters");
  for (const auto& element : m.current_voters) put(j, version, element);
  j.end_array();
  j.begin_array("observers");
  for (const auto& element : m.observers) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_response::PartitionData& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  if (version >= 2) j.text("errorMessage", m.error_message);
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.integer("highWatermark", m.high_watermark);
  m.current_voters.resize(j.array_size("currentVoters"));
  {
    std::size_t index = 0;
    for (auto& element : m.current_voters) take(j.at("currentVoters", index++), version, element);
  }
  m.observers.resize(j.array_size("observers"));
  {
    std::size_t index = 0;
    for (auto& element : m.observers) take(j.at("observers", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_response::TopicData& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_response::TopicData& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_response::Listener& m) {
  j.begin_object();
  j.text("name", m.name);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_response::Listener& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.text("host", m.host);
  j.integer("port", m.port);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_quorum_response::Node& m) {
  j.begin_object();
  j.integer("nodeId", m.node_id);
  j.begin_array("listeners");
  for (const auto& element : m.listeners) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_quorum_response::Node& m) {
  if (!j.expect_object()) return;
  j.integer("nodeId", m.node_id);
  m.listeners.resize(j.array_size("listeners"));
  {
    std::size_t index = 0;
    for (auto& element : m.listeners) take(j.at("listeners", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeQuorumResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  if (version >= 2) j.text("errorMessage", m.error_message);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (version >= 2) {
    j.begin_array("nodes");
    for (const auto& element : m.nodes) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeQuorumResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  if (version >= 2) j.text("errorMessage", m.error_message);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (version >= 2) {
    m.nodes.resize(j.array_size("nodes"));
    {
      std::size_t index = 0;
      for (auto& element : m.nodes) take(j.at("nodes", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeQuorumResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeQuorumResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
