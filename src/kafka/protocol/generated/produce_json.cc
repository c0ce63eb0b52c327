// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/produce.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_request::PartitionProduceData& m) {
  j.begin_object();
  j.integer("index", m.index);
  j.records("records", m.records);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_request::PartitionProduceData& m) {
  if (!j.expect_object()) return;
  j.integer("index", m.index);
  j.records("records", m.records);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_request::TopicProduceData& m) {
  j.begin_object();
  if (version <= 12) j.text("name", m.name);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.begin_array("partitionData");
  for (const auto& element : m.partition_data) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_request::TopicProduceData& m) {
  if (!j.expect_object()) return;
  if (version <= 12) j.text("name", m.name);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  m.partition_data.resize(j.array_size("partitionData"));
  {
    std::size_t index = 0;
    for (auto& element : m.partition_data) take(j.at("partitionData", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ProduceRequest& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("acks", m.acks);
  j.integer("timeoutMs", m.timeout_ms);
  j.begin_array("topicData");
  for (const auto& element : m.topic_data) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ProduceRequest& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("acks", m.acks);
  j.integer("timeoutMs", m.timeout_ms);
  m.topic_data.resize(j.array_size("topicData"));
  {
    std::size_t index = 0;
    for (auto& element : m.topic_data) take(j.at("topicData", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ProduceRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ProduceRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_response::BatchIndexAndErrorMessage& m) {
  j.begin_object();
  j.integer("batchIndex", m.batch_index);
  j.text("batchIndexErrorMessage", m.batch_index_error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_response::BatchIndexAndErrorMessage& m) {
  if (!j.expect_object()) return;
  j.integer("batchIndex", m.batch_index);
  j.text("batchIndexErrorMessage", m.batch_index_error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_response::LeaderIdAndEpoch& m) {
  j.begin_object();
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_response::LeaderIdAndEpoch& m) {
  if (!j.expect_object()) return;
  j.integer("leaderId", m.leader_id);
  j.integer("leaderEpoch", m.leader_epoch);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_response::PartitionProduceResponse& m) {
  j.begin_object();
  j.integer("index", m.index);
  j.integer("errorCode", m.error_code);
  j.integer("baseOffset", m.base_offset);
  j.integer("logAppendTimeMs", m.log_append_time_ms);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  if (version >= 8) {
    j.begin_array("recordErrors");
    for (const auto& element : m.record_errors) put(j, version, element);
    j.end_array();
  }
  if (version >= 8) j.text("errorMessage", m.error_message);
  if (version >= 10 && !(m.current_leader == produce_response::LeaderIdAndEpoch{})) {
    j.key("currentLeader");
    put(j, version, m.current_leader);
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_response::PartitionProduceResponse& m) {
  if (!j.expect_object()) return;
  j.integer("index", m.index);
  j.integer("errorCode", m.error_code);
  j.integer("baseOffset", m.base_offset);
  j.integer("logAppendTimeMs", m.log_append_time_ms);
  if (version >= 5) j.integer("logStartOffset", m.log_start_offset);
  if (version >= 8) {
    m.record_errors.resize(j.array_size("recordErrors"));
    {
      std::size_t index = 0;
      for (auto& element : m.record_errors) take(j.at("recordErrors", index++), version, element);
    }
  }
  if (version >= 8) j.text("errorMessage", m.error_message);
  if (version >= 10 && j.has("currentLeader")) take(j.at("currentLeader"), version, m.current_leader);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_response::TopicProduceResponse& m) {
  j.begin_object();
  if (version <= 12) j.text("name", m.name);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  j.begin_array("partitionResponses");
  for (const auto& element : m.partition_responses) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_response::TopicProduceResponse& m) {
  if (!j.expect_object()) return;
  if (version <= 12) j.text("name", m.name);
  if (version >= 13) j.uuid("topicId", m.topic_id);
  m.partition_responses.resize(j.array_size("partitionResponses"));
  {
    std::size_t index = 0;
    for (auto& element : m.partition_responses) take(j.at("partitionResponses", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const produce_response::NodeEndpoint& m) {
  j.begin_object();
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] produce_response::NodeEndpoint& m) {
  if (!j.expect_object()) return;
  j.integer("nodeId", m.node_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ProduceResponse& m) {
  j.begin_object();
  j.begin_array("responses");
  for (const auto& element : m.responses) put(j, version, element);
  j.end_array();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 10 && !m.node_endpoints.empty()) {
    j.begin_array("nodeEndpoints");
    for (const auto& element : m.node_endpoints) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ProduceResponse& m) {
  if (!j.expect_object()) return;
  m.responses.resize(j.array_size("responses"));
  {
    std::size_t index = 0;
    for (auto& element : m.responses) take(j.at("responses", index++), version, element);
  }
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 10 && j.has("nodeEndpoints")) {
    m.node_endpoints.resize(j.array_size("nodeEndpoints"));
    {
      std::size_t index = 0;
      for (auto& element : m.node_endpoints) take(j.at("nodeEndpoints", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ProduceResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ProduceResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
