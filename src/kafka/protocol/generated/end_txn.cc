// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/end_txn.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          EndTxnRequest& m) {
  const bool flexible = version >= 3;
  m.transactional_id = read_string(r, flexible);
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  m.committed = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const EndTxnRequest& m) {
  const bool flexible = version >= 3;
  write_string(w, flexible, m.transactional_id);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  w.i8(m.committed ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnRequest& message) {
  if (version < EndTxnRequest::kMinVersion || version > EndTxnRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const EndTxnRequest& message) {
  assert_version(EndTxnRequest::kMinVersion, version, EndTxnRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          EndTxnResponse& m) {
  const bool flexible = version >= 3;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  if (version >= 5) m.producer_id = r.i64();
  if (version >= 5) m.producer_epoch = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const EndTxnResponse& m) {
  const bool flexible = version >= 3;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  if (version >= 5) w.i64(m.producer_id);
  if (version >= 5) w.i16(m.producer_epoch);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnResponse& message) {
  if (version < EndTxnResponse::kMinVersion || version > EndTxnResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const EndTxnResponse& message) {
  assert_version(EndTxnResponse::kMinVersion, version, EndTxnResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
