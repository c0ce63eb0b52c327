// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct DescribeTransactionsRequest {
  static constexpr std::string_view kName = "DescribeTransactions";
  static constexpr std::int16_t kApiKey = 65;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::vector<std::string> transactional_ids;
  bool operator==(const DescribeTransactionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTransactionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeTransactionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeTransactionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTransactionsRequest& message);

namespace describe_transactions_response {

struct TopicData {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicData&) const = default;
};

struct TransactionState {
  std::int16_t error_code = 0;
  std::string transactional_id;
  std::string transaction_state;
  std::int32_t transaction_timeout_ms = 0;
  std::int64_t transaction_start_time_ms = 0;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  std::vector<describe_transactions_response::TopicData> topics;
  bool operator==(const TransactionState&) const = default;
};

}  // namespace describe_transactions_response

struct DescribeTransactionsResponse {
  static constexpr std::string_view kName = "DescribeTransactions";
  static constexpr std::int16_t kApiKey = 65;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicData = describe_transactions_response::TopicData;
  using TransactionState = describe_transactions_response::TransactionState;

  std::int32_t throttle_time_ms = 0;
  std::vector<describe_transactions_response::TransactionState> transaction_states;
  bool operator==(const DescribeTransactionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeTransactionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeTransactionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeTransactionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeTransactionsResponse& message);

}  // namespace ringfence::kafka
