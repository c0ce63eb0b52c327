// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/write_txn_markers.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const write_txn_markers_request::WritableTxnMarkerTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] write_txn_markers_request::WritableTxnMarkerTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const write_txn_markers_request::WritableTxnMarker& m) {
  j.begin_object();
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("transactionResult", m.transaction_result);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("coordinatorEpoch", m.coordinator_epoch);
  if (version >= 2) j.integer("transactionVersion", m.transaction_version);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] write_txn_markers_request::WritableTxnMarker& m) {
  if (!j.expect_object()) return;
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("transactionResult", m.transaction_result);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("coordinatorEpoch", m.coordinator_epoch);
  if (version >= 2) j.integer("transactionVersion", m.transaction_version);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const WriteTxnMarkersRequest& m) {
  j.begin_object();
  j.begin_array("markers");
  for (const auto& element : m.markers) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] WriteTxnMarkersRequest& m) {
  if (!j.expect_object()) return;
  m.markers.resize(j.array_size("markers"));
  {
    std::size_t index = 0;
    for (auto& element : m.markers) take(j.at("markers", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const WriteTxnMarkersRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, WriteTxnMarkersRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerPartitionResult& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] write_txn_markers_response::WritableTxnMarkerPartitionResult& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] write_txn_markers_response::WritableTxnMarkerTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerResult& m) {
  j.begin_object();
  j.integer("producerId", m.producer_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] write_txn_markers_response::WritableTxnMarkerResult& m) {
  if (!j.expect_object()) return;
  j.integer("producerId", m.producer_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const WriteTxnMarkersResponse& m) {
  j.begin_object();
  j.begin_array("markers");
  for (const auto& element : m.markers) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] WriteTxnMarkersResponse& m) {
  if (!j.expect_object()) return;
  m.markers.resize(j.array_size("markers"));
  {
    std::size_t index = 0;
    for (auto& element : m.markers) take(j.at("markers", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const WriteTxnMarkersResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, WriteTxnMarkersResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
