// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct RenewDelegationTokenRequest {
  static constexpr std::string_view kName = "RenewDelegationToken";
  static constexpr std::int16_t kApiKey = 39;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  bytes::Slice hmac;
  std::int64_t renew_period_ms = 0;
  bool operator==(const RenewDelegationTokenRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, RenewDelegationTokenRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const RenewDelegationTokenRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const RenewDelegationTokenRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, RenewDelegationTokenRequest& message);

struct RenewDelegationTokenResponse {
  static constexpr std::string_view kName = "RenewDelegationToken";
  static constexpr std::int16_t kApiKey = 39;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int16_t error_code = 0;
  std::int64_t expiry_timestamp_ms = 0;
  std::int32_t throttle_time_ms = 0;
  bool operator==(const RenewDelegationTokenResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, RenewDelegationTokenResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const RenewDelegationTokenResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const RenewDelegationTokenResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, RenewDelegationTokenResponse& message);

}  // namespace ringfence::kafka
