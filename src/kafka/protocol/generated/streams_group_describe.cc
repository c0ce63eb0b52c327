// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/streams_group_describe.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          StreamsGroupDescribeRequest& m) {
  constexpr bool flexible = true;
  read_list(r, flexible, m.group_ids);
  m.include_authorized_operations = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const StreamsGroupDescribeRequest& m) {
  constexpr bool flexible = true;
  write_list(w, flexible, m.group_ids);
  w.i8(m.include_authorized_operations ? 1 : 0);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupDescribeRequest& message) {
  if (version < StreamsGroupDescribeRequest::kMinVersion || version > StreamsGroupDescribeRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupDescribeRequest& message) {
  assert_version(StreamsGroupDescribeRequest::kMinVersion, version, StreamsGroupDescribeRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::KeyValue& m) {
  constexpr bool flexible = true;
  m.key = read_string(r, flexible);
  m.value = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::KeyValue& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.key);
  write_string(w, flexible, m.value);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::TopicInfo& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions = r.i32();
  m.replication_factor = r.i16();
  m.topic_configs.resize(read_count(r, flexible, 3, sizeof(streams_group_describe_response::KeyValue)));
  for (auto& element : m.topic_configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::TopicInfo& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i32(m.partitions);
  w.i16(m.replication_factor);
  write_count(w, flexible, m.topic_configs.size());
  for (const auto& element : m.topic_configs) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::Subtopology& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  read_list(r, flexible, m.source_topics);
  read_list(r, flexible, m.repartition_sink_topics);
  m.state_changelog_topics.resize(read_count(r, flexible, 9, sizeof(streams_group_describe_response::TopicInfo)));
  for (auto& element : m.state_changelog_topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.repartition_source_topics.resize(read_count(r, flexible, 9, sizeof(streams_group_describe_response::TopicInfo)));
  for (auto& element : m.repartition_source_topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::Subtopology& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  write_list(w, flexible, m.source_topics);
  write_list(w, flexible, m.repartition_sink_topics);
  write_count(w, flexible, m.state_changelog_topics.size());
  for (const auto& element : m.state_changelog_topics) write(w, version, element);
  write_count(w, flexible, m.repartition_source_topics.size());
  for (const auto& element : m.repartition_source_topics) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::Topology& m) {
  constexpr bool flexible = true;
  m.epoch = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 6, sizeof(streams_group_describe_response::Subtopology))) {
    for (auto& element : m.subtopologies.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.subtopologies.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::Topology& m) {
  constexpr bool flexible = true;
  w.i32(m.epoch);
  if (m.subtopologies) {
    write_count(w, flexible, m.subtopologies->size());
    for (const auto& element : *m.subtopologies) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::Endpoint& m) {
  constexpr bool flexible = true;
  m.host = read_string(r, flexible);
  m.port = r.u16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::Endpoint& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.host);
  w.u16(m.port);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::TaskOffset& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  m.partition = r.i32();
  m.offset = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::TaskOffset& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  w.i32(m.partition);
  w.i64(m.offset);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::TaskIds& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::TaskIds& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::Assignment& m) {
  constexpr bool flexible = true;
  m.active_tasks.resize(read_count(r, flexible, 3, sizeof(streams_group_describe_response::TaskIds)));
  for (auto& element : m.active_tasks) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.standby_tasks.resize(read_count(r, flexible, 3, sizeof(streams_group_describe_response::TaskIds)));
  for (auto& element : m.standby_tasks) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.warmup_tasks.resize(read_count(r, flexible, 3, sizeof(streams_group_describe_response::TaskIds)));
  for (auto& element : m.warmup_tasks) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::Assignment& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.active_tasks.size());
  for (const auto& element : m.active_tasks) write(w, version, element);
  write_count(w, flexible, m.standby_tasks.size());
  for (const auto& element : m.standby_tasks) write(w, version, element);
  write_count(w, flexible, m.warmup_tasks.size());
  for (const auto& element : m.warmup_tasks) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::Member& m) {
  constexpr bool flexible = true;
  m.member_id = read_string(r, flexible);
  m.member_epoch = r.i32();
  m.instance_id = read_nullable_string(r, flexible);
  m.rack_id = read_nullable_string(r, flexible);
  m.client_id = read_string(r, flexible);
  m.client_host = read_string(r, flexible);
  m.topology_epoch = r.i32();
  m.process_id = read_string(r, flexible);
  if (r.i8() < 0) {
    m.user_endpoint.reset();
  } else {
    read(r, version, m.user_endpoint.emplace());
  }
  m.client_tags.resize(read_count(r, flexible, 3, sizeof(streams_group_describe_response::KeyValue)));
  for (auto& element : m.client_tags) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.task_offsets.resize(read_count(r, flexible, 14, sizeof(streams_group_describe_response::TaskOffset)));
  for (auto& element : m.task_offsets) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.task_end_offsets.resize(read_count(r, flexible, 14, sizeof(streams_group_describe_response::TaskOffset)));
  for (auto& element : m.task_end_offsets) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  read(r, version, m.assignment);
  read(r, version, m.target_assignment);
  m.is_classic = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::Member& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.member_id);
  w.i32(m.member_epoch);
  write_nullable_string(w, flexible, m.instance_id, true);
  write_nullable_string(w, flexible, m.rack_id, true);
  write_string(w, flexible, m.client_id);
  write_string(w, flexible, m.client_host);
  w.i32(m.topology_epoch);
  write_string(w, flexible, m.process_id);
  w.i8(m.user_endpoint ? 1 : -1);
  if (m.user_endpoint) write(w, version, *m.user_endpoint);
  write_count(w, flexible, m.client_tags.size());
  for (const auto& element : m.client_tags) write(w, version, element);
  write_count(w, flexible, m.task_offsets.size());
  for (const auto& element : m.task_offsets) write(w, version, element);
  write_count(w, flexible, m.task_end_offsets.size());
  for (const auto& element : m.task_end_offsets) write(w, version, element);
  write(w, version, m.assignment);
  write(w, version, m.target_assignment);
  w.i8(m.is_classic ? 1 : 0);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_describe_response::DescribedGroup& m) {
  constexpr bool flexible = true;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.group_id = read_string(r, flexible);
  m.group_state = read_string(r, flexible);
  m.group_epoch = r.i32();
  m.assignment_epoch = r.i32();
  if (r.i8() < 0) {
    m.topology.reset();
  } else {
    read(r, version, m.topology.emplace());
  }
  m.members.resize(read_count(r, flexible, 28, sizeof(streams_group_describe_response::Member)));
  for (auto& element : m.members) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.authorized_operations = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_describe_response::DescribedGroup& m) {
  constexpr bool flexible = true;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.group_state);
  w.i32(m.group_epoch);
  w.i32(m.assignment_epoch);
  w.i8(m.topology ? 1 : -1);
  if (m.topology) write(w, version, *m.topology);
  write_count(w, flexible, m.members.size());
  for (const auto& element : m.members) write(w, version, element);
  w.i32(m.authorized_operations);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          StreamsGroupDescribeResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.groups.resize(read_count(r, flexible, 20, sizeof(streams_group_describe_response::DescribedGroup)));
  for (auto& element : m.groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const StreamsGroupDescribeResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.groups.size());
  for (const auto& element : m.groups) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupDescribeResponse& message) {
  if (version < StreamsGroupDescribeResponse::kMinVersion || version > StreamsGroupDescribeResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupDescribeResponse& message) {
  assert_version(StreamsGroupDescribeResponse::kMinVersion, version, StreamsGroupDescribeResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
