// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/create_delegation_token.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          create_delegation_token_request::CreatableRenewers& m) {
  const bool flexible = version >= 2;
  m.principal_type = read_string(r, flexible);
  m.principal_name = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const create_delegation_token_request::CreatableRenewers& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.principal_type);
  write_string(w, flexible, m.principal_name);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  if (version >= 3) m.owner_principal_type = read_nullable_string(r, flexible);
  if (version >= 3) m.owner_principal_name = read_nullable_string(r, flexible);
  m.renewers.resize(read_count(r, flexible, 3, sizeof(create_delegation_token_request::CreatableRenewers)));
  for (auto& element : m.renewers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.max_lifetime_ms = r.i64();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  if (version >= 3) write_nullable_string(w, flexible, m.owner_principal_type, true);
  if (version >= 3) write_nullable_string(w, flexible, m.owner_principal_name, true);
  write_count(w, flexible, m.renewers.size());
  for (const auto& element : m.renewers) write(w, version, element);
  w.i64(m.max_lifetime_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateDelegationTokenRequest& message) {
  if (version < CreateDelegationTokenRequest::kMinVersion || version > CreateDelegationTokenRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateDelegationTokenRequest& message) {
  assert_version(CreateDelegationTokenRequest::kMinVersion, version, CreateDelegationTokenRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          CreateDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.principal_type = read_string(r, flexible);
  m.principal_name = read_string(r, flexible);
  if (version >= 3) m.token_requester_principal_type = read_string(r, flexible);
  if (version >= 3) m.token_requester_principal_name = read_string(r, flexible);
  m.issue_timestamp_ms = r.i64();
  m.expiry_timestamp_ms = r.i64();
  m.max_timestamp_ms = r.i64();
  m.token_id = read_string(r, flexible);
  m.hmac = read_bytes(r, flexible);
  m.throttle_time_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const CreateDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_string(w, flexible, m.principal_type);
  write_string(w, flexible, m.principal_name);
  if (version >= 3) write_string(w, flexible, m.token_requester_principal_type);
  if (version >= 3) write_string(w, flexible, m.token_requester_principal_name);
  w.i64(m.issue_timestamp_ms);
  w.i64(m.expiry_timestamp_ms);
  w.i64(m.max_timestamp_ms);
  write_string(w, flexible, m.token_id);
  write_bytes(w, flexible, m.hmac);
  w.i32(m.throttle_time_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateDelegationTokenResponse& message) {
  if (version < CreateDelegationTokenResponse::kMinVersion || version > CreateDelegationTokenResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const CreateDelegationTokenResponse& message) {
  assert_version(CreateDelegationTokenResponse::kMinVersion, version, CreateDelegationTokenResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
