// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct SaslHandshakeRequest {
  static constexpr std::string_view kName = "SaslHandshake";
  static constexpr std::int16_t kApiKey = 17;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never

  std::string mechanism;
  bool operator==(const SaslHandshakeRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslHandshakeRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const SaslHandshakeRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const SaslHandshakeRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SaslHandshakeRequest& message);

struct SaslHandshakeResponse {
  static constexpr std::string_view kName = "SaslHandshake";
  static constexpr std::int16_t kApiKey = 17;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never

  std::int16_t error_code = 0;
  std::vector<std::string> mechanisms;
  bool operator==(const SaslHandshakeResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, SaslHandshakeResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const SaslHandshakeResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const SaslHandshakeResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, SaslHandshakeResponse& message);

}  // namespace ringfence::kafka
