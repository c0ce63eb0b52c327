// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/delete_share_group_offsets.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 2, sizeof(delete_share_group_offsets_request::DeleteShareGroupOffsetsRequestTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteShareGroupOffsetsRequest& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteShareGroupOffsetsRequest& message) {
  if (version < DeleteShareGroupOffsetsRequest::kMinVersion || version > DeleteShareGroupOffsetsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteShareGroupOffsetsRequest& message) {
  assert_version(DeleteShareGroupOffsetsRequest::kMinVersion, version, DeleteShareGroupOffsetsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  m.topic_name = read_string(r, flexible);
  m.topic_id = r.uuid();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.topic_name);
  w.uuid(m.topic_id);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DeleteShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.responses.resize(read_count(r, flexible, 21, sizeof(delete_share_group_offsets_response::DeleteShareGroupOffsetsResponseTopic)));
  for (auto& element : m.responses) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DeleteShareGroupOffsetsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.responses.size());
  for (const auto& element : m.responses) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteShareGroupOffsetsResponse& message) {
  if (version < DeleteShareGroupOffsetsResponse::kMinVersion || version > DeleteShareGroupOffsetsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DeleteShareGroupOffsetsResponse& message) {
  assert_version(DeleteShareGroupOffsetsResponse::kMinVersion, version, DeleteShareGroupOffsetsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
