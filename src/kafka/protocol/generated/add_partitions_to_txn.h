// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace add_partitions_to_txn_request {

struct AddPartitionsToTxnTopic {
  std::string name;
  std::vector<std::int32_t> partitions;
  bool operator==(const AddPartitionsToTxnTopic&) const = default;
};

struct AddPartitionsToTxnTransaction {
  std::string transactional_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  bool verify_only = false;
  std::vector<add_partitions_to_txn_request::AddPartitionsToTxnTopic> topics;
  bool operator==(const AddPartitionsToTxnTransaction&) const = default;
};

}  // namespace add_partitions_to_txn_request

struct AddPartitionsToTxnRequest {
  static constexpr std::string_view kName = "AddPartitionsToTxn";
  static constexpr std::int16_t kApiKey = 24;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;
  using AddPartitionsToTxnTopic = add_partitions_to_txn_request::AddPartitionsToTxnTopic;
  using AddPartitionsToTxnTransaction = add_partitions_to_txn_request::AddPartitionsToTxnTransaction;

  std::vector<add_partitions_to_txn_request::AddPartitionsToTxnTransaction> transactions;  // v4+
  std::string v3_and_below_transactional_id;  // v0-3
  std::int64_t v3_and_below_producer_id = 0;  // v0-3
  std::int16_t v3_and_below_producer_epoch = 0;  // v0-3
  std::vector<add_partitions_to_txn_request::AddPartitionsToTxnTopic> v3_and_below_topics;  // v0-3
  bool operator==(const AddPartitionsToTxnRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddPartitionsToTxnRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AddPartitionsToTxnRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AddPartitionsToTxnRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AddPartitionsToTxnRequest& message);

namespace add_partitions_to_txn_response {

struct AddPartitionsToTxnPartitionResult {
  std::int32_t partition_index = 0;
  std::int16_t partition_error_code = 0;
  bool operator==(const AddPartitionsToTxnPartitionResult&) const = default;
};

struct AddPartitionsToTxnTopicResult {
  std::string name;
  std::vector<add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult> results_by_partition;
  bool operator==(const AddPartitionsToTxnTopicResult&) const = default;
};

struct AddPartitionsToTxnResult {
  std::string transactional_id;
  std::vector<add_partitions_to_txn_response::AddPartitionsToTxnTopicResult> topic_results;
  bool operator==(const AddPartitionsToTxnResult&) const = default;
};

}  // namespace add_partitions_to_txn_response

struct AddPartitionsToTxnResponse {
  static constexpr std::string_view kName = "AddPartitionsToTxn";
  static constexpr std::int16_t kApiKey = 24;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;
  using AddPartitionsToTxnPartitionResult = add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult;
  using AddPartitionsToTxnTopicResult = add_partitions_to_txn_response::AddPartitionsToTxnTopicResult;
  using AddPartitionsToTxnResult = add_partitions_to_txn_response::AddPartitionsToTxnResult;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;  // v4+
  std::vector<add_partitions_to_txn_response::AddPartitionsToTxnResult> results_by_transaction;  // v4+
  std::vector<add_partitions_to_txn_response::AddPartitionsToTxnTopicResult> results_by_topic_v3_and_below;  // v0-3
  bool operator==(const AddPartitionsToTxnResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AddPartitionsToTxnResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AddPartitionsToTxnResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AddPartitionsToTxnResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AddPartitionsToTxnResponse& message);

}  // namespace ringfence::kafka
