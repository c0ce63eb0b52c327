// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_topics.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_topics_request::CreatableReplicaAssignment& m) {
  const bool flexible = version >= 5;
  m.partition_index = r.i32();
  read_list(r, flexible, m.broker_ids);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_topics_request::CreatableReplicaAssignment& m) {
  const bool flexible = version >= 5;
  w.i32(m.partition_index);
  write_list(w, flexible, m.broker_ids);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_topics_request::CreatableTopicConfig& m) {
  const bool flexible = version >= 5;
  m.name = read_string(r, flexible);
  m.value = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_topics_request::CreatableTopicConfig& m) {
  const bool flexible = version >= 5;
  write_string(w, flexible, m.name);
  write_nullable_string(w, flexible, m.value, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_topics_request::CreatableTopic& m) {
  const bool flexible = version >= 5;
  m.name = read_string(r, flexible);
  m.num_partitions = r.i32();
  m.replication_factor = r.i16();
  m.assignments.resize(read_count(r, flexible, 6, sizeof(create_topics_request::CreatableReplicaAssignment)));
  for (auto& element : m.assignments) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.configs.resize(read_count(r, flexible, 3, sizeof(create_topics_request::CreatableTopicConfig)));
  for (auto& element : m.configs) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_topics_request::CreatableTopic& m) {
  const bool flexible = version >= 5;
  write_string(w, flexible, m.name);
  w.i32(m.num_partitions);
  w.i16(m.replication_factor);
  write_count(w, flexible, m.assignments.size());
  for (const auto& element : m.assignments) write(w, version, element);
  write_count(w, flexible, m.configs.size());
  for (const auto& element : m.configs) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateTopicsRequest& m) {
  const bool flexible = version >= 5;
  m.topics.resize(read_count(r, flexible, 10, sizeof(create_topics_request::CreatableTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.timeout_ms = r.i32();
  m.validate_only = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateTopicsRequest& m) {
  const bool flexible = version >= 5;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i32(m.timeout_ms);
  w.i8(m.validate_only ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateTopicsRequest& message) {
  if (version < CreateTopicsRequest::kMinVersion || version > CreateTopicsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateTopicsRequest& message) {
  assert_version(CreateTopicsRequest::kMinVersion, version, CreateTopicsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_topics_response::CreatableTopicConfigs& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.value = read_nullable_string(r, flexible);
  m.read_only = r.i8() != 0;
  m.config_source = r.i8();
  m.is_sensitive = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_topics_response::CreatableTopicConfigs& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_nullable_string(w, flexible, m.value, true);
  w.i8(m.read_only ? 1 : 0);
  w.i8(m.config_source);
  w.i8(m.is_sensitive ? 1 : 0);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_topics_response::CreatableTopicResult& m) {
  const bool flexible = version >= 5;
  m.name = read_string(r, flexible);
  if (version >= 7) m.topic_id = r.uuid();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (version >= 5) m.num_partitions = r.i32();
  if (version >= 5) m.replication_factor = r.i16();
  if (version >= 5) {
    if (const auto count = read_nullable_count(r, flexible, 6, sizeof(create_topics_response::CreatableTopicConfigs))) {
      for (auto& element : m.configs.emplace(*count)) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    } else {
      m.configs.reset();
    }
  }
  if (flexible) for (TagReader tags(r); tags.next();) {
    if (tags.tag() == 0 && version >= 5) {
      m.topic_config_error_code = r.i16();
    }
  }
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_topics_response::CreatableTopicResult& m) {
  const bool flexible = version >= 5;
  write_string(w, flexible, m.name);
  if (version >= 7) w.uuid(m.topic_id);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (version >= 5) w.i32(m.num_partitions);
  if (version >= 5) w.i16(m.replication_factor);
  if (version >= 5) {
    if (m.configs) {
      write_count(w, flexible, m.configs->size());
      for (const auto& element : *m.configs) write(w, version, element);
    } else {
      write_null_count(w, flexible, true);
    }
  }
  if (!flexible) return;
  TagWriter tags(w);
  if (version >= 5 && m.topic_config_error_code != 0) {
    bytes::Writer& field = tags.begin(0);
    field.i16(m.topic_config_error_code);
    tags.end();
  }
  tags.finish();
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateTopicsResponse& m) {
  const bool flexible = version >= 5;
  m.throttle_time_ms = r.i32();
  m.topics.resize(read_count(r, flexible, 6, sizeof(create_topics_response::CreatableTopicResult)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateTopicsResponse& m) {
  const bool flexible = version >= 5;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateTopicsResponse& message) {
  if (version < CreateTopicsResponse::kMinVersion || version > CreateTopicsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateTopicsResponse& message) {
  assert_version(CreateTopicsResponse::kMinVersion, version, CreateTopicsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
