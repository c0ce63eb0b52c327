// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ExpireDelegationTokenRequest {
  static constexpr std::string_view kName = "ExpireDelegationToken";
  static constexpr std::int16_t kApiKey = 40;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  bytes::Slice hmac;
  std::int64_t expiry_time_period_ms = 0;
  bool operator==(const ExpireDelegationTokenRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ExpireDelegationTokenRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ExpireDelegationTokenRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ExpireDelegationTokenRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ExpireDelegationTokenRequest& message);

struct ExpireDelegationTokenResponse {
  static constexpr std::string_view kName = "ExpireDelegationToken";
  static constexpr std::int16_t kApiKey = 40;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int16_t error_code = 0;
  std::int64_t expiry_timestamp_ms = 0;
  std::int32_t throttle_time_ms = 0;
  bool operator==(const ExpireDelegationTokenResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ExpireDelegationTokenResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ExpireDelegationTokenResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ExpireDelegationTokenResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ExpireDelegationTokenResponse& message);

}  // namespace ringfence::kafka
