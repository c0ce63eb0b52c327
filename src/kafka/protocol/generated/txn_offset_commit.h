// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace txn_offset_commit_request {

struct TxnOffsetCommitRequestPartition {
  std::int32_t partition_index = 0;
  std::int64_t committed_offset = 0;
  std::int32_t committed_leader_epoch = -1;  // v2+
  std::optional<std::string> committed_metadata{std::string()};
  bool operator==(const TxnOffsetCommitRequestPartition&) const = default;
};

struct TxnOffsetCommitRequestTopic {
  std::string name;
  std::vector<txn_offset_commit_request::TxnOffsetCommitRequestPartition> partitions;
  bool operator==(const TxnOffsetCommitRequestTopic&) const = default;
};

}  // namespace txn_offset_commit_request

struct TxnOffsetCommitRequest {
  static constexpr std::string_view kName = "TxnOffsetCommit";
  static constexpr std::int16_t kApiKey = 28;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;
  using TxnOffsetCommitRequestPartition = txn_offset_commit_request::TxnOffsetCommitRequestPartition;
  using TxnOffsetCommitRequestTopic = txn_offset_commit_request::TxnOffsetCommitRequestTopic;

  std::string transactional_id;
  std::string group_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  std::int32_t generation_id = -1;  // v3+
  std::string member_id;  // v3+
  std::optional<std::string> group_instance_id;  // v3+
  std::vector<txn_offset_commit_request::TxnOffsetCommitRequestTopic> topics;
  bool operator==(const TxnOffsetCommitRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, TxnOffsetCommitRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const TxnOffsetCommitRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const TxnOffsetCommitRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, TxnOffsetCommitRequest& message);

namespace txn_offset_commit_response {

struct TxnOffsetCommitResponsePartition {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  bool operator==(const TxnOffsetCommitResponsePartition&) const = default;
};

struct TxnOffsetCommitResponseTopic {
  std::string name;
  std::vector<txn_offset_commit_response::TxnOffsetCommitResponsePartition> partitions;
  bool operator==(const TxnOffsetCommitResponseTopic&) const = default;
};

}  // namespace txn_offset_commit_response

struct TxnOffsetCommitResponse {
  static constexpr std::string_view kName = "TxnOffsetCommit";
  static constexpr std::int16_t kApiKey = 28;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;
  using TxnOffsetCommitResponsePartition = txn_offset_commit_response::TxnOffsetCommitResponsePartition;
  using TxnOffsetCommitResponseTopic = txn_offset_commit_response::TxnOffsetCommitResponseTopic;

  std::int32_t throttle_time_ms = 0;
  std::vector<txn_offset_commit_response::TxnOffsetCommitResponseTopic> topics;
  bool operator==(const TxnOffsetCommitResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, TxnOffsetCommitResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const TxnOffsetCommitResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const TxnOffsetCommitResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, TxnOffsetCommitResponse& message);

}  // namespace ringfence::kafka
