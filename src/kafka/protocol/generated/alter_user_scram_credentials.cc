// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/alter_user_scram_credentials.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_user_scram_credentials_request::ScramCredentialDeletion& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.mechanism = r.i8();
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_user_scram_credentials_request::ScramCredentialDeletion& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i8(m.mechanism);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_user_scram_credentials_request::ScramCredentialUpsertion& m) {
  constexpr bool flexible = true;
  m.name = read_string(r, flexible);
  m.mechanism = r.i8();
  m.iterations = r.i32();
  m.salt = read_bytes(r, flexible);
  m.salted_password = read_bytes(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_user_scram_credentials_request::ScramCredentialUpsertion& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.name);
  w.i8(m.mechanism);
  w.i32(m.iterations);
  write_bytes(w, flexible, m.salt);
  write_bytes(w, flexible, m.salted_password);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterUserScramCredentialsRequest& m) {
  constexpr bool flexible = true;
  m.deletions.resize(read_count(r, flexible, 3, sizeof(alter_user_scram_credentials_request::ScramCredentialDeletion)));
  for (auto& element : m.deletions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  m.upsertions.resize(read_count(r, flexible, 9, sizeof(alter_user_scram_credentials_request::ScramCredentialUpsertion)));
  for (auto& element : m.upsertions) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterUserScramCredentialsRequest& m) {
  constexpr bool flexible = true;
  write_count(w, flexible, m.deletions.size());
  for (const auto& element : m.deletions) write(w, version, element);
  write_count(w, flexible, m.upsertions.size());
  for (const auto& element : m.upsertions) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterUserScramCredentialsRequest& message) {
  if (version < AlterUserScramCredentialsRequest::kMinVersion || version > AlterUserScramCredentialsRequest::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterUserScramCredentialsRequest& message) {
  assert_version(AlterUserScramCredentialsRequest::kMinVersion, version, AlterUserScramCredentialsRequest::kMaxVersion);
  write(writer, version, message);
}

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          alter_user_scram_credentials_response::AlterUserScramCredentialsResult& m) {
  constexpr bool flexible = true;
  m.user = read_string(r, flexible);
  m.error_code = r.i16();
  m.error_message = read_nullable_string(r, flexible);
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const alter_user_scram_credentials_response::AlterUserScramCredentialsResult& m) {
  constexpr bool flexible = true;
  write_string(w, flexible, m.user);
  w.i16(m.error_code);
  write_nullable_string(w, flexible, m.error_message, true);
  w.uvarint(0);
}

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          AlterUserScramCredentialsResponse& m) {
  constexpr bool flexible = true;
  m.throttle_time_ms = r.i32();
  m.results.resize(read_count(r, flexible, 5, sizeof(alter_user_scram_credentials_response::AlterUserScramCredentialsResult)));
  for (auto& element : m.results) {
    read(r, version, element);
    if (!r.ok()) return;
  }
  skip_tags(r);
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const AlterUserScramCredentialsResponse& m) {
  constexpr bool flexible = true;
  w.i32(m.throttle_time_ms);
  write_count(w, flexible, m.results.size());
  for (const auto& element : m.results) write(w, version, element);
  w.uvarint(0);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterUserScramCredentialsResponse& message) {
  if (version < AlterUserScramCredentialsResponse::kMinVersion || version > AlterUserScramCredentialsResponse::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const AlterUserScramCredentialsResponse& message) {
  assert_version(AlterUserScramCredentialsResponse::kMinVersion, version, AlterUserScramCredentialsResponse::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
