// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct AddOffsetsToTxnRequest {
  static constexpr std::string_view kName = "AddOffsetsToTxn";
  static constexpr std::int16_t kApiKey = 25;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::string transactional_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  std::string group_id;
  bool operator==(const AddOffsetsToTxnRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddOffsetsToTxnRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AddOffsetsToTxnRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AddOffsetsToTxnRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AddOffsetsToTxnRequest& message);

struct AddOffsetsToTxnResponse {
  static constexpr std::string_view kName = "AddOffsetsToTxn";
  static constexpr std::int16_t kApiKey = 25;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  bool operator==(const AddOffsetsToTxnResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddOffsetsToTxnResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AddOffsetsToTxnResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AddOffsetsToTxnResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AddOffsetsToTxnResponse& message);

}  // namespace ringfence::kafka
