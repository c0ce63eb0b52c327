// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_for_leader_epoch.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_for_leader_epoch_request::OffsetForLeaderPartition& m) {
  j.begin_object();
  j.integer("partition", m.partition);
  j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("leaderEpoch", m.leader_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_for_leader_epoch_request::OffsetForLeaderPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partition", m.partition);
  j.integer("currentLeaderEpoch", m.current_leader_epoch);
  j.integer("leaderEpoch", m.leader_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_for_leader_epoch_request::OffsetForLeaderTopic& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_for_leader_epoch_request::OffsetForLeaderTopic& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetForLeaderEpochRequest& m) {
  j.begin_object();
  if (version >= 3) j.integer("replicaId", m.replica_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetForLeaderEpochRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.integer("replicaId", m.replica_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetForLeaderEpochRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetForLeaderEpochRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_for_leader_epoch_response::EpochEndOffset& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.integer("partition", m.partition);
  j.integer("leaderEpoch", m.leader_epoch);
  j.integer("endOffset", m.end_offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_for_leader_epoch_response::EpochEndOffset& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.integer("partition", m.partition);
  j.integer("leaderEpoch", m.leader_epoch);
  j.integer("endOffset", m.end_offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_for_leader_epoch_response::OffsetForLeaderTopicResult& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_for_leader_epoch_response::OffsetForLeaderTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetForLeaderEpochResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetForLeaderEpochResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetForLeaderEpochResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetForLeaderEpochResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
