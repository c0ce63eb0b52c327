// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace share_fetch_request {

struct AcknowledgementBatch {
  std::int64_t first_offset = 0;
  std::int64_t last_offset = 0;
  std::vector<std::int8_t> acknowledge_types;
  bool operator==(const AcknowledgementBatch&) const = default;
};

struct FetchPartition {
  std::int32_t partition_index = 0;
  std::vector<share_fetch_request::AcknowledgementBatch> acknowledgement_batches;
  bool operator==(const FetchPartition&) const = default;
};

struct FetchTopic {
  Uuid topic_id;
  std::vector<share_fetch_request::FetchPartition> partitions;
  bool operator==(const FetchTopic&) const = default;
};

struct ForgottenTopic {
  Uuid topic_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const ForgottenTopic&) const = default;
};

}  // namespace share_fetch_request

struct ShareFetchRequest {
  static constexpr std::string_view kName = "ShareFetch";
  static constexpr std::int16_t kApiKey = 78;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using AcknowledgementBatch = share_fetch_request::AcknowledgementBatch;
  using FetchPartition = share_fetch_request::FetchPartition;
  using FetchTopic = share_fetch_request::FetchTopic;
  using ForgottenTopic = share_fetch_request::ForgottenTopic;

  std::optional<std::string> group_id;
  std::optional<std::string> member_id{std::string()};
  std::int32_t share_session_epoch = 0;
  std::int32_t max_wait_ms = 0;
  std::int32_t min_bytes = 0;
  std::int32_t max_bytes = 2147483647;
  std::int32_t max_records = 0;
  std::int32_t batch_size = 0;
  std::int8_t share_acquire_mode = 0;  // v2+
  bool is_renew_ack = false;  // v2+
  std::vector<share_fetch_request::FetchTopic> topics;
  std::vector<share_fetch_request::ForgottenTopic> forgotten_topics_data;
  bool operator==(const ShareFetchRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareFetchRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareFetchRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareFetchRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareFetchRequest& message);

namespace share_fetch_response {

struct LeaderIdAndEpoch {
  std::int32_t leader_id = 0;
  std::int32_t leader_epoch = 0;
  bool operator==(const LeaderIdAndEpoch&) const = default;
};

struct AcquiredRecords {
  std::int64_t first_offset = 0;
  std::int64_t last_offset = 0;
  std::int16_t delivery_count = 0;
  bool operator==(const AcquiredRecords&) const = default;
};

struct PartitionData {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::int16_t acknowledge_error_code = 0;
  std::optional<std::string> acknowledge_error_message;
  share_fetch_response::LeaderIdAndEpoch current_leader;
  bytes::Chain records;
  std::vector<share_fetch_response::AcquiredRecords> acquired_records;
  bool operator==(const PartitionData&) const = default;
};

struct ShareFetchableTopicResponse {
  Uuid topic_id;
  std::vector<share_fetch_response::PartitionData> partitions;
  bool operator==(const ShareFetchableTopicResponse&) const = default;
};

struct NodeEndpoint {
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;
  bool operator==(const NodeEndpoint&) const = default;
};

}  // namespace share_fetch_response

struct ShareFetchResponse {
  static constexpr std::string_view kName = "ShareFetch";
  static constexpr std::int16_t kApiKey = 78;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using LeaderIdAndEpoch = share_fetch_response::LeaderIdAndEpoch;
  using AcquiredRecords = share_fetch_response::AcquiredRecords;
  using PartitionData = share_fetch_response::PartitionData;
  using ShareFetchableTopicResponse = share_fetch_response::ShareFetchableTopicResponse;
  using NodeEndpoint = share_fetch_response::NodeEndpoint;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::int32_t acquisition_lock_timeout_ms = 0;
  std::vector<share_fetch_response::ShareFetchableTopicResponse> responses;
  std::vector<share_fetch_response::NodeEndpoint> node_endpoints;
  bool operator==(const ShareFetchResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ShareFetchResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ShareFetchResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ShareFetchResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ShareFetchResponse& message);

}  // namespace ringfence::kafka
