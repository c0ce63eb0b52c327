// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_group_heartbeat.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ShareGroupHeartbeatRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("rackId", m.rack_id);
  j.list("subscribedTopicNames", m.subscribed_topic_names);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ShareGroupHeartbeatRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.text("rackId", m.rack_id);
  j.list("subscribedTopicNames", m.subscribed_topic_names);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ShareGroupHeartbeatRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ShareGroupHeartbeatRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_group_heartbeat_response::TopicPartitions& m) {
  j.begin_object();
  j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_group_heartbeat_response::TopicPartitions& m) {
  if (!j.expect_object()) return;
  j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_group_heartbeat_response::Assignment& m) {
  j.begin_object();
  j.begin_array("topicPartitions");
  for (const auto& element : m.topic_partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_group_heartbeat_response::Assignment& m) {
  if (!j.expect_object()) return;
  m.topic_partitions.resize(j.array_size("topicPartitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.topic_partitions) take(j.at("topicPartitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ShareGroupHeartbeatResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("heartbeatIntervalMs", m.heartbeat_interval_ms);
  if (m.assignment) {
    j.key("assignment");
    put(j, version, *m.assignment);
  } else {
    j.null("assignment");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ShareGroupHeartbeatResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.text("memberId", m.member_id);
  j.integer("memberEpoch", m.member_epoch);
  j.integer("heartbeatIntervalMs", m.heartbeat_interval_ms);
  if (j.is_null("assignment")) {
    m.assignment.reset();
  } else {
    take(j.at("assignment"), version, m.assignment.emplace());
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ShareGroupHeartbeatResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ShareGroupHeartbeatResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
