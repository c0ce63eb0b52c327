// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace consumer_protocol_subscription {

struct TopicPartition {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartition&) const = default;
};

}  // namespace consumer_protocol_subscription

struct ConsumerProtocolSubscription {
  static constexpr std::string_view kName = "ConsumerProtocolSubscription";
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never
  using TopicPartition = consumer_protocol_subscription::TopicPartition;

  std::vector<std::string> topics;
  std::optional<bytes::Slice> user_data;
  std::vector<consumer_protocol_subscription::TopicPartition> owned_partitions;  // v1+
  std::int32_t generation_id = -1;  // v2+
  std::optional<std::string> rack_id;  // v3+
  bool operator==(const ConsumerProtocolSubscription&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerProtocolSubscription& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerProtocolSubscription& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerProtocolSubscription& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerProtocolSubscription& message);

}  // namespace ringfence::kafka
