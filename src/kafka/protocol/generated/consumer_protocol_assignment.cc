// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_protocol_assignment.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          consumer_protocol_assignment::TopicPartition& m) {
  constexpr bool flexible = false;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const consumer_protocol_assignment::TopicPartition& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ConsumerProtocolAssignment& m) {
  constexpr bool flexible = false;
  m.assigned_partitions.resize(read_count(r, flexible, 6, sizeof(consumer_protocol_assignment::TopicPartition)));
  for (auto& element : m.assigned_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.user_data = read_nullable_bytes(r, flexible);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ConsumerProtocolAssignment& m) {
  constexpr bool flexible = false;
  write_count(w, flexible, m.assigned_partitions.size());
  for (const auto& element : m.assigned_partitions) write(w, version, element);
  write_nullable_bytes(w, flexible, m.user_data, true);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerProtocolAssignment& message) {
  if (version < ConsumerProtocolAssignment::kMinVersion || version > ConsumerProtocolAssignment::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ConsumerProtocolAssignment& message) {
  assert_version(ConsumerProtocolAssignment::kMinVersion, version, ConsumerProtocolAssignment::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
