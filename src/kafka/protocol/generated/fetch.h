// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace fetch_request {

struct ReplicaState {
  std::int32_t replica_id = -1;
  std::int64_t replica_epoch = -1;
  bool operator==(const ReplicaState&) const = default;
};

struct FetchPartition {
  std::int32_t partition = 0;
  std::int32_t current_leader_epoch = -1;  // v9+
  std::int64_t fetch_offset = 0;
  std::int32_t last_fetched_epoch = -1;  // v12+
  std::int64_t log_start_offset = -1;  // v5+
  std::int32_t partition_max_bytes = 0;
  Uuid replica_directory_id;  // v17+, tag 0
  std::int64_t high_watermark = 9223372036854775807;  // v18+, tag 1
  bool operator==(const FetchPartition&) const = default;
};

struct FetchTopic {
  std::string topic;  // v4-12
  Uuid topic_id;  // v13+
  std::vector<fetch_request::FetchPartition> partitions;
  bool operator==(const FetchTopic&) const = default;
};

struct ForgottenTopic {
  std::string topic;  // v7-12
  Uuid topic_id;  // v13+
  std::vector<std::int32_t> partitions;
  bool operator==(const ForgottenTopic&) const = default;
};

}  // namespace fetch_request

struct FetchRequest {
  static constexpr std::string_view kName = "Fetch";
  static constexpr std::int16_t kApiKey = 1;
  static constexpr std::int16_t kMinVersion = 4;
  static constexpr std::int16_t kMaxVersion = 18;
  static constexpr std::int16_t kFirstFlexible = 12;
  using ReplicaState = fetch_request::ReplicaState;
  using FetchPartition = fetch_request::FetchPartition;
  using FetchTopic = fetch_request::FetchTopic;
  using ForgottenTopic = fetch_request::ForgottenTopic;

  std::optional<std::string> cluster_id;  // v12+, tag 0
  std::int32_t replica_id = -1;  // v4-14
  fetch_request::ReplicaState replica_state;  // v15+, tag 1
  std::int32_t max_wait_ms = 0;
  std::int32_t min_bytes = 0;
  std::int32_t max_bytes = 2147483647;
  std::int8_t isolation_level = 0;
  std::int32_t session_id = 0;  // v7+
  std::int32_t session_epoch = -1;  // v7+
  std::vector<fetch_request::FetchTopic> topics;
  std::vector<fetch_request::ForgottenTopic> forgotten_topics_data;  // v7+
  std::string rack_id;  // v11+
  bool operator==(const FetchRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, FetchRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const FetchRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const FetchRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, FetchRequest& message);

namespace fetch_response {

struct EpochEndOffset {
  std::int32_t epoch = -1;
  std::int64_t end_offset = -1;
  bool operator==(const EpochEndOffset&) const = default;
};

struct LeaderIdAndEpoch {
  std::int32_t leader_id = -1;
  std::int32_t leader_epoch = -1;
  bool operator==(const LeaderIdAndEpoch&) const = default;
};

struct SnapshotId {
  std::int64_t end_offset = -1;
  std::int32_t epoch = -1;
  bool operator==(const SnapshotId&) const = default;
};

struct AbortedTransaction {
  std::int64_t producer_id = 0;
  std::int64_t first_offset = 0;
  bool operator==(const AbortedTransaction&) const = default;
};

struct PartitionData {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::int64_t high_watermark = 0;
  std::int64_t last_stable_offset = -1;
  std::int64_t log_start_offset = -1;  // v5+
  fetch_response::EpochEndOffset diverging_epoch;  // v12+, tag 0
  fetch_response::LeaderIdAndEpoch current_leader;  // v12+, tag 1
  fetch_response::SnapshotId snapshot_id;  // v12+, tag 2
  std::optional<std::vector<fetch_response::AbortedTransaction>> aborted_transactions{std::vector<fetch_response::AbortedTransaction>()};
  std::int32_t preferred_read_replica = -1;  // v11+
  std::optional<bytes::Chain> records;
  bool operator==(const PartitionData&) const = default;
};

struct FetchableTopicResponse {
  std::string topic;  // v4-12
  Uuid topic_id;  // v13+
  std::vector<fetch_response::PartitionData> partitions;
  bool operator==(const FetchableTopicResponse&) const = default;
};

struct NodeEndpoint {
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;
  bool operator==(const NodeEndpoint&) const = default;
};

}  // namespace fetch_response

struct FetchResponse {
  static constexpr std::string_view kName = "Fetch";
  static constexpr std::int16_t kApiKey = 1;
  static constexpr std::int16_t kMinVersion = 4;
  static constexpr std::int16_t kMaxVersion = 18;
  static constexpr std::int16_t kFirstFlexible = 12;
  using EpochEndOffset = fetch_response::EpochEndOffset;
  using LeaderIdAndEpoch = fetch_response::LeaderIdAndEpoch;
  using SnapshotId = fetch_response::SnapshotId;
  using AbortedTransaction = fetch_response::AbortedTransaction;
  using PartitionData = fetch_response::PartitionData;
  using FetchableTopicResponse = fetch_response::FetchableTopicResponse;
  using NodeEndpoint = fetch_response::NodeEndpoint;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;  // v7+
  std::int32_t session_id = 0;  // v7+
  std::vector<fetch_response::FetchableTopicResponse> responses;
  std::vector<fetch_response::NodeEndpoint> node_endpoints;  // v16+, tag 0
  bool operator==(const FetchResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, FetchResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const FetchResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const FetchResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, FetchResponse& message);

}  // namespace ringfence::kafka
