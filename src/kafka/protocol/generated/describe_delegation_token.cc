// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_delegation_token.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_delegation_token_request::DescribeDelegationTokenOwner& m) {
  const bool flexible = version >= 2;
  m.principal_type = read_string(r, flexible);
  m.principal_name = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_delegation_token_request::DescribeDelegationTokenOwner& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.principal_type);
  write_string(w, flexible, m.principal_name);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  if (const auto count = read_nullable_count(r, flexible, 3, sizeof(describe_delegation_token_request::DescribeDelegationTokenOwner))) {
    for (auto& element : m.owners.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.owners.reset();
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeDelegationTokenRequest& m) {
  const bool flexible = version >= 2;
  if (m.owners) {
    write_count(w, flexible, m.owners->size());
    for (const auto& element : *m.owners) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeDelegationTokenRequest& message) {
  if (version < DescribeDelegationTokenRequest::kMinVersion || version > DescribeDelegationTokenRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeDelegationTokenRequest& message) {
  assert_version(DescribeDelegationTokenRequest::kMinVersion, version, DescribeDelegationTokenRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_delegation_token_response::DescribedDelegationTokenRenewer& m) {
  const bool flexible = version >= 2;
  m.principal_type = read_string(r, flexible);
  m.principal_name = read_string(r, flexible);
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_delegation_token_response::DescribedDelegationTokenRenewer& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.principal_type);
  write_string(w, flexible, m.principal_name);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_delegation_token_response::DescribedDelegationToken& m) {
  const bool flexible = version >= 2;
  m.principal_type = read_string(r, flexible);
  m.principal_name = read_string(r, flexible);
  if (version >= 3) m.token_requester_principal_type = read_string(r, flexible);
  if (version >= 3) m.token_requester_principal_name = read_string(r, flexible);
  m.issue_timestamp = r.i64();
  m.expiry_timestamp = r.i64();
  m.max_timestamp = r.i64();
  m.token_id = read_string(r, flexible);
  m.hmac = read_bytes(r, flexible);
  m.renewers.resize(read_count(r, flexible, 3, sizeof(describe_delegation_token_response::DescribedDelegationTokenRenewer)));
  for (auto& element : m.renewers) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_delegation_token_response::DescribedDelegationToken& m) {
  const bool flexible = version >= 2;
  write_string(w, flexible, m.principal_type);
  write_string(w, flexible, m.principal_name);
  if (version >= 3) write_string(w, flexible, m.token_requester_principal_type);
  if (version >= 3) write_string(w, flexible, m.token_requester_principal_name);
  w.i64(m.issue_timestamp);
  w.i64(m.expiry_timestamp);
  w.i64(m.max_timestamp);
  write_string(w, flexible, m.token_id);
  write_bytes(w, flexible, m.hmac);
  write_count(w, flexible, m.renewers.size());
  for (const auto& element : m.renewers) write(w, version, element);
  if (flexible) w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  m.error_code = r.i16();
  m.tokens.resize(read_count(r, flexible, 30, sizeof(describe_delegation_token_response::DescribedDelegationToken)));
  for (auto& element : m.tokens) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.throttle_time_ms = r.i32();
  if (flexible) skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeDelegationTokenResponse& m) {
  const bool flexible = version >= 2;
  w.i16(m.error_code);
  write_count(w, flexible, m.tokens.size());
  for (const auto& element : m.tokens) write(w, version, element);
  w.i32(m.throttle_time_ms);
  if (flexible) w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeDelegationTokenResponse& message) {
  if (version < DescribeDelegationTokenResponse::kMinVersion || version > DescribeDelegationTokenResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeDelegationTokenResponse& message) {
  assert_version(DescribeDelegationTokenResponse::kMinVersion, version, DescribeDelegationTokenResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
