// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace produce_request {

struct PartitionProduceData {
  std::int32_t index = 0;
  std::optional<bytes::Chain> records;
  bool operator==(const PartitionProduceData&) const = default;
};

struct TopicProduceData {
  std::string name;  // v3-12
  Uuid topic_id;  // v13+
  std::vector<produce_request::PartitionProduceData> partition_data;
  bool operator==(const TopicProduceData&) const = default;
};

}  // namespace produce_request

struct ProduceRequest {
  static constexpr std::string_view kName = "Produce";
  static constexpr std::int16_t kApiKey = 0;
  static constexpr std::int16_t kMinVersion = 3;
  static constexpr std::int16_t kMaxVersion = 13;
  static constexpr std::int16_t kFirstFlexible = 9;
  using PartitionProduceData = produce_request::PartitionProduceData;
  using TopicProduceData = produce_request::TopicProduceData;

  std::optional<std::string> transactional_id;
  std::int16_t acks = 0;
  std::int32_t timeout_ms = 0;
  std::vector<produce_request::TopicProduceData> topic_data;
  bool operator==(const ProduceRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ProduceRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ProduceRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ProduceRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ProduceRequest& message);

namespace produce_response {

struct BatchIndexAndErrorMessage {
  std::int32_t batch_index = 0;
  std::optional<std::string> batch_index_error_message;
  bool operator==(const BatchIndexAndErrorMessage&) const = default;
};

struct LeaderIdAndEpoch {
  std::int32_t leader_id = -1;
  std::int32_t leader_epoch = -1;
  bool operator==(const LeaderIdAndEpoch&) const = default;
};

struct PartitionProduceResponse {
  std::int32_t index = 0;
  std::int16_t error_code = 0;
  std::int64_t base_offset = 0;
  std::int64_t log_append_time_ms = -1;
  std::int64_t log_start_offset = -1;  // v5+
  std::vector<produce_response::BatchIndexAndErrorMessage> record_errors;  // v8+
  std::optional<std::string> error_message;  // v8+
  produce_response::LeaderIdAndEpoch current_leader;  // v10+, tag 0
  bool operator==(const PartitionProduceResponse&) const = default;
};

struct TopicProduceResponse {
  std::string name;  // v3-12
  Uuid topic_id;  // v13+
  std::vector<produce_response::PartitionProduceResponse> partition_responses;
  bool operator==(const TopicProduceResponse&) const = default;
};

struct NodeEndpoint {
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::optional<std::string> rack;
  bool operator==(const NodeEndpoint&) const = default;
};

}  // namespace produce_response

struct ProduceResponse {
  static constexpr std::string_view kName = "Produce";
  static constexpr std::int16_t kApiKey = 0;
  static constexpr std::int16_t kMinVersion = 3;
  static constexpr std::int16_t kMaxVersion = 13;
  static constexpr std::int16_t kFirstFlexible = 9;
  using BatchIndexAndErrorMessage = produce_response::BatchIndexAndErrorMessage;
  using LeaderIdAndEpoch = produce_response::LeaderIdAndEpoch;
  using PartitionProduceResponse = produce_response::PartitionProduceResponse;
  using TopicProduceResponse = produce_response::TopicProduceResponse;
  using NodeEndpoint = produce_response::NodeEndpoint;

  std::vector<produce_response::TopicProduceResponse> responses;
  std::int32_t throttle_time_ms = 0;
  std::vector<produce_response::NodeEndpoint> node_endpoints;  // v10+, tag 0
  bool operator==(const ProduceResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ProduceResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ProduceResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ProduceResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ProduceResponse& message);

}  // namespace ringfence::kafka
