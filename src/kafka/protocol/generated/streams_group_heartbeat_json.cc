// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/streams_group_heartbeat.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::KeyValue& m) {
  j.begin_object();
  j.text("key", m.key);
  j.text("value", m.value);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::KeyValue& m) {
  if (!j.expect_object()) return;
  j.text("key", m.key);
  j.text("value", m.value);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::TopicInfo& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("partitions", m.partitions);
  j.integer("replicationFactor", m.replication_factor);
  j.begin_array("topicConfigs");
  for (const auto& element : m.topic_configs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::TopicInfo& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("partitions", m.partitions);
  j.integer("replicationFactor", m.replication_factor);
  m.topic_configs.resize(j.array_size("topicConfigs"));
  {
    std::size_t index = 0;
    for (auto& element : m.topic_configs) take(j.at("topicConfigs", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::CopartitionGroup& m) {
  j.begin_object();
  j.list("sourceTopics", m.source_topics);
  j.list("sourceTopicRegex", m.source_topic_regex);
  j.list("repartitionSourceTopics", m.repartition_source_topics);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::CopartitionGroup& m) {
  if (!j.expect_object()) return;
  j.list("sourceTopics", m.source_topics);
  j.list("sourceTopicRegex", m.source_topic_regex);
  j.list("repartitionSourceTopics", m.repartition_source_topics);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::Subtopology& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.list("sourceTopics", m.source_topics);
  j.list("sourceTopicRegex", m.source_topic_regex);
  j.begin_array("stateChangelogTopics");
  for (const auto& element : m.state_changelog_topics) put(j, version, element);
  j.end_array();
  j.list("repartitionSinkTopics", m.repartition_sink_topics);
  j.begin_array("repartitionSourceTopics");
  for (const auto& element : m.repartition_source_topics) put(j, version, element);
  j.end_array();
  j.begin_array("copartitionGroups");
  for (const auto& element : m.copartition_groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::Subtopology& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.list("sourceTopics", m.source_topics);
  j.list("sourceTopicRegex", m.source_topic_regex);
  m.state_changelog_topics.resize(j.array_size("stateChangelogTopics"));
  {
    std::size_t index = 0;
    for (auto& element : m.state_changelog_topics) take(j.at("stateChangelogTopics", index++), version, element);
  }
  j.list("repartitionSinkTopics", m.repartition_sink_topics);
  m.repartition_source_topics.resize(j.array_size("repartitionSourceTopics"));
  {
    std::size_t index = 0;
    for (auto& element : m.repartition_source_topics) take(j.at("repartitionSourceTopics", index++), version, element);
  }
  m.copartition_groups.resize(j.array_size("copartitionGroups"));
  {
    std::size_t index = 0;
    for (auto& element : m.copartition_groups) take(j.at("copartitionGroups", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::Topology& m) {
  j.begin_object();
  j.integer("epoch", m.epoch);
  j.begin_array("subtopologies");
  for (const auto& element : m.subtopologies) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::Topology& m) {
  if (!j.expect_object()) return;
  j.integer("epoch", m.epoch);
  m.subtopologies.resize(j.array_size("subtopologies"));
  {
    std::size_t index = 0;
    for (auto& element : m.subtopologies) take(j.at("subtopologies", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::TaskIds& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::TaskIds& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::Endpoint& m) {
  j.begin_object();
  j.text("host", m.host);
  j.integer("port", m.port);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::Endpoint& m) {
  if (!j.expect_object()) return;
  j.text("host", m.host);
  j.integer("port", m.port);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_request::TaskOffset& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.integer("partition", m.partition);
  j.integer("offset", m.offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_request::TaskOffset& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.integer("partition", m.partition);
  j.integer("offset", m.offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const StreamsGroupHeartbeatRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("endpointInformationEpoch", m.endpoint_information_epoch);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.integer("rebalanceTimeoutMs", m.rebalance_timeout_ms);
  if (m.topology) {
    j.key("topology");
    put(j, version, *m.topology);
  } else {
    j.null("topology");
  }
  if (m.active_tasks) {
    j.begin_array("activeTasks");
    for (const auto& element : *m.active_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("activeTasks");
  }
  if (m.standby_tasks) {
    j.begin_array("standbyTasks");
    for (const auto& element : *m.standby_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("standbyTasks");
  }
  if (m.warmup_tasks) {
    j.begin_array("warmupTasks");
    for (const auto& element : *m.warmup_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("warmupTasks");
  }
  j.text("processId", m.process_id);
  if (m.user_endpoint) {
    j.key("userEndpoint");
    put(j, version, *m.user_endpoint);
  } else {
    j.null("userEndpoint");
  }
  if (m.client_tags) {
    j.begin_array("clientTags");
    for (const auto& element : *m.client_tags) put(j, version, element);
    j.end_array();
  } else {
    j.null("clientTags");
  }
  if (m.task_offsets) {
    j.begin_array("taskOffsets");
    for (const auto& element : *m.task_offsets) put(j, version, element);
    j.end_array();
  } else {
    j.null("taskOffsets");
  }
  if (m.task_end_offsets) {
    j.begin_array("taskEndOffsets");
    for (const auto& element : *m.task_end_offsets) put(j, version, element);
    j.end_array();
  } else {
    j.null("taskEndOffsets");
  }
  j.boolean("shutdownApplication", m.shutdown_application);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] StreamsGroupHeartbeatRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("endpointInformationEpoch", m.endpoint_information_epoch);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.integer("rebalanceTimeoutMs", m.rebalance_timeout_ms);
  if (j.is_null("topology")) {
    m.topology.reset();
  } else {
    take(j.at("topology"), version, m.topology.emplace());
  }
  if (j.is_null("activeTasks")) {
    m.active_tasks.reset();
  } else {
    m.active_tasks.emplace();
    (*m.active_tasks).resize(j.array_size("activeTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.active_tasks) take(j.at("activeTasks", index++), version, element);
    }
  }
  if (j.is_null("standbyTasks")) {
    m.standby_tasks.reset();
  } else {
    m.standby_tasks.emplace();
    (*m.standby_tasks).resize(j.array_size("standbyTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.standby_tasks) take(j.at("standbyTasks", index++), version, element);
    }
  }
  if (j.is_null("warmupTasks")) {
    m.warmup_tasks.reset();
  } else {
    m.warmup_tasks.emplace();
    (*m.warmup_tasks).resize(j.array_size("warmupTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.warmup_tasks) take(j.at("warmupTasks", index++), version, element);
    }
  }
  j.text("processId", m.process_id);
  if (j.is_null("userEndpoint")) {
    m.user_endpoint.reset();
  } else {
    take(j.at("userEndpoint"), version, m.user_endpoint.emplace());
  }
  if (j.is_null("clientTags")) {
    m.client_tags.reset();
  } else {
    m.client_tags.emplace();
    (*m.client_tags).resize(j.array_size("clientTags"));
    {
      std::size_t index = 0;
      for (auto& element : *m.client_tags) take(j.at("clientTags", index++), version, element);
    }
  }
  if (j.is_null("taskOffsets")) {
    m.task_offsets.reset();
  } else {
    m.task_offsets.emplace();
    (*m.task_offsets).resize(j.array_size("taskOffsets"));
    {
      std::size_t index = 0;
      for (auto& element : *m.task_offsets) take(j.at("taskOffsets", index++), version, element);
    }
  }
  if (j.is_null("taskEndOffsets")) {
    m.task_end_offsets.reset();
  } else {
    m.task_end_offsets.emplace();
    (*m.task_end_offsets).resize(j.array_size("taskEndOffsets"));
    {
      std::size_t index = 0;
      for (auto& element : *m.task_end_offsets) take(j.at("taskEndOffsets", index++), version, element);
    }
  }
  j.boolean("shutdownApplication", m.shutdown_application);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupHeartbeatRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupHeartbeatRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_response::Status& m) {
  j.begin_object();
  j.integer("statusCode", m.status_code);
  j.text("statusDetail", m.status_detail);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_response::Status& m) {
  if (!j.expect_object()) return;
  j.integer("statusCode", m.status_code);
  j.text("statusDetail", m.status_detail);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_response::TaskIds& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_response::TaskIds& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_response::Endpoint& m) {
  j.begin_object();
  j.text("host", m.host);
  j.integer("port", m.port);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_response::Endpoint& m) {
  if (!j.expect_object()) return;
  j.text("host", m.host);
  j.integer("port", m.port);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_response::TopicPartition& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_response::TopicPartition& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_heartbeat_response::EndpointToPartitions& m) {
  j.begin_object();
  j.key("userEndpoint");
  put(j, version, m.user_endpoint);
  j.begin_array("activePartitions");
  for (const auto& element : m.active_partitions) put(j, version, element);
  j.end_array();
  j.begin_array("standbyPartitions");
  for (const auto& element : m.standby_partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_heartbeat_response::EndpointToPartitions& m) {
  if (!j.expect_object()) return;
  take(j.at("userEndpoint"), version, m.user_endpoint);
  m.active_partitions.resize(j.array_size("activePartitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.active_partitions) take(j.at("activePartitions", index++), version, element);
  }
  m.standby_partitions.resize(j.array_size("standbyPartitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.standby_partitions) take(j.at("standbyPartitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const StreamsGroupHeartbeatResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("heartbeatIntervalMs", m.heartbeat_interval_ms);
  j.integer("acceptableRecoveryLag", m.acceptable_recovery_lag);
  j.integer("taskOffsetIntervalMs", m.task_offset_interval_ms);
  if (m.status) {
    j.begin_array("status");
    for (const auto& element : *m.status) put(j, version, element);
    j.end_array();
  } else {
    j.null("status");
  }
  if (m.active_tasks) {
    j.begin_array("activeTasks");
    for (const auto& element : *m.active_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("activeTasks");
  }
  if (m.standby_tasks) {
    j.begin_array("standbyTasks");
    for (const auto& element : *m.standby_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("standbyTasks");
  }
  if (m.warmup_tasks) {
    j.begin_array("warmupTasks");
    for (const auto& element : *m.warmup_tasks) put(j, version, element);
    j.end_array();
  } else {
    j.null("warmupTasks");
  }
  j.integer("endpointInformationEpoch", m.endpoint_information_epoch);
  if (m.partitions_by_user_endpoint) {
    j.begin_array("partitionsByUserEndpoint");
    for (const auto& element : *m.partitions_by_user_endpoint) put(j, version, element);
    j.end_array();
  } else {
    j.null("partitionsByUserEndpoint");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] StreamsGroupHeartbeatResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("heartbeatIntervalMs", m.heartbeat_interval_ms);
  j.integer("acceptableRecoveryLag", m.acceptable_recovery_lag);
  j.integer("taskOffsetIntervalMs", m.task_offset_interval_ms);
  if (j.is_null("status")) {
    m.status.reset();
  } else {
    m.status.emplace();
    (*m.status).resize(j.array_size("status"));
    {
      std::size_t index = 0;
      for (auto& element : *m.status) take(j.at("status", index++), version, element);
    }
  }
  if (j.is_null("activeTasks")) {
    m.active_tasks.reset();
  } else {
    m.active_tasks.emplace();
    (*m.active_tasks).resize(j.array_size("activeTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.active_tasks) take(j.at("activeTasks", index++), version, element);
    }
  }
  if (j.is_null("standbyTasks")) {
    m.standby_tasks.reset();
  } else {
    m.standby_tasks.emplace();
    (*m.standby_tasks).resize(j.array_size("standbyTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.standby_tasks) take(j.at("standbyTasks", index++), version, element);
    }
  }
  if (j.is_null("warmupTasks")) {
    m.warmup_tasks.reset();
  } else {
    m.warmup_tasks.emplace();
    (*m.warmup_tasks).resize(j.array_size("warmupTasks"));
    {
      std::size_t index = 0;
      for (auto& element : *m.warmup_tasks) take(j.at("warmupTasks", index++), version, element);
    }
  }
  j.integer("endpointInformationEpoch", m.endpoint_information_epoch);
  if (j.is_null("partitionsByUserEndpoint")) {
    m.partitions_by_user_endpoint.reset();
  } else {
    m.partitions_by_user_endpoint.emplace();
    (*m.partitions_by_user_endpoint).resize(j.array_size("partitionsByUserEndpoint"));
    {
      std::size_t index = 0;
      for (auto& element : *m.partitions_by_user_endpoint) take(j.at("partitionsByUserEndpoint", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupHeartbeatResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupHeartbeatResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
