// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_protocol_subscription.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const consumer_protocol_subscription::TopicPartition& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] consumer_protocol_subscription::TopicPartition& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ConsumerProtocolSubscription& m) {
  j.begin_object();
  j.list("topics", m.topics);
  j.bytes("userData", m.user_data);
  if (version >= 1) {
    j.begin_array("ownedPartitions");
    for (const auto& element : m.owned_partitions) put(j, version, element);
    j.end_array();
  }
  if (version >= 2) j.integer("generationId", m.generation_id);
  if (version >= 3) j.text("rackId", m.rack_id);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ConsumerProtocolSubscription& m) {
  if (!j.expect_object()) return;
  j.list("topics", m.topics);
  j.bytes("userData", m.user_data);
  if (version >= 1) {
    m.owned_partitions.resize(j.array_size("ownedPartitions"));
    {
      std::size_t index = 0;
      for (auto& element : m.owned_partitions) take(j.at("ownedPartitions", index++), version, element);
    }
  }
  if (version >= 2) j.integer("generationId", m.generation_id);
  if (version >= 3) j.text("rackId", m.rack_id);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ConsumerProtocolSubscription& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerProtocolSubscription& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
