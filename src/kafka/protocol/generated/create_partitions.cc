// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_partitions.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_partitions_request::CreatePartitionsAssignment& m) {
  const bool flexible = version >= 2;
  read_list(r, flexible, m.broker_ids);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_partitions_request::CreatePartitionsAssignment& m) {
  const bool flexible = version >= 2;
  write_list(w, flexible, m.broker_ids);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_partitions_request::CreatePartitionsTopic& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.count = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 2, sizeof(create_partitions_request::CreatePartitionsAssignment))) {
    for (auto& element : m.assignments.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.assignments.reset();
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_partitions_request::CreatePartitionsTopic& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  w.i32(m.count);
  if (m.assignments) {
    write_count(w, flexible, m.assignments->size());
    for (const auto& element : *m.assignments) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreatePartitionsRequest& m) {
  const bool flexible = version >= 2;
  m.topics.resize(read_count(r, flexible, 7, sizeof(create_partitions_request::CreatePartitionsTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.timeout_ms = r.i32();
  m.validate_only = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreatePartitionsRequest& m) {
  const bool flexible = version >= 2;
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i32(m.timeout_ms);
  w.i8(m.validate_only ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreatePartitionsRequest& message) {
  if (version < CreatePartitionsRequest::kMinVersion || version > CreatePartitionsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreatePartitionsRequest& message) {
  assert_version(CreatePartitionsRequest::kMinVersion, version, CreatePartitionsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_partitions_response::CreatePartitionsTopicResult& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_partitions_response::CreatePartitionsTopicResult& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreatePartitionsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 5, sizeof(create_partitions_response::CreatePartitionsTopicResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreatePartitionsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreatePartitionsResponse& message) {
  if (version < CreatePartitionsResponse::kMinVersion || version > CreatePartitionsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreatePartitionsResponse& message) {
  assert_version(CreatePartitionsResponse::kMinVersion, version, CreatePartitionsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
