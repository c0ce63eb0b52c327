// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_records.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_records_request::DeleteRecordsPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("offset", m.offset);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_records_request::DeleteRecordsPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("offset", m.offset);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_records_request::DeleteRecordsTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_records_request::DeleteRecordsTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteRecordsRequest& m) {
  j.begin_object();
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("timeoutMs", m.timeout_ms);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteRecordsRequest& m) {
  if (!j.expect_object()) return;
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("timeoutMs", m.timeout_ms);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteRecordsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteRecordsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_records_response::DeleteRecordsPartitionResult& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("lowWatermark", m.low_watermark);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_records_response::DeleteRecordsPartitionResult& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("lowWatermark", m.low_watermark);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const delete_records_response::DeleteRecordsTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] delete_records_response::DeleteRecordsTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DeleteRecordsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DeleteRecordsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DeleteRecordsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteRecordsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
