// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_user_scram_credentials_request {

struct ScramCredentialDeletion {
  std::string name;
  std::int8_t mechanism = 0;
  bool operator==(const ScramCredentialDeletion&) const = default;
};

struct ScramCredentialUpsertion {
  std::string name;
  std::int8_t mechanism = 0;
  std::int32_t iterations = 0;
  bytes::Slice salt;
  bytes::Slice salted_password;
  bool operator==(const ScramCredentialUpsertion&) const = default;
};

}  // namespace alter_user_scram_credentials_request

struct AlterUserScramCredentialsRequest {
  static constexpr std::string_view kName = "AlterUserScramCredentials";
  static constexpr std::int16_t kApiKey = 51;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ScramCredentialDeletion = alter_user_scram_credentials_request::ScramCredentialDeletion;
  using ScramCredentialUpsertion = alter_user_scram_credentials_request::ScramCredentialUpsertion;

  std::vector<alter_user_scram_credentials_request::ScramCredentialDeletion> deletions;
  std::vector<alter_user_scram_credentials_request::ScramCredentialUpsertion> upsertions;
  bool operator==(const AlterUserScramCredentialsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterUserScramCredentialsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterUserScramCredentialsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterUserScramCredentialsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterUserScramCredentialsRequest& message);

namespace alter_user_scram_credentials_response {

struct AlterUserScramCredentialsResult {
  std::string user;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const AlterUserScramCredentialsResult&) const = default;
};

}  // namespace alter_user_scram_credentials_response

struct AlterUserScramCredentialsResponse {
  static constexpr std::string_view kName = "AlterUserScramCredentials";
  static constexpr std::int16_t kApiKey = 51;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using AlterUserScramCredentialsResult = alter_user_scram_credentials_response::AlterUserScramCredentialsResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<alter_user_scram_credentials_response::AlterUserScramCredentialsResult> results;
  bool operator==(const AlterUserScramCredentialsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterUserScramCredentialsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterUserScramCredentialsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterUserScramCredentialsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterUserScramCredentialsResponse& message);

}  // namespace ringfence::kafka
