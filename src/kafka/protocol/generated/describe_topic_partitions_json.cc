// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_topic_partitions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_topic_partitions_request::TopicRequest& m) {
  j.begin_object();
  j.text("name", m.name);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_topic_partitions_request::TopicRequest& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_topic_partitions_request::Cursor& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.integer("partitionIndex", m.partition_index);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_topic_partitions_request::Cursor& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  j.integer("partitionIndex", m.partition_index);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeTopicPartitionsRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("responsePartitionLimit", m.response_partition_limit);
  if (m.cursor) {
    j.key("cursor");
    put(j, version, *m.cursor);
  } else {
    j.null("cursor");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeTopicPartitionsRequest& m) {
  if (!j.expect_object()) return;
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("responsePartitionLimit", m.response_partition_limit);
  if (j.is_null("cursor")) {
    m.cursor.reset();
  } else {
    take(j.at("cursor"), version, m.cursor.emplace());
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeTopicPartitionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTopicPartitionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.integer("partitionIndex", m.partition_index);
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.list("replicaNodes", m.replica_nodes);
  j.list("isrNodes", m.isr_nodes);
  j.list("eligibleLeaderReplicas", m.eligible_leader_replicas);
  j.list("lastKnownElr", m.last_known_elr);
  j.list("offlineReplicas", m.offline_replicas);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_topic_partitions_response::DescribeTopicPartitionsResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.integer("partitionIndex", m.partition_index);
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.list("replicaNodes", m.replica_nodes);
  j.list("isrNodes", m.isr_nodes);
  j.list("eligibleLeaderReplicas", m.eligible_leader_replicas);
  j.list("lastKnownElr", m.last_known_elr);
  j.list("offlineReplicas", m.offline_replicas);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("name", m.name);
  j.uuid("topicId", m.topic_id);
  j.boolean("isInternal", m.is_internal);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.integer("topicAuthorizedOperations", m.topic_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_topic_partitions_response::DescribeTopicPartitionsResponseTopic& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("name", m.name);
  j.uuid("topicId", m.topic_id);
  j.boolean("isInternal", m.is_internal);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
  j.integer("topicAuthorizedOperations", m.topic_authorized_operations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_topic_partitions_response::Cursor& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.integer("partitionIndex", m.partition_index);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_topic_partitions_response::Cursor& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  j.integer("partitionIndex", m.partition_index);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeTopicPartitionsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (m.next_cursor) {
    j.key("nextCursor");
    put(j, version, *m.next_cursor);
  } else {
    j.null("nextCursor");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeTopicPartitionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (j.is_null("nextCursor")) {
    m.next_cursor.reset();
  } else {
    take(j.at("nextCursor"), version, m.next_cursor.emplace());
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeTopicPartitionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTopicPartitionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
