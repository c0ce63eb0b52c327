// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/fetch.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_request::ReplicaState& m) {
  j.begin_object();
  j.integer("replicaId", m.replica_id);
  j.integer("replicaEpoch", m.replica_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_request::ReplicaState& m) {
  if (!j.expect_object()) return;
  j.integer("replicaId", m.replica_id);
  j.integer("replicaEpoch", m.replica_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_request::FetchPartition& m) {
  j.begin_object();
  j.integer("partition", m.partition);
  if (version >= 9) j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("fetchOffset", m.fetch_offset);
  if (version >= 12) j.integer("lastFetchedEpoch", m.last_fetched_epoch);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  j.integer("partitionMaxBytes", m.partition_max_bytes);
  if (version >= 17 && !m.replica_directory_id.is_zero()) j.uuid("replicaDirectoryId", m.replica_directory_id);
  if (version >= 18 && m.high_watermark != 9223372036854775807) j.integer("highWatermark", m.high_watermark);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_request::FetchPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partition", m.partition);
  if (version >= 9) j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("fetchOffset", m.fetch_offset);
  if (version >= 12) j.integer("lastFetchedEpoch", m.last_fetched_epoch);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  j.integer("partitionMaxBytes", m.partition_max_bytes);
  if (version >= 17 && j.has("replicaDirectoryId")) j.uuid("replicaDirectoryId", m.replica_directory_id);
  if (version >= 18 && j.has("highWatermark")) j.integer("highWatermark", m.high_watermark);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_request::FetchTopic& m) {
  j.begin_object();
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_request::FetchTopic& m) {
  if (!j.expect_object()) return;
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_request::ForgottenTopic& m) {
  j.begin_object();
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_request::ForgottenTopic& m) {
  if (!j.expect_object()) return;
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const FetchRequest& m) {
  j.begin_object();
  if (version >= 12 && m.cluster_id.has_value()) j.text("clusterId", m.cluster_id);
  if (version <= 14) j.integer("replicaId", m.replica_id);
  if (version >= 15 && !(m.replica_state == fetch_request::ReplicaState{})) {
    j.key("replicaState");
    put(j, version, m.replica_state);
  }
  j.integer("maxWaitMs", m.max_wait_ms);
  j.integer("minBytes", m.min_bytes);
  j.integer("maxBytes", m.max_bytes);
  j.integer("isolationLevel", m.isolation_level);
  if (version >= 7) j.integer("sessionId", m.session_id);
  if (version >= 7) j.integer("sessionEpoch", m.session_epoch);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (version >= 7) {
    j.begin_array("forgottenTopicsData");
    for (const auto& element : m.forgotten_topics_data) put(j, version, element);
    j.end_array();
  }
  if (version >= 11) j.text("rackId", m.rack_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] FetchRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 12 && j.has("clusterId")) j.text("clusterId", m.cluster_id);
  if (version <= 14) j.integer("replicaId", m.replica_id);
  if (version >= 15 && j.has("replicaState")) take(j.at("replicaState"), version, m.replica_state);
  j.integer("maxWaitMs", m.max_wait_ms);
  j.integer("minBytes", m.min_bytes);
  j.integer("maxBytes", m.max_bytes);
  j.integer("isolationLevel", m.isolation_level);
  if (version >= 7) j.integer("sessionId", m.session_id);
  if (version >= 7) j.integer("sessionEpoch", m.session_epoch);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (version >= 7) {
    m.forgotten_topics_data.resize(j.array_size("forgottenTopicsData"));
    {
      std::size_t index = 0;
      for (auto& element : m.forgotten_topics_data) take(j.at("forgottenTopicsData", index++), version, element);
    }
  }
  if (version >= 11) j.text("rackId", m.rack_id);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const FetchRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, FetchRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::EpochEndOffset& m) {
  j.begin_object();
  j.integer("epoch", m.epoch);
  j.integer("endOffset", m.end_offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::EpochEndOffset& m) {
  if (!j.expect_object()) return;
  j.integer("epoch", m.epoch);
  j.integer("endOffset", m.end_offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::LeaderIdAndEpoch& m) {
  j.begin_object();
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::LeaderIdAndEpoch& m) {
  if (!j.expect_object()) return;
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::SnapshotId& m) {
  j.begin_object();
  j.integer("endOffset", m.end_offset);
  j.integer("epoch", m.epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::SnapshotId& m) {
  if (!j.expect_object()) return;
  j.integer("endOffset", m.end_offset);
  j.integer("epoch", m.epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::AbortedTransaction& m) {
  j.begin_object();
  j.integer("producerId", m.producer_id);
  j.integer("firstOffset", m.first_offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::AbortedTransaction& m) {
  if (!j.expect_object()) return;
  j.integer("producerId", m.producer_id);
  j.integer("firstOffset", m.first_offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::PartitionData& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.integer("highWatermark", m.high_watermark);
  j.integer("lastStableOffset", m.last_stable_offset);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  if (version >= 12 && !(m.diverging_epoch == fetch_response::EpochEndOffset{})) {
    j.key("divergingEpoch");
    put(j, version, m.diverging_epoch);
  }
  if (version >= 12 && !(m.current_leader == fetch_response::LeaderIdAndEpoch{})) {
    j.key("currentLeader");
    put(j, version, m.current_leader);
  }
  if (version >= 12 && !(m.snapshot_id == fetch_response::SnapshotId{})) {
    j.key("snapshotId");
    put(j, version, m.snapshot_id);
  }
  if (m.aborted_transactions) {
    j.begin_array("abortedTransactions");
    for (const auto& element : *m.aborted_transactions) put(j, version, element);
    j.end_array();
  } else {
    j.null("abortedTransactions");
  }
  if (version >= 11) j.integer("preferredReadReplica", m.preferred_read_replica);
  j.records("records", m.records);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::PartitionData& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.integer("highWatermark", m.high_watermark);
  j.integer("lastStableOffset", m.last_stable_offset);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  if (version >= 12 && j.has("divergingEpoch")) take(j.at("divergingEpoch"), version, m.diverging_epoch);
  if (version >= 12 && j.has("currentLeader")) take(j.at("currentLeader"), version, m.current_leader);
  if (version >= 12 && j.has("snapshotId")) take(j.at("snapshotId"), version, m.snapshot_id);
  if (j.is_null("abortedTransactions")) {
    m.aborted_transactions.reset();
  } else {
    m.aborted_transactions.emplace();
    (*m.aborted_transactions).resize(j.array_size("abortedTransactions"));
    {
      std::size_t index = 0;
      for (auto& element : *m.aborted_transactions) take(j.at("abortedTransactions", index++), version, element);
    }
  }
  if (version >= 11) j.integer("preferredReadReplica", m.preferred_read_replica);
  j.records("records", m.records);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::FetchableTopicResponse& m) {
  j.begin_object();
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::FetchableTopicResponse& m) {
  if (!j.expect_object()) return;
  if (version <= 12) j.text("topic", m.topic);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const fetch_response::NodeEndpoint& m) {
  j.begin_object();
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] fetch_response::NodeEndpoint& m) {
  if (!j.expect_object()) return;
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const FetchResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 7) j.integer("errorCode", m.error_code);
  if (version >= 7) j.integer("sessionId", m.session_id);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  if (version >= 16 && !m.node_endpoints.empty()) {
    j.begin_array("nodeEndpoints");
    for (const auto& element : m.node_endpoints) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] FetchResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 7) j.integer("errorCode", m.error_code);
  if (version >= 7) j.integer("sessionId", m.session_id);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
  if (version >= 16 && j.has("nodeEndpoints")) {
    m.node_endpoints.resize(j.array_size("nodeEndpoints"));
    {
      std::size_t index = 0;
      for (auto& element : m.node_endpoints) take(j.at("nodeEndpoints", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const FetchResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, FetchResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
