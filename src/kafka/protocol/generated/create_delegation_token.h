// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace create_delegation_token_request {

struct CreatableRenewers {
  std::string principal_type;
  std::string principal_name;
  bool operator==(const CreatableRenewers&) const = default;
};

}  // namespace create_delegation_token_request

struct CreateDelegationTokenRequest {
  static constexpr std::string_view kName = "CreateDelegationToken";
  static constexpr std::int16_t kApiKey = 38;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using CreatableRenewers = create_delegation_token_request::CreatableRenewers;

  std::optional<std::string> owner_principal_type{std::string()};  // v3+
  std::optional<std::string> owner_principal_name{std::string()};  // v3+
  std::vector<create_delegation_token_request::CreatableRenewers> renewers;
  std::int64_t max_lifetime_ms = 0;
  bool operator==(const CreateDelegationTokenRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateDelegationTokenRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateDelegationTokenRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateDelegationTokenRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateDelegationTokenRequest& message);

struct CreateDelegationTokenResponse {
  static constexpr std::string_view kName = "CreateDelegationToken";
  static constexpr std::int16_t kApiKey = 38;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int16_t error_code = 0;
  std::string principal_type;
  std::string principal_name;
  std::string token_requester_principal_type;  // v3+
  std::string token_requester_principal_name;  // v3+
  std::int64_t issue_timestamp_ms = 0;
  std::int64_t expiry_timestamp_ms = 0;
  std::int64_t max_timestamp_ms = 0;
  std::string token_id;
  bytes::Slice hmac;
  std::int32_t throttle_time_ms = 0;
  bool operator==(const CreateDelegationTokenResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateDelegationTokenResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateDelegationTokenResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateDelegationTokenResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateDelegationTokenResponse& message);

}  // namespace ringfence::kafka
