// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/streams_group_heartbeat.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::KeyValue& m) {
  constexpr bool flexible = true;
  m.key = read_string(r, flexible);
  m.value = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::KeyValue& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.key);
  write_string(w, flexible, m.value);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::TopicInfo& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions = r.i32();
  m.replication_factor = r.i16();
  m.topic_configs.resize(read_count(r, flexible, 3, sizeof(streams_group_heartbeat_request::KeyValue)));
  for (auto& element : m.topic_configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::TopicInfo& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i32(m.partitions);
  w.i16(m.replication_factor);
  write_count(w, flexible, m.topic_configs.size());
  for (const auto& element : m.topic_configs) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::CopartitionGroup& m) {
  constexpr bool flexible = true;
  read_list(r, flexible, m.source_topics);
  read_list(r, flexible, m.source_topic_regex);
  read_list(r, flexible, m.repartition_source_topics);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::CopartitionGroup& m) {
  constexpr bool flexible = true;
  write_list(w, flexible, m.source_topics);
  write_list(w, flexible, m.source_topic_regex);
  write_list(w, flexible, m.repartition_source_topics);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::Subtopology& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  read_list(r, flexible, m.source_topics);
  read_list(r, flexible, m.source_topic_regex);
  m.state_changelog_topics.resize(read_count(r, flexible, 9, sizeof(streams_group_heartbeat_request::TopicInfo)));
  for (auto& element : m.state_changelog_topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  read_list(r, flexible, m.repartition_sink_topics);
  m.repartition_source_topics.resize(read_count(r, flexible, 9, sizeof(streams_group_heartbeat_request::TopicInfo)));
  for (auto& element : m.repartition_source_topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.copartition_groups.resize(read_count(r, flexible, 4, sizeof(streams_group_heartbeat_request::CopartitionGroup)));
  for (auto& element : m.copartition_groups) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::Subtopology& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  write_list(w, flexible, m.source_topics);
  write_list(w, flexible, m.source_topic_regex);
  write_count(w, flexible, m.state_changelog_topics.size());
  for (const auto& element : m.state_changelog_topics) write(w, version, element);
  write_list(w, flexible, m.repartition_sink_topics);
  write_count(w, flexible, m.repartition_source_topics.size());
  for (const auto& element : m.repartition_source_topics) write(w, version, element);
  write_count(w, flexible, m.copartition_groups.size());
  for (const auto& element : m.copartition_groups) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::Topology& m) {
  constexpr bool flexible = true;
  m.epoch = r.i32();
  m.subtopologies.resize(read_count(r, flexible, 8, sizeof(streams_group_heartbeat_request::Subtopology)));
  for (auto& element : m.subtopologies) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::Topology& m) {
  constexpr bool flexible = true;
  w.i32(m.epoch);
  write_count(w, flexible, m.subtopologies.size());
  for (const auto& element : m.subtopologies) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::TaskIds& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::TaskIds& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::Endpoint& m) {
  constexpr bool flexible = true;
  m.host = read_string(r, flexible);
  m.port = r.u16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::Endpoint& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.host);
  w.u16(m.port);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_request::TaskOffset& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  m.partition = r.i32();
  m.offset = r.i64();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_request::TaskOffset& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  w.i32(m.partition);
  w.i64(m.offset);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          StreamsGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.member_id = read_string(r, flexible);
  m.member_epoch = r.i32();
  m.endpoint_information_epoch = r.i32();
  m.instance_id = read_nullable_string(r, flexible);
  m.rack_id = read_nullable_string(r, flexible);
  m.rebalance_timeout_ms = r.i32();
  if (r.i8() < 0) {
    m.topology.reset();
  } else {
    read(r, version, m.topology.emplace());
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_request::TaskIds))) {
    for (auto& element : m.active_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.active_tasks.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_request::TaskIds))) {
    for (auto& element : m.standby_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.standby_tasks.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_request::TaskIds))) {
    for (auto& element : m.warmup_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.warmup_tasks.reset();
  }
  m.process_id = read_nullable_string(r, flexible);
  if (r.i8() < 0) {
    m.user_endpoint.reset();
  } else {
    read(r, version, m.user_endpoint.emplace());
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_request::KeyValue))) {
    for (auto& element : m.client_tags.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.client_tags.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 14, sizeof(streams_group_heartbeat_request::TaskOffset))) {
    for (auto& element : m.task_offsets.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.task_offsets.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 14, sizeof(streams_group_heartbeat_request::TaskOffset))) {
    for (auto& element : m.task_end_offsets.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.task_end_offsets.reset();
  }
  m.shutdown_application = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const StreamsGroupHeartbeatRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_string(w, flexible, m.member_id);
  w.i32(m.member_epoch);
  w.i32(m.endpoint_information_epoch);
  write_nullable_string(w, flexible, m.instance_id, true);
  write_nullable_string(w, flexible, m.rack_id, true);
  w.i32(m.rebalance_timeout_ms);
  w.i8(m.topology ? 1 : -1);
  if (m.topology) write(w, version, *m.topology);
  if (m.active_tasks) {
    write_count(w, flexible, m.active_tasks->size());
    for (const auto& element : *m.active_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.standby_tasks) {
    write_count(w, flexible, m.standby_tasks->size());
    for (const auto& element : *m.standby_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.warmup_tasks) {
    write_count(w, flexible, m.warmup_tasks->size());
    for (const auto& element : *m.warmup_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  write_nullable_string(w, flexible, m.process_id, true);
  w.i8(m.user_endpoint ? 1 : -1);
  if (m.user_endpoint) write(w, version, *m.user_endpoint);
  if (m.client_tags) {
    write_count(w, flexible, m.client_tags->size());
    for (const auto& element : *m.client_tags) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.task_offsets) {
    write_count(w, flexible, m.task_offsets->size());
    for (const auto& element : *m.task_offsets) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.task_end_offsets) {
    write_count(w, flexible, m.task_end_offsets->size());
    for (const auto& element : *m.task_end_offsets) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.i8(m.shutdown_application ? 1 : 0);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupHeartbeatRequest& message) {
  if (version < StreamsGroupHeartbeatRequest::kMinVersion || version > StreamsGroupHeartbeatRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupHeartbeatRequest& message) {
  assert_version(StreamsGroupHeartbeatRequest::kMinVersion, version, StreamsGroupHeartbeatRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_response::Status& m) {
  constexpr bool flexible = true;
  m.status_code = r.i8();
  m.status_detail = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_response::Status& m) {
  constexpr bool flexible = true;
  w.i8(m.status_code);
  write_string(w, flexible, m.status_detail);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_response::TaskIds& m) {
  constexpr bool flexible = true;
  m.subtopology_id = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_response::TaskIds& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.subtopology_id);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_response::Endpoint& m) {
  constexpr bool flexible = true;
  m.host = read_string(r, flexible);
  m.port = r.u16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_response::Endpoint& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.host);
  w.u16(m.port);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_response::TopicPartition& m) {
  constexpr bool flexible = true;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_response::TopicPartition& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          streams_group_heartbeat_response::EndpointToPartitions& m) {
  constexpr bool flexible = true;
  read(r, version, m.user_endpoint);
  m.active_partitions.resize(read_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::TopicPartition)));
  for (auto& element : m.active_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.standby_partitions.resize(read_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::TopicPartition)));
  for (auto& element : m.standby_partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const streams_group_heartbeat_response::EndpointToPartitions& m) {
  constexpr bool flexible = true;
  write(w, version, m.user_endpoint);
  write_count(w, flexible, m.active_partitions.size());
  for (const auto& element : m.active_partitions) write(w, version, element);
  write_count(w, flexible, m.standby_partitions.size());
  for (const auto& element : m.standby_partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          StreamsGroupHeartbeatResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.member_id = read_string(r, flexible);
  m.member_epoch = r.i32();
  m.heartbeat_interval_ms = r.i32();
  m.acceptable_recovery_lag = r.i32();
  m.task_offset_interval_ms = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::Status))) {
    for (auto& element : m.status.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.status.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::TaskIds))) {
    for (auto& element : m.active_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.active_tasks.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::TaskIds))) {
    for (auto& element : m.standby_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.standby_tasks.reset();
  }
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(streams_group_heartbeat_response::TaskIds))) {
    for (auto& element : m.warmup_tasks.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.warmup_tasks.reset();
  }
  m.endpoint_information_epoch = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 7, sizeof(streams_group_heartbeat_response::EndpointToPartitions))) {
    for (auto& element : m.partitions_by_user_endpoint.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.partitions_by_user_endpoint.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const StreamsGroupHeartbeatResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_string(w, flexible, m.member_id);
  w.i32(m.member_epoch);
  w.i32(m.heartbeat_interval_ms);
  w.i32(m.acceptable_recovery_lag);
  w.i32(m.task_offset_interval_ms);
  if (m.status) {
    write_count(w, flexible, m.status->size());
    for (const auto& element : *m.status) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.active_tasks) {
    write_count(w, flexible, m.active_tasks->size());
    for (const auto& element : *m.active_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.standby_tasks) {
    write_count(w, flexible, m.standby_tasks->size());
    for (const auto& element : *m.standby_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (m.warmup_tasks) {
    write_count(w, flexible, m.warmup_tasks->size());
    for (const auto& element : *m.warmup_tasks) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.i32(m.endpoint_information_epoch);
  if (m.partitions_by_user_endpoint) {
    write_count(w, flexible, m.partitions_by_user_endpoint->size());
    for (const auto& element : *m.partitions_by_user_endpoint) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupHeartbeatResponse& message) {
  if (version < StreamsGroupHeartbeatResponse::kMinVersion || version > StreamsGroupHeartbeatResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupHeartbeatResponse& message) {
  assert_version(StreamsGroupHeartbeatResponse::kMinVersion, version, StreamsGroupHeartbeatResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
