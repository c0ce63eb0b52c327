// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/streams_group_describe.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const StreamsGroupDescribeRequest& m) {
  j.begin_object();
  j.list("groupIds", m.group_ids);
  j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] StreamsGroupDescribeRequest& m) {
  if (!j.expect_object()) return;
  j.list("groupIds", m.group_ids);
  j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupDescribeRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupDescribeRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::KeyValue& m) {
  j.begin_object();
  j.text("key", m.key);
  j.text("value", m.value);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::KeyValue& m) {
  if (!j.expect_object()) return;
  j.text("key", m.key);
  j.text("value", m.value);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::TopicInfo& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("partitions", m.partitions);
  j.integer("replicationFactor", m.replication_factor);
  j.begin_array("topicConfigs");
  for (const auto& element : m.topic_configs) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::TopicInfo& m) {
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

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::Subtopology& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.list("sourceTopics", m.source_topics);
  j.list("repartitionSinkTopics", m.repartition_sink_topics);
  j.begin_array("stateChangelogTopics");
  for (const auto& element : m.state_changelog_topics) put(j, version, element);
  j.end_array();
  j.begin_array("repartitionSourceTopics");
  for (const auto& element : m.repartition_source_topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::Subtopology& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.list("sourceTopics", m.source_topics);
  j.list("repartitionSinkTopics", m.repartition_sink_topics);
  m.state_changelog_topics.resize(j.array_size("stateChangelogTopics"));
  {
    std::size_t index = 0;
    for (auto& element : m.state_changelog_topics) take(j.at("stateChangelogTopics", index++), version, element);
  }
  m.repartition_source_topics.resize(j.array_size("repartitionSourceTopics"));
  {
    std::size_t index = 0;
    for (auto& element : m.repartition_source_topics) take(j.at("repartitionSourceTopics", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::Topology& m) {
  j.begin_object();
  j.integer("epoch", m.epoch);
  if (m.subtopologies) {
    j.begin_array("subtopologies");
    for (const auto& element : *m.subtopologies) put(j, version, element);
    j.end_array();
  } else {
    j.null("subtopologies");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::Topology& m) {
  if (!j.expect_object()) return;
  j.integer("epoch", m.epoch);
  if (j.is_null("subtopologies")) {
    m.subtopologies.reset();
  } else {
    m.subtopologies.emplace();
    (*m.subtopologies).resize(j.array_size("subtopologies"));
    {
      std::size_t index = 0;
      for (auto& element : *m.subtopologies) take(j.at("subtopologies", index++), version, element);
    }
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::Endpoint& m) {
  j.begin_object();
  j.text("host", m.host);
  j.integer("port", m.port);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::Endpoint& m) {
  if (!j.expect_object()) return;
  j.text("host", m.host);
  j.integer("port", m.port);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::TaskOffset& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.integer("partition", m.partition);
  j.integer("offset", m.offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::TaskOffset& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.integer("partition", m.partition);
  j.integer("offset", m.offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::TaskIds& m) {
  j.begin_object();
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::TaskIds& m) {
  if (!j.expect_object()) return;
  j.text("subtopologyId", m.subtopology_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::Assignment& m) {
  j.begin_object();
  j.begin_array("activeTasks");
  for (const auto& element : m.active_tasks) put(j, version, element);
  j.end_array();
  j.begin_array("standbyTasks");
  for (const auto& element : m.standby_tasks) put(j, version, element);
  j.end_array();
  j.begin_array("warmupTasks");
  for (const auto& element : m.warmup_tasks) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::Assignment& m) {
  if (!j.expect_object()) return;
  m.active_tasks.resize(j.array_size("activeTasks"));
  {
    std::size_t index = 0;
    for (auto& element : m.active_tasks) take(j.at("activeTasks", index++), version, element);
  }
  m.standby_tasks.resize(j.array_size("standbyTasks"));
  {
    std::size_t index = 0;
    for (auto& element : m.standby_tasks) take(j.at("standbyTasks", index++), version, element);
  }
  m.warmup_tasks.resize(j.array_size("warmupTasks"));
  {
    std::size_t index = 0;
    for (auto& element : m.warmup_tasks) take(j.at("warmupTasks", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::Member& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.integer("topologyEpoch", m.topology_epoch);
  j.text("processId", m.process_id);
  if (m.user_endpoint) {
    j.key("userEndpoint");
    put(j, version, *m.user_endpoint);
  } else {
    j.null("userEndpoint");
  }
  j.begin_array("clientTags");
  for (const auto& element : m.client_tags) put(j, version, element);
  j.end_array();
  j.begin_array("taskOffsets");
  for (const auto& element : m.task_offsets) put(j, version, element);
  j.end_array();
  j.begin_array("taskEndOffsets");
  for (const auto& element : m.task_end_offsets) put(j, version, element);
  j.end_array();
  j.key("assignment");
  put(j, version, m.assignment);
  j.key("targetAssignment");
  put(j, version, m.target_assignment);
  j.boolean("isClassic", m.is_classic);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::Member& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.integer("topologyEpoch", m.topology_epoch);
  j.text("processId", m.process_id);
  if (j.is_null("userEndpoint")) {
    m.user_endpoint.reset();
  } else {
    take(j.at("userEndpoint"), version, m.user_endpoint.emplace());
  }
  m.client_tags.resize(j.array_size("clientTags"));
  {
    std::size_t index = 0;
    for (auto& element : m.client_tags) take(j.at("clientTags", index++), version, element);
  }
  m.task_offsets.resize(j.array_size("taskOffsets"));
  {
    std::size_t index = 0;
    for (auto& element : m.task_offsets) take(j.at("taskOffsets", index++), version, element);
  }
  m.task_end_offsets.resize(j.array_size("taskEndOffsets"));
  {
    std::size_t index = 0;
    for (auto& element : m.task_end_offsets) take(j.at("taskEndOffsets", index++), version, element);
  }
  take(j.at("assignment"), version, m.assignment);
  take(j.at("targetAssignment"), version, m.target_assignment);
  j.boolean("isClassic", m.is_classic);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const streams_group_describe_response::DescribedGroup& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.integer("groupEpoch", m.group_epoch);
  j.integer("assignmentEpoch", m.assignment_epoch);
  if (m.topology) {
    j.key("topology");
    put(j, version, *m.topology);
  } else {
    j.null("topology");
  }
  j.begin_array("members");
  for (const auto& element : m.members) put(j, version, element);
  j.end_array();
  j.integer("authorizedOperations", m.authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] streams_group_describe_response::DescribedGroup& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.integer("groupEpoch", m.group_epoch);
  j.integer("assignmentEpoch", m.assignment_epoch);
  if (j.is_null("topology")) {
    m.topology.reset();
  } else {
    take(j.at("topology"), version, m.topology.emplace());
  }
  m.members.resize(j.array_size("members"));
  {
    std::size_t index = 0;
    for (auto& element : m.members) take(j.at("members", index++), version, element);
  }
  j.integer("authorizedOperations", m.authorized_operations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const StreamsGroupDescribeResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] StreamsGroupDescribeResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupDescribeResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupDescribeResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
