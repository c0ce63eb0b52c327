// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_user_scram_credentials_request {

struct UserName {
  std::string name;
  bool operator==(const UserName&) const = default;
};

}  // namespace describe_user_scram_credentials_request

struct DescribeUserScramCredentialsRequest {
  static constexpr std::string_view kName = "DescribeUserScramCredentials";
  static constexpr std::int16_t kApiKey = 50;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using UserName = describe_user_scram_credentials_request::UserName;

  std::optional<std::vector<describe_user_scram_credentials_request::UserName>> users{std::vector<describe_user_scram_credentials_request::UserName>()};
  bool operator==(const DescribeUserScramCredentialsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeUserScramCredentialsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeUserScramCredentialsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeUserScramCredentialsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeUserScramCredentialsRequest& message);

namespace describe_user_scram_credentials_response {

struct CredentialInfo {
  std::int8_t mechanism = 0;
  std::int32_t iterations = 0;
  bool operator==(const CredentialInfo&) const = default;
};

struct DescribeUserScramCredentialsResult {
  std::string user;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<describe_user_scram_credentials_response::CredentialInfo> credential_infos;
  bool operator==(const DescribeUserScramCredentialsResult&) const = default;
};

}  // namespace describe_user_scram_credentials_response

struct DescribeUserScramCredentialsResponse {
  static constexpr std::string_view kName = "DescribeUserScramCredentials";
  static constexpr std::int16_t kApiKey = 50;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using CredentialInfo = describe_user_scram_credentials_response::CredentialInfo;
  using DescribeUserScramCredentialsResult = describe_user_scram_credentials_response::DescribeUserScramCredentialsResult;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<describe_user_scram_credentials_response::DescribeUserScramCredentialsResult> results;
  bool operator==(const DescribeUserScramCredentialsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeUserScramCredentialsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeUserScramCredentialsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeUserScramCredentialsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeUserScramCredentialsResponse& message);

}  // namespace ringfence::kafka
