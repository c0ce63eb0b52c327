// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_group_describe.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ConsumerGroupDescribeRequest& m) {
  j.begin_object();
  j.list("groupIds", m.group_ids);
  j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ConsumerGroupDescribeRequest& m) {
  if (!j.expect_object()) return;
  j.list("groupIds", m.group_ids);
  j.boolean("includeAuthorizedOperations", m.include_authorized_operations);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupDescribeRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupDescribeRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_group_describe_response::TopicPartitions& m) {
  j.begin_object();
  j.uuid("topicId", m.topic_id);
  j.text("topicName", m.topic_name);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_group_describe_response::TopicPartitions& m) {
  if (!j.expect_object()) return;
  j.uuid("topicId", m.topic_id);
  j.text("topicName", m.topic_name);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_group_describe_response::Assignment& m) {
  j.begin_object();
  j.begin_array("topicPartitions");
  for (const auto& element : m.topic_partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_group_describe_response::Assignment& m) {
  if (!j.expect_object()) return;
  m.topic_partitions.resize(j.array_size("topicPartitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.topic_partitions) take(j.at("topicPartitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_group_describe_response::Member& m) {
  j.begin_object();
  j.text("memberId", m.member_id);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.list("subscribedTopicNames", m.subscribed_topic_names);
  j.text("subscribedTopicRegex", m.subscribed_topic_regex);
  j.key("assignment");
  put(j, version, m.assignment);
  j.key("targetAssignment");
  put(j, version, m.target_assignment);
  if (version >= 1) j.integer("memberType", m.member_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_group_describe_response::Member& m) {
  if (!j.expect_object()) return;
  j.text("memberId", m.member_id);
  j.text("instanceId", m.instance_id);
  j.text("rackId", m.rack_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("clientId", m.client_id);
  j.text("clientHost", m.client_host);
  j.list("subscribedTopicNames", m.subscribed_topic_names);
  j.text("subscribedTopicRegex", m.subscribed_topic_regex);
  take(j.at("assignment"), version, m.assignment);
  take(j.at("targetAssignment"), version, m.target_assignment);
  if (version >= 1) j.integer("memberType", m.member_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_group_describe_response::DescribedGroup& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.integer("groupEpoch", m.group_epoch);
  j.integer("assignmentEpoch", m.assignment_epoch);
  j.text("assignorName", m.assignor_name);
  j.begin_array("members");
  for (const auto& element : m.members) put(j, version, element);
  j.end_array();
  j.integer("authorizedOperations", m.authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_group_describe_response::DescribedGroup& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("groupId", m.group_id);
  j.text("groupState", m.group_state);
  j.integer("groupEpoch", m.group_epoch);
  j.integer("assignmentEpoch", m.assignment_epoch);
  j.text("assignorName", m.assignor_name);
  m.members.resize(j.array_size("members"));
  {
    std::size_t index = 0;
    for (auto& element : m.members) take(j.at("members", index++), version, element);
  }
  j.integer("authorizedOperations", m.authorized_operations);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ConsumerGroupDescribeResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ConsumerGroupDescribeResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupDescribeResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupDescribeResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
