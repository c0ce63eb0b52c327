// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_share_group_offsets.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic))) {
    for (auto& element : m.topics.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topics.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  if (m.topics) {
    write_count(w, flexible, m.topics->size());
    for (const auto& element : *m.topics) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  m.groups.resize(read_count(r, flexible, 3, sizeof(describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeShareGroupOffsetsRequest& message) {
  if (version < DescribeShareGroupOffsetsRequest::kMinVersion || version > DescribeShareGroupOffsetsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeShareGroupOffsetsRequest& message) {
  assert_version(DescribeShareGroupOffsetsRequest::kMinVersion, version, DescribeShareGroupOffsetsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.start_offset = r.i64();
  m.leader_epoch = r.i32();
  if (version >= 1) m.lag = r.i64();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i64(m.start_offset);
  w.i32(m.leader_epoch);
  if (version >= 1) w.i64(m.lag);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 20, sizeof(describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 19, sizeof(describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.groups.resize(read_count(r, flexible, 6, sizeof(describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeShareGroupOffsetsResponse& message) {
  if (version < DescribeShareGroupOffsetsResponse::kMinVersion || version > DescribeShareGroupOffsetsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeShareGroupOffsetsResponse& message) {
  assert_version(DescribeShareGroupOffsetsResponse::kMinVersion, version, DescribeShareGroupOffsetsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
