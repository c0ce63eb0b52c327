// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/consumer_group_heartbeat.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          consumer_group_heartbeat_request::TopicPartitions& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const consumer_group_heartbeat_request::TopicPartitions& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ConsumerGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.member_id = read_string(r, flexible);
  m.member_epoch = r.i32();
  m.instance_id = read_nullable_string(r, flexible);
  m.rack_id = read_nullable_string(r, flexible);
  m.rebalance_timeout_ms = r.i32();
  read_list(r, flexible, m.subscribed_topic_names);
  if (version >= 1) m.subscribed_topic_regex = read_nullable_string(r, flexible);
  m.server_assignor = read_nullable_string(r, flexible);
  if (const auto count = read_nullable_count(r, flexible, 18, sizeof(consumer_group_heartbeat_request::TopicPartitions))) {
    for (auto& element : m.topic_partitions.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topic_partitions.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ConsumerGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.member_id);
  w.i32(m.member_epoch);
  write_nullable_string(w, flexible, m.instance_id, true);
  write_nullable_string(w, flexible, m.rack_id, true);
  w.i32(m.rebalance_timeout_ms);
  write_list(w, flexible, m.subscribed_topic_names, true);
  if (version >= 1) write_nullable_string(w, flexible, m.subscribed_topic_regex, true);
  write_nullable_string(w, flexible, m.server_assignor, true);
  if (m.topic_partitions) {
    write_count(w, flexible, m.topic_partitions->size());
    for (const auto& element : *m.topic_partitions) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupHeartbeatRequest& message) {
  if (version < ConsumerGroupHeartbeatRequest::kMinVersion || version > ConsumerGroupHeartbeatRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupHeartbeatRequest& message) {
  assert_version(ConsumerGroupHeartbeatRequest::kMinVersion, version, ConsumerGroupHeartbeatRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          consumer_group_heartbeat_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const consumer_group_heartbeat_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          consumer_group_heartbeat_response::Assignment& m) {
  constexpr bool flexible = true;
  m.topic_partitions.resize(read_count(r, flexible, 18, sizeof(consumer_group_heartbeat_response::TopicPartitions)));
  for (auto& element : m.topic_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const consumer_group_heartbeat_response::Assignment& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topic_partitions.size());
  for (const auto& element : m.topic_partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ConsumerGroupHeartbeatResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.member_id = read_nullable_string(r, flexible);
  m.member_epoch = r.i32();
  m.heartbeat_interval_ms = r.i32();
  if (r.i8() < 0) {
    m.assignment.reset();
  } else {
    read(r, version, m.assignment.emplace());
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ConsumerGroupHeartbeatResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_nullable_string(w, flexible, m.member_id, true);
  w.i32(m.member_epoch);
  w.i32(m.heartbeat_interval_ms);
  w.i8(m.assignment ? 1 : -1);
  if (m.assignment) write(w, version, *m.assignment);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupHeartbeatResponse& message) {
  if (version < ConsumerGroupHeartbeatResponse::kMinVersion || version > ConsumerGroupHeartbeatResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupHeartbeatResponse& message) {
  assert_version(ConsumerGroupHeartbeatResponse::kMinVersion, version, ConsumerGroupHeartbeatResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
