// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/metadata.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const metadata_request::MetadataRequestTopic& m) {
  j.begin_object();
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.text("name", m.name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] metadata_request::MetadataRequestTopic& m) {
  if (!j.expect_object()) return;
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.text("name", m.name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const MetadataRequest& m) {
  j.begin_object();
  if (m.topics) {
    j.begin_array("topics");
    for (const auto& element : *m.topics) put(j, version, element);
    j.end_array();
  } else {
    j.null("topics");
  }
  if (version >= 4) j.boolean("allowAutoTopicCreation", m.allow_auto_topic_creation);
  if (version >= 8 && version <= 10) j.boolean("includeClusterAuthorizedOperations", m.include_cluster_authorized_operations);
  if (version >= 8) j.boolean("includeTopicAuthorizedOperations", m.include_topic_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] MetadataRequest& m) {
  if (!j.expect_object()) return;
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
  if (version >= 4) j.boolean("allowAutoTopicCreation", m.allow_auto_topic_creation);
  if (version >= 8 && version <= 10) j.boolean("includeClusterAuthorizedOperations", m.include_cluster_authorized_operations);
  if (version >= 8) j.boolean("includeTopicAuthorizedOperations", m.include_topic_authorized_operations);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const MetadataRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, MetadataRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const metadata_response::MetadataResponseBroker& m) {
  j.begin_object();
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  if (version >= 1) j.text("rack", m.rack);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] metadata_response::MetadataResponseBroker& m) {
  if (!j.expect_object()) return;
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  if (version >= 1) j.text("rack", m.rack);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const metadata_response::MetadataResponsePartition& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.integer("partitionIndex", m.partition_index);
  j.integer("leaderId", m.leader_id);
  if (version >= 7) j.integer("leaderEpoch", m.leader_epoch);
  j.list("replicaNodes", m.replica_nodes);
  j.list("isrNodes", m.isr_nodes);
  if (version >= 5) j.list("offlineReplicas", m.offline_replicas);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] metadata_response::MetadataResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.integer("partitionIndex", m.partition_index);
  j.integer("leaderId", m.leader_id);
  if (version >= 7) j.integer("leaderEpoch", m.leader_epoch);
  j.list("replicaNodes", m.replica_nodes);
  j.list("isrNodes", m.isr_nodes);
  if (version >= 5) j.list("offlineReplicas", m.offline_replicas);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const metadata_response::MetadataResponseTopic& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  if (version >= 1) j.boolean("isInternal", m.is_internal);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  if (version >= 8) j.integer("topicAuthorizedOperations", m.topic_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] metadata_response::MetadataResponseTopic& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  if (version >= 1) j.boolean("isInternal", m.is_internal);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
  if (version >= 8) j.integer("topicAuthorizedOperations", m.topic_authorized_operations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const MetadataResponse& m) {
  j.begin_object();
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("brokers");
  for (const auto& element : m.brokers) put(j, version, element);
  j.end_array();
  if (version >= 2) j.text("clusterId", m.cluster_id);
  if (version >= 1) j.integer("controllerId", m.controller_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (version >= 8 && version <= 10) j.integer("clusterAuthorizedOperations", m.cluster_authorized_operations);
  if (version >= 13) j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] MetadataResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  m.brokers.resize(j.array_size("brokers"));
  {
    std::size_t index = 0;
    for (auto& element : m.brokers) take(j.at("brokers", index++), version, element);
  }
  if (version >= 2) j.text("clusterId", m.cluster_id);
  if (version >= 1) j.integer("controllerId", m.controller_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (version >= 8 && version <= 10) j.integer("clusterAuthorizedOperations", m.cluster_authorized_operations);
  if (version >= 13) j.integer("errorCode", m.error_code);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const MetadataResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, MetadataResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
