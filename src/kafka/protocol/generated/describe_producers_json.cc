// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_producers.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_producers_request::TopicRequest& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_producers_request::TopicRequest& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeProducersRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeProducersRequest& m) {
  if (!j.expect_object()) return;
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeProducersRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeProducersRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_producers_response::ProducerState& m) {
  j.begin_object();
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.integer("lastSequence", m.last_sequence);
  j.integer("lastTimestamp", m.last_timestamp);
  j.integer("coordinatorEpoch", m.coordinator_epoch);
  j.integer("currentTxnStartOffset", m.current_txn_start_offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_producers_response::ProducerState& m) {
  if (!j.expect_object()) return;
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.integer("lastSequence", m.last_sequence);
  j.integer("lastTimestamp", m.last_timestamp);
  j.integer("coordinatorEpoch", m.coordinator_epoch);
  j.integer("currentTxnStartOffset", m.current_txn_start_offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_producers_response::PartitionResponse& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.begin_array("activeProducers");
  for (const auto& element : m.active_producers) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_producers_response::PartitionResponse& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  m.active_producers.resize(j.array_size("activeProducers"));
  {
    std::size_t index = 0;
    for (auto& element : m.active_producers) take(j.at("activeProducers", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_producers_response::TopicResponse& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_producers_response::TopicResponse& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeProducersResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeProducersResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeProducersResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeProducersResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
