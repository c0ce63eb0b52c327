// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_fetch.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_request::OffsetFetchRequestTopic& m) {
  const bool flexible = version >= 6;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partition_indexes);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestTopic& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partition_indexes);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_request::OffsetFetchRequestTopics& m) {
  constexpr bool flexible = true;
  if (version <= 9) m.name = read_string(r, flexible);
  if (version >= 10) m.topic_id = r.uuid();
  read_list(r, flexible, m.partition_indexes);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestTopics& m) {
  constexpr bool flexible = true;
  if (version <= 9) write_string(w, flexible, m.name);
  if (version >= 10) w.uuid(m.topic_id);
  write_list(w, flexible, m.partition_indexes);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_request::OffsetFetchRequestGroup& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  if (version >= 9) m.member_id = read_nullable_string(r, flexible);
  if (version >= 9) m.member_epoch = r.i32();
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(offset_fetch_request::OffsetFetchRequestTopics))) {
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
           [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestGroup& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  if (version >= 9) write_nullable_string(w, flexible, m.member_id, true);
  if (version >= 9) w.i32(m.member_epoch);
  if (m.topics) {
    write_count(w, flexible, m.topics->size());
    for (const auto& element : *m.topics) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetFetchRequest& m) {
  const bool flexible = version >= 6;
  if (version <= 7) m.group_id = read_string(r, flexible);
  if (version <= 7) {
    if (const auto count = read_nullable_count(r, flexible, 3, sizeof(offset_fetch_request::OffsetFetchRequestTopic))) {
      for (auto& element : m.topics.emplace(*count)) {
        read(r, version, element);
        if (!r.ok()) return;
      }
    } else {
      m.topics.reset();
    }
    if (!m.topics && !(version >= 2)) r.fail("topics is null");
  }
  if (version >= 8) {
    m.groups.resize(read_count(r, flexible, 3, sizeof(offset_fetch_request::OffsetFetchRequestGroup)));
    for (auto& element : m.groups) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version >= 7) m.require_stable = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetFetchRequest& m) {
  const bool flexible = version >= 6;
  if (version <= 7) write_string(w, flexible, m.group_id);
  if (version <= 7) {
    if (m.topics) {
      write_count(w, flexible, m.topics->size());
      for (const auto& element : *m.topics) write(w, version, element);
    } else {
      write_null_count(w, flexible, version >= 2);
    }
  }
  if (version >= 8) {
    write_count(w, flexible, m.groups.size());
    for (const auto& element : m.groups) write(w, version, element);
  }
  if (version >= 7) w.i8(m.require_stable ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetFetchRequest& message) {
  if (version < OffsetFetchRequest::kMinVersion || version > OffsetFetchRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetFetchRequest& message) {
  assert_version(OffsetFetchRequest::kMinVersion, version, OffsetFetchRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_response::OffsetFetchResponsePartition& m) {
  const bool flexible = version >= 6;
  m.partition_index = r.i32();
  m.committed_offset = r.i64();
  if (version >= 5) m.committed_leader_epoch = r.i32();
  m.metadata = read_nullable_string(r, flexible);
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_response::OffsetFetchResponsePartition& m) {
  const bool flexible = version >= 6;
  w.i32(m.partition_index);
  w.i64(m.committed_offset);
  if (version >= 5) w.i32(m.committed_leader_epoch);
  write_nullable_string(w, flexible, m.metadata, true);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_response::OffsetFetchResponseTopic& m) {
  const bool flexible = version >= 6;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 16, sizeof(offset_fetch_response::OffsetFetchResponsePartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseTopic& m) {
  const bool flexible = version >= 6;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_response::OffsetFetchResponsePartitions& m) {
  constexpr bool flexible = true;
  m.partition_index = r.i32();
  m.committed_offset = r.i64();
  m.committed_leader_epoch = r.i32();
  m.metadata = read_nullable_string(r, flexible);
  m.error_code = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_response::OffsetFetchResponsePartitions& m) {
  constexpr bool flexible = true;
  w.i32(m.partition_index);
  w.i64(m.committed_offset);
  w.i32(m.committed_leader_epoch);
  write_nullable_string(w, flexible, m.metadata, true);
  w.i16(m.error_code);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_response::OffsetFetchResponseTopics& m) {
  constexpr bool flexible = true;
  if (version <= 9) m.name = read_string(r, flexible);
  if (version >= 10) m.topic_id = r.uuid();
  m.partitions.resize(read_count(r, flexible, 20, sizeof(offset_fetch_response::OffsetFetchResponsePartitions)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseTopics& m) {
  constexpr bool flexible = true;
  if (version <= 9) write_string(w, flexible, m.name);
  if (version >= 10) w.uuid(m.topic_id);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          offset_fetch_response::OffsetFetchResponseGroup& m) {
  constexpr bool flexible = true;
  m.group_id = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(offset_fetch_response::OffsetFetchResponseTopics)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.error_code = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseGroup& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.group_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i16(m.error_code);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          OffsetFetchResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 3) m.throttle_time_ms = r.i32();
  if (version <= 7) {
    m.topics.resize(read_count(r, flexible, 3, sizeof(offset_fetch_response::OffsetFetchResponseTopic)));
    for (auto& element : m.topics) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (version >= 2 && version <= 7) m.error_code = r.i16();
  if (version >= 8) {
    m.groups.resize(read_count(r, flexible, 5, sizeof(offset_fetch_response::OffsetFetchResponseGroup)));
    for (auto& element : m.groups) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const OffsetFetchResponse& m) {
  const bool flexible = version >= 6;
  if (version >= 3) w.i32(m.throttle_time_ms);
  if (version <= 7) {
    write_count(w, flexible, m.topics.size());
    for (const auto& element : m.topics) write(w, version, element);
  }
  if (version >= 2 && version <= 7) w.i16(m.error_code);
  if (version >= 8) {
    write_count(w, flexible, m.groups.size());
    for (const auto& element : m.groups) write(w, version, element);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetFetchResponse& message) {
  if (version < OffsetFetchResponse::kMinVersion || version > OffsetFetchResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const OffsetFetchResponse& message) {
  assert_version(OffsetFetchResponse::kMinVersion, version, OffsetFetchResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
