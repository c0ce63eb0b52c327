// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_log_dirs.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_log_dirs_request::DescribableLogDirTopic& m) {
  const bool flexible = version >= 2;
  m.topic = read_string(r, flexible);
  read_list(r, flexible, m.partitions);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_log_dirs_request::DescribableLogDirTopic& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.topic);
  write_list(w, flexible, m.partitions);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeLogDirsRequest& m) {
  const bool flexible = version >= 2;
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(describe_log_dirs_request::DescribableLogDirTopic))) {
    for (auto& element : m.topics.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.topics.reset();
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeLogDirsRequest& m) {
  const bool flexible = version >= 2;
  if (m.topics) {
    write_count(w, flexible, m.topics->size());
    for (const auto& element : *m.topics) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeLogDirsRequest& message) {
  if (version < DescribeLogDirsRequest::kMinVersion || version > DescribeLogDirsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeLogDirsRequest& message) {
  assert_version(DescribeLogDirsRequest::kMinVersion, version, DescribeLogDirsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_log_dirs_response::DescribeLogDirsPartition& m) {
  const bool flexible = version >= 2;
  m.partition_index = r.i32();
  m.partition_size = r.i64();
  m.offset_lag = r.i64();
  m.is_future_key = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsPartition& m) {
  const bool flexible = version >= 2;
  w.i32(m.partition_index);
  w.i64(m.partition_size);
  w.i64(m.offset_lag);
  w.i8(m.is_future_key ? 1 : 0);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_log_dirs_response::DescribeLogDirsTopic& m) {
  const bool flexible = version >= 2;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 21, sizeof(describe_log_dirs_response::DescribeLogDirsPartition)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsTopic& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_log_dirs_response::DescribeLogDirsResult& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.log_dir = read_string(r, flexible);
  m.topics.resize(read_count(r, flexible, 3, sizeof(describe_log_dirs_response::DescribeLogDirsTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (version >= 4) m.total_bytes = r.i64();
  if (version >= 4) m.usable_bytes = r.i64();
  if (version >= 5) m.is_cordoned = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsResult& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_string(w, flexible, m.log_dir);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  if (version >= 4) w.i64(m.total_bytes);
  if (version >= 4) w.i64(m.usable_bytes);
  if (version >= 5) w.i8(m.is_cordoned ? 1 : 0);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeLogDirsResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  if (version >= 3) m.error_code = r.i16();
  m.results.resize(read_count(r, flexible, 5, sizeof(describe_log_dirs_response::DescribeLogDirsResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeLogDirsResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  if (version >= 3) w.i16(m.error_code);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeLogDirsResponse& message) {
  if (version < DescribeLogDirsResponse::kMinVersion || version > DescribeLogDirsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeLogDirsResponse& message) {
  assert_version(DescribeLogDirsResponse::kMinVersion, version, DescribeLogDirsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
