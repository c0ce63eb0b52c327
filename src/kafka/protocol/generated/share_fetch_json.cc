// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_fetch.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_request::AcknowledgementBatch& m) {
  j.begin_object();
  j.integer("firstOffset", m.first_offset);
  j.integer("lastOffset", m.last_offset);
  j.list("acknowledgeTypes", m.acknowledge_types);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_request::AcknowledgementBatch& m) {
  if (!j.expect_object()) return;
  j.integer("firstOffset", m.first_offset);
  j.integer("lastOffset", m.last_offset);
  j.list("acknowledgeTypes", m.acknowledge_types);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_request::FetchPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.begin_array("acknowledgementBatches");
  for (const auto& element : m.acknowledgement_batches) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_request::FetchPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  m.acknowledgement_batches.resize(j.array_size("acknowledgementBatches"));
  {
    std::size_t index = 0;
    for (auto& element : m.acknowledgement_batches) take(j.at("acknowledgementBatches", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_request::FetchTopic& m) {
  j.begin_object();
  j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_request::FetchTopic& m) {
  if (!j.expect_object()) return;
  j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_request::ForgottenTopic& m) {
  j.begin_object();
  j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_request::ForgottenTopic& m) {
  if (!j.expect_object()) return;
  j.uuid("topicId", m.topic_id);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ShareFetchRequest& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("shareSessionEpoch", m.share_session_epoch);
  j.integer("maxWaitMs", m.max_wait_ms);
  j.integer("minBytes", m.min_bytes);
  j.integer("maxBytes", m.max_bytes);
  j.integer("maxRecords", m.max_records);
  j.integer("batchSize", m.batch_size);
  if (version >= 2) j.integer("shareAcquireMode", m.share_acquire_mode);
  if (version >= 2) j.boolean("isRenewAck", m.is_renew_ack);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.begin_array("forgottenTopicsData");
  for (const auto& element : m.forgotten_topics_data) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ShareFetchRequest& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  j.text("memberId", m.member_id);
  j.integer("shareSessionEpoch", m.share_session_epoch);
  j.integer("maxWaitMs", m.max_wait_ms);
  j.integer("minBytes", m.min_bytes);
  j.integer("maxBytes", m.max_bytes);
  j.integer("maxRecords", m.max_records);
  j.integer("batchSize", m.batch_size);
  if (version >= 2) j.integer("shareAcquireMode", m.share_acquire_mode);
  if (version >= 2) j.boolean("isRenewAck", m.is_renew_ack);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  m.forgotten_topics_data.resize(j.array_size("forgottenTopicsData"));
  {
    std::size_t index = 0;
    for (auto& element : m.forgotten_topics_data) take(j.at("forgottenTopicsData", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ShareFetchRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ShareFetchRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_response::LeaderIdAndEpoch& m) {
  j.begin_object();
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_response::LeaderIdAndEpoch& m) {
  if (!j.expect_object()) return;
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_response::AcquiredRecords& m) {
  j.begin_object();
  j.integer("firstOffset", m.first_offset);
  j.integer("lastOffset", m.last_offset);
  j.integer("deliveryCount", m.delivery_count);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_response::AcquiredRecords& m) {
  if (!j.expect_object()) return;
  j.integer("firstOffset", m.first_offset);
  j.integer("lastOffset", m.last_offset);
  j.integer("deliveryCount", m.delivery_count);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_response::PartitionData& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("acknowledgeErrorCode", m.acknowledge_error_code);
  j.text("acknowledgeErrorMessage", m.acknowledge_error_message);
  j.key("currentLeader");
  put(j, version, m.current_leader);
  j.records("records", m.records);
  j.begin_array("acquiredRecords");
  for (const auto& element : m.acquired_records) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_response::PartitionData& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("acknowledgeErrorCode", m.acknowledge_error_code);
  j.text("acknowledgeErrorMessage", m.acknowledge_error_message);
  take(j.at("currentLeader"), version, m.current_leader);
  j.records("records", m.records);
  m.acquired_records.resize(j.array_size("acquiredRecords"));
  {
    std::size_t index = 0;
    for (auto& element : m.acquired_records) take(j.at("acquiredRecords", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_response::ShareFetchableTopicResponse& m) {
  j.begin_object();
  j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_response::ShareFetchableTopicResponse& m) {
  if (!j.expect_object()) return;
  j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const share_fetch_response::NodeEndpoint& m) {
  j.begin_object();
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] share_fetch_response::NodeEndpoint& m) {
  if (!j.expect_object()) return;
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ShareFetchResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("acquisitionLockTimeoutMs", m.acquisition_lock_timeout_ms);
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.begin_array("nodeEndpoints");
  for (const auto& element : m.node_endpoints) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ShareFetchResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.integer("acquisitionLockTimeoutMs", m.acquisition_lock_timeout_ms);
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
  m.node_endpoints.resize(j.array_size("nodeEndpoints"));
  {
    std::size_t index = 0;
    for (auto& element : m.node_endpoints) take(j.at("nodeEndpoints", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ShareFetchResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ShareFetchResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
