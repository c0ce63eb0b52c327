// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ListTransactionsRequest {
  static constexpr std::string_view kName = "ListTransactions";
  static constexpr std::int16_t kApiKey = 66;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::vector<std::string> state_filters;
  std::vector<std::int64_t> producer_id_filters;
  std::int64_t duration_filter = -1;  // v1+
  std::optional<std::string> transactional_id_pattern;  // v2+
  bool operator==(const ListTransactionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListTransactionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListTransactionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ListTransactionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListTransactionsRequest& message);

namespace list_transactions_response {

struct TransactionState {
  std::string transactional_id;
  std::int64_t producer_id = 0;
  std::string transaction_state;
  bool operator==(const TransactionState&) const = default;
};

}  // namespace list_transactions_response

struct ListTransactionsResponse {
  static constexpr std::string_view kName = "ListTransactions";
  static constexpr std::int16_t kApiKey = 66;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TransactionState = list_transactions_response::TransactionState;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::vector<std::string> unknown_state_filters;
  std::vector<list_transactions_response::TransactionState> transaction_states;
  bool operator==(const ListTransactionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListTransactionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListTransactionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ListTransactionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListTransactionsResponse& message);

}  // namespace ringfence::kafka
