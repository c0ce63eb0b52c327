// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_cluster.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeClusterRequest& m) {
  m.include_cluster_authorized_operations = r.i8() != 0;
  if (version >= 1) m.endpoint_type = r.i8();
  if (version >= 2) m.include_fenced_brokers = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeClusterRequest& m) {
  w.i8(m.include_cluster_authorized_operations ? 1 : 0);
  if (version >= 1) w.i8(m.endpoint_type);
  if (version >= 2) w.i8(m.include_fenced_brokers ? 1 : 0);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClusterRequest& message) {
  if (version < DescribeClusterRequest::kMinVersion || version > DescribeClusterRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeClusterRequest& message) {
  assert_version(DescribeClusterRequest::kMinVersion, version, DescribeClusterRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_cluster_response::DescribeClusterBroker& m) {
  constexpr bool flexible = true;
  m.broker_id = r.i32();
  m.host = read_string(r, flexible);
  m.port = r.i32();
  m.rack = read_nullable_string(r, flexible);
  if (version >= 2) m.is_fenced = r.i8() != 0;
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_cluster_response::DescribeClusterBroker& m) {
  constexpr bool flexible = true;
  w.i32(m.broker_id);
  write_string(w, flexible, m.host);
  w.i32(m.port);
  write_nullable_string(w, flexible, m.rack, true);
  if (version >= 2) w.i8(m.is_fenced ? 1 : 0);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeClusterResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  if (version >= 1) m.endpoint_type = r.i8();
  m.cluster_id = read_string(r, flexible);
  m.controller_id = r.i32();
  m.brokers.resize(read_count(r, flexible, 11, sizeof(describe_cluster_response::DescribeClusterBroker)));
  for (auto& element : m.brokers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.cluster_authorized_operations = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeClusterResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  if (version >= 1) w.i8(m.endpoint_type);
  write_string(w, flexible, m.cluster_id);
  w.i32(m.controller_id);
  write_count(w, flexible, m.brokers.size());
  for (const auto& element : m.brokers) write(w, version, element);
  w.i32(m.cluster_authorized_operations);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClusterResponse& message) {
  if (version < DescribeClusterResponse::kMinVersion || version > DescribeClusterResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeClusterResponse& message) {
  assert_version(DescribeClusterResponse::kMinVersion, version, DescribeClusterResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
