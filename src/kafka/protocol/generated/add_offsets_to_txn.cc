// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/add_offsets_to_txn.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AddOffsetsToTxnRequest& m) {
  const bool flexible = version >= 3;
  m.transactional_id = read_string(r, flexible);
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  m.group_id = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AddOffsetsToTxnRequest& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.transactional_id);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  write_string(w, flexible, m.group_id);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddOffsetsToTxnRequest& message) {
  if (version < AddOffsetsToTxnRequest::kMinVersion || version > AddOffsetsToTxnRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AddOffsetsToTxnRequest& message) {
  assert_version(AddOffsetsToTxnRequest::kMinVersion, version, AddOffsetsToTxnRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AddOffsetsToTxnResponse& m) {
  const bool flexible = version >= 3;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AddOffsetsToTxnResponse& m) {
  const bool flexible = version >= 3;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddOffsetsToTxnResponse& message) {
  if (version < AddOffsetsToTxnResponse::kMinVersion || version > AddOffsetsToTxnResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AddOffsetsToTxnResponse& message) {
  assert_version(AddOffsetsToTxnResponse::kMinVersion, version, AddOffsetsToTxnResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
