// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct EndTxnRequest {
  static constexpr std::string_view kName = "EndTxn";
  static constexpr std::int16_t kApiKey = 26;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::string transactional_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  bool committed = false;
  bool operator==(const EndTxnRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const EndTxnRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const EndTxnRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnRequest& message);

struct EndTxnResponse {
  static constexpr std::string_view kName = "EndTxn";
  static constexpr std::int16_t kApiKey = 26;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::int64_t producer_id = -1;  // v5+
  std::int16_t producer_epoch = -1;  // v5+
  bool operator==(const EndTxnResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const EndTxnResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const EndTxnResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnResponse& message);

}  // namespace ringfence::kafka
