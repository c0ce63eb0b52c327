// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_delegation_token_request {

struct DescribeDelegationTokenOwner {
  std::string principal_type;
  std::string principal_name;
  bool operator==(const DescribeDelegationTokenOwner&) const = default;
};

}  // namespace describe_delegation_token_request

struct DescribeDelegationTokenRequest {
  static constexpr std::string_view kName = "DescribeDelegationToken";
  static constexpr std::int16_t kApiKey = 41;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DescribeDelegationTokenOwner = describe_delegation_token_request::DescribeDelegationTokenOwner;

  std::optional<std::vector<describe_delegation_token_request::DescribeDelegationTokenOwner>> owners{std::vector<describe_delegation_token_request::DescribeDelegationTokenOwner>()};
  bool operator==(const DescribeDelegationTokenRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeDelegationTokenRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeDelegationTokenRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeDelegationTokenRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeDelegationTokenRequest& message);

namespace describe_delegation_token_response {

struct DescribedDelegationTokenRenewer {
  std::string principal_type;
  std::string principal_name;
  bool operator==(const DescribedDelegationTokenRenewer&) const = default;
};

struct DescribedDelegationToken {
  std::string principal_type;
  std::string principal_name;
  std::string token_requester_principal_type;  // v3+
  std::string token_requester_principal_name;  // v3+
  std::int64_t issue_timestamp = 0;
  std::int64_t expiry_timestamp = 0;
  std::int64_t max_timestamp = 0;
  std::string token_id;
  bytes::Slice hmac;
  std::vector<describe_delegation_token_response::DescribedDelegationTokenRenewer> renewers;
  bool operator==(const DescribedDelegationToken&) const = default;
};

}  // namespace describe_delegation_token_response

struct DescribeDelegationTokenResponse {
  static constexpr std::string_view kName = "DescribeDelegationToken";
  static constexpr std::int16_t kApiKey = 41;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DescribedDelegationTokenRenewer = describe_delegation_token_response::DescribedDelegationTokenRenewer;
  using DescribedDelegationToken = describe_delegation_token_response::DescribedDelegationToken;

  std::int16_t error_code = 0;
  std::vector<describe_delegation_token_response::DescribedDelegationToken> tokens;
  std::int32_t throttle_time_ms = 0;
  bool operator==(const DescribeDelegationTokenResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeDelegationTokenResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeDelegationTokenResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeDelegationTokenResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeDelegationTokenResponse& message);

}  // namespace ringfence::kafka
