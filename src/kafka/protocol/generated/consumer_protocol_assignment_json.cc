// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_protocol_assignment.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_protocol_assignment::TopicPartition& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_protocol_assignment::TopicPartition& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ConsumerProtocolAssignment& m) {
  j.begin_object();
  j.begin_array("assignedPartitions");
  for (const auto& element : m.assigned_partitions) put(j, version, element);
  j.end_array();
  j.bytes("userData", m.user_data);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ConsumerProtocolAssignment& m) {
  if (!j.expect_object()) return;
  m.assigned_partitions.resize(j.array_size("assignedPartitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.assigned_partitions) take(j.at("assignedPartitions", index++), version, element);
  }
  j.bytes("userData", m.user_data);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ConsumerProtocolAssignment& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerProtocolAssignment& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
