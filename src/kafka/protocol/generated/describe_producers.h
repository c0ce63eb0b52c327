// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_producers_request {

struct TopicRequest {
  std::string name;
  std::vector<std::int32_t> partition_indexes;
  bool operator==(const TopicRequest&) const = default;
};

}  // namespace describe_producers_request

struct DescribeProducersRequest {
  static constexpr std::string_view kName = "DescribeProducers";
  static constexpr std::int16_t kApiKey = 61;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicRequest = describe_producers_request::TopicRequest;

  std::vector<describe_producers_request::TopicRequest> topics;
  bool operator==(const DescribeProducersRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeProducersRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeProducersRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeProducersRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeProducersRequest& message);

namespace describe_producers_response {

struct ProducerState {
  std::int64_t producer_id = 0;
  std::int32_t producer_epoch = 0;
  std::int32_t last_sequence = -1;
  std::int64_t last_timestamp = -1;
  std::int32_t coordinator_epoch = 0;
  std::int64_t current_txn_start_offset = -1;
  bool operator==(const ProducerState&) const = default;
};

struct PartitionResponse {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::vector<describe_producers_response::ProducerState> active_producers;
  bool operator==(const PartitionResponse&) const = default;
};

struct TopicResponse {
  std::string name;
  std::vector<describe_producers_response::PartitionResponse> partitions;
  bool operator==(const TopicResponse&) const = default;
};

}  // namespace describe_producers_response

struct DescribeProducersResponse {
  static constexpr std::string_view kName = "DescribeProducers";
  static constexpr std::int16_t kApiKey = 61;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ProducerState = describe_producers_response::ProducerState;
  using PartitionResponse = describe_producers_response::PartitionResponse;
  using TopicResponse = describe_producers_response::TopicResponse;

  std::int32_t throttle_time_ms = 0;
  std::vector<describe_producers_response::TopicResponse> topics;
  bool operator==(const DescribeProducersResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeProducersResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeProducersResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeProducersResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeProducersResponse& message);

}  // namespace ringfence::kafka
