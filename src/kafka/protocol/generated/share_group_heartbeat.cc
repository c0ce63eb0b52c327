// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_group_heartbeat.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.member_id = read_string(r, flexible);
  m.member_epoch = r.i32();
  m.rack_id = read_nullable_string(r, flexible);
  read_list(r, flexible, m.subscribed_topic_names);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.member_id);
  w.i32(m.member_epoch);
  write_nullable_string(w, flexible, m.rack_id, true);
  write_list(w, flexible, m.subscribed_topic_names, true);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupHeartbeatRequest& message) {
  if (version < ShareGroupHeartbeatRequest::kMinVersion || version > ShareGroupHeartbeatRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupHeartbeatRequest& message) {
  assert_version(ShareGroupHeartbeatRequest::kMinVersion, version, ShareGroupHeartbeatRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_heartbeat_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_heartbeat_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_heartbeat_response::Assignment& m) {
  constexpr bool flexible = true;
  m.topic_partitions.resize(read_count(r, flexible, 18, sizeof(share_group_heartbeat_response::TopicPartitions)));
  for (auto& element : m.topic_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_heartbeat_response::Assignment& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topic_partitions.size());
  for (const auto& element : m.topic_partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareGroupHeartbeatResponse& m) {
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
           [[maybe_unused]] const ShareGroupHeartbeatResponse& m) {
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

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupHeartbeatResponse& message) {
  if (version < ShareGroupHeartbeatResponse::kMinVersion || version > ShareGroupHeartbeatResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupHeartbeatResponse& message) {
  assert_version(ShareGroupHeartbeatResponse::kMinVersion, version, ShareGroupHeartbeatResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
