// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/write_txn_markers.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          write_txn_markers_request::WritableTxnMarkerTopic& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  read_list(r, flexible, m.partition_indexes);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const write_txn_markers_request::WritableTxnMarkerTopic& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_list(w, flexible, m.partition_indexes);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          write_txn_markers_request::WritableTxnMarker& m) {
  constexpr bool flexible = true;
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  m.transaction_result = r.i8() != 0;
  m.topics.resize(read_count(r, flexible, 3, sizeof(write_txn_markers_request::WritableTxnMarkerTopic)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.coordinator_epoch = r.i32();
  if (version >= 2) m.transaction_version = r.i8();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const write_txn_markers_request::WritableTxnMarker& m) {
  constexpr bool flexible = true;
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  w.i8(m.transaction_result ? 1 : 0);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.i32(m.coordinator_epoch);
  if (version >= 2) w.i8(m.transaction_version);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          WriteTxnMarkersRequest& m) {
  constexpr bool flexible = true;
  m.markers.resize(read_count(r, flexible, 17, sizeof(write_txn_markers_request::WritableTxnMarker)));
  for (auto& element : m.markers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const WriteTxnMarkersRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.markers.size());
  for (const auto& element : m.markers) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, WriteTxnMarkersRequest& message) {
  if (version < WriteTxnMarkersRequest::kMinVersion || version > WriteTxnMarkersRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const WriteTxnMarkersRequest& message) {
  assert_version(WriteTxnMarkersRequest::kMinVersion, version, WriteTxnMarkersRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          write_txn_markers_response::WritableTxnMarkerPartitionResult& m) {
  m.partition_index = r.i32();
  m.error_code = r.i16();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerPartitionResult& m) {
  w.i32(m.partition_index);
  w.i16(m.error_code);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          write_txn_markers_response::WritableTxnMarkerTopicResult& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.partitions.resize(read_count(r, flexible, 7, sizeof(write_txn_markers_response::WritableTxnMarkerPartitionResult)));
  for (auto& element : m.partitions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerTopicResult& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  write_count(w, flexible, m.partitions.size());
  for (const auto& element : m.partitions) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          write_txn_markers_response::WritableTxnMarkerResult& m) {
  constexpr bool flexible = true;
  m.producer_id = r.i64();
  m.topics.resize(read_count(r, flexible, 3, sizeof(write_txn_markers_response::WritableTxnMarkerTopicResult)));
  for (auto& element : m.topics) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const write_txn_markers_response::WritableTxnMarkerResult& m) {
  constexpr bool flexible = true;
  w.i64(m.producer_id);
  write_count(w, flexible, m.topics.size());
  for (const auto& element : m.topics) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          WriteTxnMarkersResponse& m) {
  constexpr bool flexible = true;
  m.markers.resize(read_count(r, flexible, 10, sizeof(write_txn_markers_response::WritableTxnMarkerResult)));
  for (auto& element : m.markers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const WriteTxnMarkersResponse& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.markers.size());
  for (const auto& element : m.markers) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, WriteTxnMarkersResponse& message) {
  if (version < WriteTxnMarkersResponse::kMinVersion || version > WriteTxnMarkersResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const WriteTxnMarkersResponse& message) {
  assert_version(WriteTxnMarkersResponse::kMinVersion, version, WriteTxnMarkersResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
