// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/init_producer_id.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          InitProducerIdRequest& m) {
  const bool flexible = version >= 2;
  m.transactional_id = read_nullable_string(r, flexible);
  m.transaction_timeout_ms = r.i32();
  if (version >= 3) m.producer_id = r.i64();
  if (version >= 3) m.producer_epoch = r.i16();
  if (version >= 6) m.enable2_pc = r.i8() != 0;
  if (version >= 6) m.keep_prepared_txn = r.i8() != 0;
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const InitProducerIdRequest& m) {
  const bool flexible = version >= 2;
  write_nullable_string(w, flexible, m.transactional_id, true);
  w.i32(m.transaction_timeout_ms);
  if (version >= 3) w.i64(m.producer_id);
  if (version >= 3) w.i16(m.producer_epoch);
  if (version >= 6) w.i8(m.enable2_pc ? 1 : 0);
  if (version >= 6) w.i8(m.keep_prepared_txn ? 1 : 0);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, InitProducerIdRequest& message) {
  if (version < InitProducerIdRequest::kMinVersion || version > InitProducerIdRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const InitProducerIdRequest& message) {
  assert_version(InitProducerIdRequest::kMinVersion, version, InitProducerIdRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          InitProducerIdResponse& m) {
  const bool flexible = version >= 2;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.producer_id = r.i64();
  m.producer_epoch = r.i16();
  if (version >= 6) m.ongoing_txn_producer_id = r.i64();
  if (version >= 6) m.ongoing_txn_producer_epoch = r.i16();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const InitProducerIdResponse& m) {
  const bool flexible = version >= 2;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  w.i64(m.producer_id);
  w.i16(m.producer_epoch);
  if (version >= 6) w.i64(m.ongoing_txn_producer_id);
  if (version >= 6) w.i16(m.ongoing_txn_producer_epoch);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, InitProducerIdResponse& message) {
  if (version < InitProducerIdResponse::kMinVersion || version > InitProducerIdResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const InitProducerIdResponse& message) {
  assert_version(InitProducerIdResponse::kMinVersion, version, InitProducerIdResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
