// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sasl_authenticate.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SaslAuthenticateRequest& m) {
  const bool flexible = version >= 2;
  m.auth_bytes = read_bytes(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SaslAuthenticateRequest& m) {
  const bool flexible = version >= 2;
  write_bytes(w, flexible, m.auth_bytes);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslAuthenticateRequest& message) {
  if (version < SaslAuthenticateRequest::kMinVersion || version > SaslAuthenticateRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SaslAuthenticateRequest& message) {
  assert_version(SaslAuthenticateRequest::kMinVersion, version, SaslAuthenticateRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SaslAuthenticateResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.auth_bytes = read_bytes(r, flexible);
  if (version >= 1) m.session_lifetime_ms = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SaslAuthenticateResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_bytes(w, flexible, m.auth_bytes);
  if (version >= 1) w.i64(m.session_lifetime_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslAuthenticateResponse& message) {
  if (version < SaslAuthenticateResponse::kMinVersion || version > SaslAuthenticateResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SaslAuthenticateResponse& message) {
  assert_version(SaslAuthenticateResponse::kMinVersion, version, SaslAuthenticateResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
