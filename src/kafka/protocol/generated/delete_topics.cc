// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_topics.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_topics_request::DeleteTopicState& m) {
  constexpr bool flexible = true;
  m.name = read_nullable_string(r, flexible);
  m.topic_id = r.uuid();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_topics_request::DeleteTopicState& m) {
  constexpr bool flexible = true;
  write_nullable_string(w, flexible, m.name, true);
  w.uuid(m.topic_id);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteTopicsRequest& m) {
  const bool flexible = version >= 4;
  if (version >= 6) {
    m.topics.resize(read_count(r, flexible, 18, sizeof(delete_topics_request::DeleteTopicState)));
    for (auto& element : m.topics) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version <= 5) read_list(r, flexible, m.topic_names);
  m.timeout_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteTopicsRequest& m) {
  const bool flexible = version >= 4;
  if (version >= 6) {
    write_count(w, flexible, m.topics.size());
    for (const auto& element : m.topics) write(w, version, element);
  }
  if (version <= 5) write_list(w, flexible, m.topic_names);
  w.i32(m.timeout_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteTopicsRequest& message) {
  if (version < DeleteTopicsRequest::kMinVersion || version > DeleteTopicsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteTopicsRequest& message) {
  assert_version(DeleteTopicsRequest::kMinVersion, version, DeleteTopicsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_topics_response::DeletableTopicResult& m) {
  const bool flexible = version >= 4;
  m.name = read_nullable_string(r, flexible);
  if (!m.name && !(version >= 6)) r.fail("name is null");
  if (version >= 6) m.topic_id = r.uuid();
  m.error_code = r.i16();
  if (version >= 5) m.error_message = read_nullable_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_topics_response::DeletableTopicResult& m) {
  const bool flexible = version >= 4;
  write_nullable_string(w, flexible, m.name, version >= 6);
  if (version >= 6) w.uuid(m.topic_id);
  w.i16(m.error_code);
  if (version >= 5) write_nullable_string(w, flexible, m.error_message, true);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteTopicsResponse& m) {
  const bool flexible = version >= 4;
  m.throttle_time_ms = r.i32();
  m.responses.resize(read_count(r, flexible, 4, sizeof(delete_topics_response::DeletableTopicResult)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteTopicsResponse& m) {
  const bool flexible = version >= 4;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteTopicsResponse& message) {
  if (version < DeleteTopicsResponse::kMinVersion || version > DeleteTopicsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteTopicsResponse& message) {
  assert_version(DeleteTopicsResponse::kMinVersion, version, DeleteTopicsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
