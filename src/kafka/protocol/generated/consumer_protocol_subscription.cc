// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_protocol_subscription.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          consumer_protocol_subscription::TopicPartition& m) {
  constexpr bool flexible = false;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const consumer_protocol_subscription::TopicPartition& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ConsumerProtocolSubscription& m) {
  constexpr bool flexible = false;
  read_list(r, flexible, m.topics);
  m.user_data = read_nullable_bytes(r, flexible);
  if (version >= 1) {
    m.owned_partitions.resize(read_count(r, flexible, 6, sizeof(consumer_protocol_subscription::TopicPartition)));
    for (auto& element : m.owned_partitions) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version >= 2) m.generation_id = r.i32();
  if (version >= 3) m.rack_id = read_nullable_string(r, flexible);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ConsumerProtocolSubscription& m) {
  constexpr bool flexible = false;
  write_list(w, flexible, m.topics);
  write_nullable_bytes(w, flexible, m.user_data, true);
  if (version >= 1) {
    write_count(w, flexible, m.owned_partitions.size());
    for (const auto& element : m.owned_partitions) write(w, version, element);
  }
  if (version >= 2) w.i32(m.generation_id);
  if (version >= 3) write_nullable_string(w, flexible, m.rack_id, true);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerProtocolSubscription& message) {
  if (version < ConsumerProtocolSubscription::kMinVersion || version > ConsumerProtocolSubscription::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ConsumerProtocolSubscription& message) {
  assert_version(ConsumerProtocolSubscription::kMinVersion, version, ConsumerProtocolSubscription::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
