// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/txn_offset_commit.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const txn_offset_commit_request::TxnOffsetCommitRequestPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 2) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("committedMetadata", m.committed_metadata);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] txn_offset_commit_request::TxnOffsetCommitRequestPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 2) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("committedMetadata", m.committed_metadata);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const txn_offset_commit_request::TxnOffsetCommitRequestTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] txn_offset_commit_request::TxnOffsetCommitRequestTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const TxnOffsetCommitRequest& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.text("groupId", m.group_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  if (version >= 3) j.integer("generationId", m.generation_id);
  if (version >= 3) j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] TxnOffsetCommitRequest& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.text("groupId", m.group_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  if (version >= 3) j.integer("generationId", m.generation_id);
  if (version >= 3) j.text("memberId", m.member_id);
  if (version >= 3) j.text("groupInstanceId", m.group_instance_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const TxnOffsetCommitRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, TxnOffsetCommitRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const txn_offset_commit_response::TxnOffsetCommitResponsePartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] txn_offset_commit_response::TxnOffsetCommitResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const txn_offset_commit_response::TxnOffsetCommitResponseTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] txn_offset_commit_response::TxnOffsetCommitResponseTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const TxnOffsetCommitResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] TxnOffsetCommitResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const TxnOffsetCommitResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, TxnOffsetCommitResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
