// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_user_scram_credentials.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_user_scram_credentials_request::UserName& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_user_scram_credentials_request::UserName& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeUserScramCredentialsRequest& m) {
  constexpr bool flexible = true;
  if (const auto count = read_nullable_count(r, flexible, 2, sizeof(describe_user_scram_credentials_request::UserName))) {
    for (auto& element : m.users.emplace(*count)) {
      read(r, version, element);
      if (!r.ok()) return;
    }
  } else {
    m.users.reset();
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeUserScramCredentialsRequest& m) {
  constexpr bool flexible = true;
  if (m.users) {
    write_count(w, flexible, m.users->size());
    for (const auto& element : *m.users) write(w, version, element);
  } else {
    write_null_count(w, flexible, true);
  }
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeUserScramCredentialsRequest& message) {
  if (version < DescribeUserScramCredentialsRequest::kMinVersion || version > DescribeUserScramCredentialsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeUserScramCredentialsRequest& message) {
  assert_version(DescribeUserScramCredentialsRequest::kMinVersion, version, DescribeUserScramCredentialsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_user_scram_credentials_response::CredentialInfo& m) {
  m.mechanism = r.i8();
  m.iterations = r.i32();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_user_scram_credentials_response::CredentialInfo& m) {
  w.i8(m.mechanism);
  w.i32(m.iterations);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          describe_user_scram_credentials_response::DescribeUserScramCredentialsResult& m) {
  constexpr bool flexible = true;
  m.user = read_string(r, flexible);
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.credential_infos.resize(read_count(r, flexible, 6, sizeof(describe_user_scram_credentials_response::CredentialInfo)));
  for (auto& element : m.credential_infos) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const describe_user_scram_credentials_response::DescribeUserScramCredentialsResult& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.user);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.credential_infos.size());
  for (const auto& element : m.credential_infos) write(w, version, element);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          DescribeUserScramCredentialsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  m.results.resize(read_count(r, flexible, 6, sizeof(describe_user_scram_credentials_response::DescribeUserScramCredentialsResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const DescribeUserScramCredentialsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeUserScramCredentialsResponse& message) {
  if (version < DescribeUserScramCredentialsResponse::kMinVersion || version > DescribeUserScramCredentialsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const DescribeUserScramCredentialsResponse& message) {
  assert_version(DescribeUserScramCredentialsResponse::kMinVersion, version, DescribeUserScramCredentialsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
