// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace write_txn_markers_request {

struct WritableTxnMarkerTopic {
  std::string name;
  std::vector<std::int32_t> partition_indexes;
  bool operator==(const WritableTxnMarkerTopic&) const = default;
};

struct WritableTxnMarker {
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  bool transaction_result = false;
  std::vector<write_txn_markers_request::WritableTxnMarkerTopic> topics;
  std::int32_t coordinator_epoch = 0;
  std::int8_t transaction_version = 0;  // v2+
  bool operator==(const WritableTxnMarker&) const = default;
};

}  // namespace write_txn_markers_request

struct WriteTxnMarkersRequest {
  static constexpr std::string_view kName = "WriteTxnMarkers";
  static constexpr std::int16_t kApiKey = 27;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 1;
  using WritableTxnMarkerTopic = write_txn_markers_request::WritableTxnMarkerTopic;
  using WritableTxnMarker = write_txn_markers_request::WritableTxnMarker;

  std::vector<write_txn_markers_request::WritableTxnMarker> markers;
  bool operator==(const WriteTxnMarkersRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, WriteTxnMarkersRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const WriteTxnMarkersRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const WriteTxnMarkersRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, WriteTxnMarkersRequest& message);

namespace write_txn_markers_response {

struct WritableTxnMarkerPartitionResult {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  bool operator==(const WritableTxnMarkerPartitionResult&) const = default;
};

struct WritableTxnMarkerTopicResult {
  std::string name;
  std::vector<write_txn_markers_response::WritableTxnMarkerPartitionResult> partitions;
  bool operator==(const WritableTxnMarkerTopicResult&) const = default;
};

struct WritableTxnMarkerResult {
  std::int64_t producer_id = 0;
  std::vector<write_txn_markers_response::WritableTxnMarkerTopicResult> topics;
  bool operator==(const WritableTxnMarkerResult&) const = default;
};

}  // namespace write_txn_markers_response

struct WriteTxnMarkersResponse {
  static constexpr std::string_view kName = "WriteTxnMarkers";
  static constexpr std::int16_t kApiKey = 27;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 1;
  using WritableTxnMarkerPartitionResult = write_txn_markers_response::WritableTxnMarkerPartitionResult;
  using WritableTxnMarkerTopicResult = write_txn_markers_response::WritableTxnMarkerTopicResult;
  using WritableTxnMarkerResult = write_txn_markers_response::WritableTxnMarkerResult;

  std::vector<write_txn_markers_response::WritableTxnMarkerResult> markers;
  bool operator==(const WriteTxnMarkersResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, WriteTxnMarkersResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const WriteTxnMarkersResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const WriteTxnMarkersResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, WriteTxnMarkersResponse& message);

}  // namespace ringfence::kafka
