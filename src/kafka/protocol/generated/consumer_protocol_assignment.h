// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace consumer_protocol_assignment {

struct TopicPartition {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartition&) const = default;
};

}  // namespace consumer_protocol_assignment

struct ConsumerProtocolAssignment {
  static constexpr std::string_view kName = "ConsumerProtocolAssignment";
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never
  using TopicPartition = consumer_protocol_assignment::TopicPartition;

  std::vector<consumer_protocol_assignment::TopicPartition> assigned_partitions;
  std::optional<bytes::Slice> user_data;
  bool operator==(const ConsumerProtocolAssignment&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerProtocolAssignment& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerProtocolAssignment& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerProtocolAssignment& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerProtocolAssignment& message);

}  // namespace ringfence::kafka
