// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/add_partitions_to_txn.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const add_partitions_to_txn_request::AddPartitionsToTxnTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] add_partitions_to_txn_request::AddPartitionsToTxnTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const add_partitions_to_txn_request::AddPartitionsToTxnTransaction& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("verifyOnly", m.verify_only);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] add_partitions_to_txn_request::AddPartitionsToTxnTransaction& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  j.integer("producerId", m.producer_id);
  j.integer("producerEpoch", m.producer_epoch);
  j.boolean("verifyOnly", m.verify_only);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AddPartitionsToTxnRequest& m) {
  j.begin_object();
  if (version >= 4) {
    j.begin_array("transactions");
    for (const auto& element : m.transactions) put(j, version, element);
    j.end_array();
  }
  if (version <= 3) j.text("v3AndBelowTransactionalId", m.v3_and_below_transactional_id);
  if (version <= 3) j.integer("v3AndBelowProducerId", m.v3_and_below_producer_id);
  if (version <= 3) j.integer("v3AndBelowProducerEpoch", m.v3_and_below_producer_epoch);
  if (version <= 3) {
    j.begin_array("v3AndBelowTopics");
    for (const auto& element : m.v3_and_below_topics) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AddPartitionsToTxnRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 4) {
    m.transactions.resize(j.array_size("transactions"));
    {
      std::size_t index = 0;
      for (auto& element : m.transactions) take(j.at("transactions", index++), version, element);
    }
  }
  if (version <= 3) j.text("v3AndBelowTransactionalId", m.v3_and_below_transactional_id);
  if (version <= 3) j.integer("v3AndBelowProducerId", m.v3_and_below_producer_id);
  if (version <= 3) j.integer("v3AndBelowProducerEpoch", m.v3_and_below_producer_epoch);
  if (version <= 3) {
    m.v3_and_below_topics.resize(j.array_size("v3AndBelowTopics"));
    {
      std::size_t index = 0;
      for (auto& element : m.v3_and_below_topics) take(j.at("v3AndBelowTopics", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AddPartitionsToTxnRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AddPartitionsToTxnRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("partitionErrorCode", m.partition_error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] add_partitions_to_txn_response::AddPartitionsToTxnPartitionResult& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("partitionErrorCode", m.partition_error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnTopicResult& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("resultsByPartition");
  for (const auto& element : m.results_by_partition) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] add_partitions_to_txn_response::AddPartitionsToTxnTopicResult& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.results_by_partition.resize(j.array_size("resultsByPartition"));
  {
    std::size_t index = 0;
    for (auto& element : m.results_by_partition) take(j.at("resultsByPartition", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const add_partitions_to_txn_response::AddPartitionsToTxnResult& m) {
  j.begin_object();
  j.text("transactionalId", m.transactional_id);
  j.begin_array("topicResults");
  for (const auto& element : m.topic_results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] add_partitions_to_txn_response::AddPartitionsToTxnResult& m) {
  if (!j.expect_object()) return;
  j.text("transactionalId", m.transactional_id);
  m.topic_results.resize(j.array_size("topicResults"));
  {
    std::size_t index = 0;
    for (auto& element : m.topic_results) take(j.at("topicResults", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const AddPartitionsToTxnResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 4) j.integer("errorCode", m.error_code);
  if (version >= 4) {
    j.begin_array("resultsByTransaction");
    for (const auto& element : m.results_by_transaction) put(j, version, element);
    j.end_array();
  }
  if (version <= 3) {
    j.begin_array("resultsByTopicV3AndBelow");
    for (const auto& element : m.results_by_topic_v3_and_below) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] AddPartitionsToTxnResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 4) j.integer("errorCode", m.error_code);
  if (version >= 4) {
    m.results_by_transaction.resize(j.array_size("resultsByTransaction"));
    {
      std::size_t index = 0;
      for (auto& element : m.results_by_transaction) take(j.at("resultsByTransaction", index++), version, element);
    }
  }
  if (version <= 3) {
    m.results_by_topic_v3_and_below.resize(j.array_size("resultsByTopicV3AndBelow"));
    {
      std::size_t index = 0;
      for (auto& element : m.results_by_topic_v3_and_below) take(j.at("resultsByTopicV3AndBelow", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const AddPartitionsToTxnResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, AddPartitionsToTxnResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
