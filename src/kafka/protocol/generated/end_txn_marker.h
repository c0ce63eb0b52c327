// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct EndTxnMarker {
  static constexpr std::string_view kName = "EndTxnMarker";
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 32767;  // never

  std::int32_t coordinator_epoch = 0;
  bool operator==(const EndTxnMarker&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnMarker& message);
void encode(bytes::Writer& writer, std::int16_t version, const EndTxnMarker& message);
void to_json(JsonWriter& json, std::int16_t version, const EndTxnMarker& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, EndTxnMarker& message);

}  // namespace ringfence::kafka
