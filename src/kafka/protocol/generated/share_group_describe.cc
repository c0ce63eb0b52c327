// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/share_group_describe.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareGroupDescribeRequest& m) {
  constexpr bool flexible = true;
  read_list(r, flexible, m.group_ids);
  m.include_authorized_operations = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareGroupDescribeRequest& m) {
  constexpr bool flexible = true;
  write_list(w, flexible, m.group_ids);
  w.i8(m.include_authorized_operations ? 1 : 0);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupDescribeRequest& message) {
  if (version < ShareGroupDescribeRequest::kMinVersion || version > ShareGroupDescribeRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupDescribeRequest& message) {
  assert_version(ShareGroupDescribeRequest::kMinVersion, version, ShareGroupDescribeRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_describe_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  m.topic_id = r.uuid();
  m.topic_name = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_describe_response::TopicPartitions& m) {
  constexpr bool flexible = true;
  w.uuid(m.topic_id);
  write_string(w, flexible, m.topic_name);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_describe_response::Assignment& m) {
  constexpr bool flexible = true;
  m.topic_partitions.resize(read_count(r, flexible, 19, sizeof(share_group_describe_response::TopicPartitions)));
  for (auto& element : m.topic_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_describe_response::Assignment& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.topic_partitions.size());
  for (const auto& element : m.topic_partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_describe_response::Member& m) {
  constexpr bool flexible = true;
  m.member_id = read_string(r, flexible);
  m.rack_id = read_nullable_string(r, flexible);
  m.member_epoch = r.i32();
  m.client_id = read_string(r, flexible);
  m.client_host = read_string(r, flexible);
  read_list(r, flexible, m.subscribed_topic_names);
  read(r, version, m.assignment);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_describe_response::Member& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.member_id);
  write_nullable_string(w, flexible, m.rack_id, true);
  w.i32(m.member_epoch);
  write_string(w, flexible, m.client_id);
  write_string(w, flexible, m.client_host);
  write_list(w, flexible, m.subscribed_topic_names);
  write(w, version, m.assignment);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          share_group_describe_response::DescribedGroup& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.group_id = read_string(r, flexible);
  m.group_state = read_string(r, flexible);
  m.group_epoch = r.i32();
  m.assignment_epoch = r.i32();
  m.assignor_name = read_string(r, flexible);
  m.members.resize(read_count(r, flexible, 12, sizeof(share_group_describe_response::Member)));
  for (auto& element : m.members) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.authorized_operations = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const share_group_describe_response::DescribedGroup& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.group_state);
  w.i32(m.group_epoch);
  w.i32(m.assignment_epoch);
  write_string(w, flexible, m.assignor_name);
  write_count(w, flexible, m.members.size());
  for (const auto& element : m.members) write(w, version, element);
  w.i32(m.authorized_operations);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ShareGroupDescribeResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.groups.resize(read_count(r, flexible, 20, sizeof(share_group_describe_response::DescribedGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ShareGroupDescribeResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareGroupDescribeResponse& message) {
  if (version < ShareGroupDescribeResponse::kMinVersion || version > ShareGroupDescribeResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ShareGroupDescribeResponse& message) {
  assert_version(ShareGroupDescribeResponse::kMinVersion, version, ShareGroupDescribeResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
