// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/expire_delegation_token.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ExpireDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  m.hmac = read_bytes(r, flexible);
  m.expiry_time_period_ms = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ExpireDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  write_bytes(w, flexible, m.hmac);
  w.i64(m.expiry_time_period_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ExpireDelegationTokenRequest& message) {
  if (version < ExpireDelegationTokenRequest::kMinVersion || version > ExpireDelegationTokenRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ExpireDelegationTokenRequest& message) {
  assert_version(ExpireDelegationTokenRequest::kMinVersion, version, ExpireDelegationTokenRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          ExpireDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.expiry_timestamp_ms = r.i64();
  m.throttle_time_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const ExpireDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  w.i64(m.expiry_timestamp_ms);
  w.i32(m.throttle_time_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, ExpireDelegationTokenResponse& message) {
  if (version < ExpireDelegationTokenResponse::kMinVersion || version > ExpireDelegationTokenResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const ExpireDelegationTokenResponse& message) {
  assert_version(ExpireDelegationTokenResponse::kMinVersion, version, ExpireDelegationTokenResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
