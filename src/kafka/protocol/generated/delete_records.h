// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace delete_records_request {

struct DeleteRecordsPartition {
  std::int32_t partition_index = 0;
  std::int64_t offset = 0;
  bool operator==(const DeleteRecordsPartition&) const = default;
};

struct DeleteRecordsTopic {
  std::string name;
  std::vector<delete_records_request::DeleteRecordsPartition> partitions;
  bool operator==(const DeleteRecordsTopic&) const = default;
};

}  // namespace delete_records_request

struct DeleteRecordsRequest {
  static constexpr std::string_view kName = "DeleteRecords";
  static constexpr std::int16_t kApiKey = 21;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DeleteRecordsPartition = delete_records_request::DeleteRecordsPartition;
  using DeleteRecordsTopic = delete_records_request::DeleteRecordsTopic;

  std::vector<delete_records_request::DeleteRecordsTopic> topics;
  std::int32_t timeout_ms = 0;
  bool operator==(const DeleteRecordsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteRecordsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteRecordsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteRecordsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteRecordsRequest& message);

namespace delete_records_response {

struct DeleteRecordsPartitionResult {
  std::int32_t partition_index = 0;
  std::int64_t low_watermark = 0;
  std::int16_t error_code = 0;
  bool operator==(const DeleteRecordsPartitionResult&) const = default;
};

struct DeleteRecordsTopicResult {
  std::string name;
  std::vector<delete_records_response::DeleteRecordsPartitionResult> partitions;
  bool operator==(const DeleteRecordsTopicResult&) const = default;
};

}  // namespace delete_records_response

struct DeleteRecordsResponse {
  static constexpr std::string_view kName = "DeleteRecords";
  static constexpr std::int16_t kApiKey = 21;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DeleteRecordsPartitionResult = delete_records_response::DeleteRecordsPartitionResult;
  using DeleteRecordsTopicResult = delete_records_response::DeleteRecordsTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<delete_records_response::DeleteRecordsTopicResult> topics;
  bool operator==(const DeleteRecordsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteRecordsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteRecordsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteRecordsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteRecordsResponse& message);

}  // namespace ringfence::kafka
