// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct InitProducerIdRequest {
  static constexpr std::string_view kName = "InitProducerId";
  static constexpr std::int16_t kApiKey = 22;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::optional<std::string> transactional_id{std::string()};
  std::int32_t transaction_timeout_ms = 0;
  std::int64_t producer_id = -1;  // v3+
  std::int16_t producer_epoch = -1;  // v3+
  bool enable2_pc = false;  // v6+
  bool keep_prepared_txn = false;  // v6+
  bool operator==(const InitProducerIdRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, InitProducerIdRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const InitProducerIdRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const InitProducerIdRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, InitProducerIdRequest& message);

struct InitProducerIdResponse {
  static constexpr std::string_view kName = "InitProducerId";
  static constexpr std::int16_t kApiKey = 22;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::int64_t producer_id = -1;
  std::int16_t producer_epoch = 0;
  std::int64_t ongoing_txn_producer_id = -1;  // v6+
  std::int16_t ongoing_txn_producer_epoch = -1;  // v6+
  bool operator==(const InitProducerIdResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, InitProducerIdResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const InitProducerIdResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const InitProducerIdResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, InitProducerIdResponse& message);

}  // namespace ringfence::kafka
