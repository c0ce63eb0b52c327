// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/sasl_handshake.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SaslHandshakeRequest& m) {
  constexpr bool flexible = false;
  m.mechanism = read_string(r, flexible);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SaslHandshakeRequest& m) {
  constexpr bool flexible = false;
  write_string(w, flexible, m.mechanism);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslHandshakeRequest& message) {
  if (version < SaslHandshakeRequest::kMinVersion || version > SaslHandshakeRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SaslHandshakeRequest& message) {
  assert_version(SaslHandshakeRequest::kMinVersion, version, SaslHandshakeRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          SaslHandshakeResponse& m) {
  constexpr bool flexible = false;
  m.error_code = r.i16();
  read_list(r, flexible, m.mechanisms);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const SaslHandshakeResponse& m) {
  constexpr bool flexible = false;
  w.i16(m.error_code);
  write_list(w, flexible, m.mechanisms);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslHandshakeResponse& message) {
  if (version < SaslHandshakeResponse::kMinVersion || version > SaslHandshakeResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const SaslHandshakeResponse& message) {
  assert_version(SaslHandshakeResponse::kMinVersion, version, SaslHandshakeResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
