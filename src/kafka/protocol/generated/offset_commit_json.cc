// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_commit.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_commit_request::OffsetCommitRequestPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 6) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("committedMetadata", m.committed_metadata);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_commit_request::OffsetCommitRequestPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 6) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("committedMetadata", m.committed_metadata);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_commit_request::OffsetCommitRequestTopic& m) {
  j.begin_object();
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_commit_request::OffsetCommitRequestTopic& m) {
  if (!j.expect_object()) return;
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetCommitRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.integer("generationIdOrMemberEpoch", m.generation_id_or_member_epoch);
  j.text("memberId", m.member_id);
  if (version >= 7) j.text("groupInstanceId", m.group_instance_id);
  if (version <= 4) j.integer("retentionTimeMs", m.retention_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetCommitRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.integer("generationIdOrMemberEpoch", m.generation_id_or_member_epoch);
  j.text("memberId", m.member_id);
  if (version >= 7) j.text("groupInstanceId", m.group_instance_id);
  if (version <= 4) j.integer("retentionTimeMs", m.retention_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetCommitRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetCommitRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_commit_response::OffsetCommitResponsePartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_commit_response::OffsetCommitResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_commit_response::OffsetCommitResponseTopic& m) {
  j.begin_object();
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_commit_response::OffsetCommitResponseTopic& m) {
  if (!j.expect_object()) return;
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetCommitResponse& m) {
  j.begin_object();
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetCommitResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetCommitResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetCommitResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
