// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace offset_for_leader_epoch_request {

struct OffsetForLeaderPartition {
  std::int32_t partition = 0;
  std::int32_t current_leader_epoch = -1;
  std::int32_t leader_epoch = 0;
  bool operator==(const OffsetForLeaderPartition&) const = default;
};

struct OffsetForLeaderTopic {
  std::string topic;
  std::vector<offset_for_leader_epoch_request::OffsetForLeaderPartition> partitions;
  bool operator==(const OffsetForLeaderTopic&) const = default;
};

}  // namespace offset_for_leader_epoch_request

struct OffsetForLeaderEpochRequest {
  static constexpr std::string_view kName = "OffsetForLeaderEpoch";
  static constexpr std::int16_t kApiKey = 23;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;
  using OffsetForLeaderPartition = offset_for_leader_epoch_request::OffsetForLeaderPartition;
  using OffsetForLeaderTopic = offset_for_leader_epoch_request::OffsetForLeaderTopic;

  std::int32_t replica_id = -2;  // v3+
  std::vector<offset_for_leader_epoch_request::OffsetForLeaderTopic> topics;
  bool operator==(const OffsetForLeaderEpochRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetForLeaderEpochRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetForLeaderEpochRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetForLeaderEpochRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetForLeaderEpochRequest& message);

namespace offset_for_leader_epoch_response {

struct EpochEndOffset {
  std::int16_t error_code = 0;
  std::int32_t partition = 0;
  std::int32_t leader_epoch = -1;
  std::int64_t end_offset = -1;
  bool operator==(const EpochEndOffset&) const = default;
};

struct OffsetForLeaderTopicResult {
  std::string topic;
  std::vector<offset_for_leader_epoch_response::EpochEndOffset> partitions;
  bool operator==(const OffsetForLeaderTopicResult&) const = default;
};

}  // namespace offset_for_leader_epoch_response

struct OffsetForLeaderEpochResponse {
  static constexpr std::string_view kName = "OffsetForLeaderEpoch";
  static constexpr std::int16_t kApiKey = 23;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;
  using EpochEndOffset = offset_for_leader_epoch_response::EpochEndOffset;
  using OffsetForLeaderTopicResult = offset_for_leader_epoch_response::OffsetForLeaderTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<offset_for_leader_epoch_response::OffsetForLeaderTopicResult> topics;
  bool operator==(const OffsetForLeaderEpochResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, OffsetForLeaderEpochResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const OffsetForLeaderEpochResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const OffsetForLeaderEpochResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetForLeaderEpochResponse& message);

}  // namespace ringfence::kafka
