// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct SaslAuthenticateRequest {
  static constexpr std::string_view kName = "SaslAuthenticate";
  static constexpr std::int16_t kApiKey = 36;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  bytes::Slice auth_bytes;
  bool operator==(const SaslAuthenticateRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslAuthenticateRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const SaslAuthenticateRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const SaslAuthenticateRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SaslAuthenticateRequest& message);

struct SaslAuthenticateResponse {
  static constexpr std::string_view kName = "SaslAuthenticate";
  static constexpr std::int16_t kApiKey = 36;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bytes::Slice auth_bytes;
  std::int64_t session_lifetime_ms = 0;  // v1+
  bool operator==(const SaslAuthenticateResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslAuthenticateResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const SaslAuthenticateResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const SaslAuthenticateResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SaslAuthenticateResponse& message);

}  // namespace ringfence::kafka
