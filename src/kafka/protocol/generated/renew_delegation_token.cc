// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/renew_delegation_token.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          RenewDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  m.hmac = read_bytes(r, flexible);
  m.renew_period_ms = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const RenewDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  write_bytes(w, flexible, m.hmac);
  w.i64(m.renew_period_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, RenewDelegationTokenRequest& message) {
  if (version < RenewDelegationTokenRequest::kMinVersion || version > RenewDelegationTokenRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const RenewDelegationTokenRequest& message) {
  assert_version(RenewDelegationTokenRequest::kMinVersion, version, RenewDelegationTokenRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          RenewDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.expiry_timestamp_ms = r.i64();
  m.throttle_time_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const RenewDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  w.i64(m.expiry_timestamp_ms);
  w.i32(m.throttle_time_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, RenewDelegationTokenResponse& message) {
  if (version < RenewDelegationTokenResponse::kMinVersion || version > RenewDelegationTokenResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const RenewDelegationTokenResponse& message) {
  assert_version(RenewDelegationTokenResponse::kMinVersion, version, RenewDelegationTokenResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
