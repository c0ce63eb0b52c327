// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_log_dirs.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_log_dirs_request::DescribableLogDirTopic& m) {
  j.begin_object();
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_log_dirs_request::DescribableLogDirTopic& m) {
  if (!j.expect_object()) return;
  j.text("topic", m.topic);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeLogDirsRequest& m) {
  j.begin_object();
  if (m.topics) {
    j.begin_array("topics");
    for (const auto& element : *m.topics) put(j, version, element);
    j.end_array();
  } else {
    j.null("topics");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeLogDirsRequest& m) {
  if (!j.expect_object()) return;
  if (j.is_null("topics")) {
    m.topics.reset();
  } else {
    m.topics.emplace();
    (*m.topics).resize(j.array_size("topics"));
    {
      std::size_t index = 0;
      for (auto& element : *m.topics) take(j.at("topics", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeLogDirsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeLogDirsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsPartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("partitionSize", m.partition_size);
  j.integer("offsetLag", m.offset_lag);
  j.boolean("isFutureKey", m.is_future_key);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_log_dirs_response::DescribeLogDirsPartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("partitionSize", m.partition_size);
  j.integer("offsetLag", m.offset_lag);
  j.boolean("isFutureKey", m.is_future_key);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_log_dirs_response::DescribeLogDirsTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_log_dirs_response::DescribeLogDirsResult& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.text("logDir", m.log_dir);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  if (version >= 4) j.integer("totalBytes", m.total_bytes);
  if (version >= 4) j.integer("usableBytes", m.usable_bytes);
  if (version >= 5) j.boolean("isCordoned", m.is_cordoned);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_log_dirs_response::DescribeLogDirsResult& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  j.text("logDir", m.log_dir);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  if (version >= 4) j.integer("totalBytes", m.total_bytes);
  if (version >= 4) j.integer("usableBytes", m.usable_bytes);
  if (version >= 5) j.boolean("isCordoned", m.is_cordoned);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeLogDirsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 3) j.integer("errorCode", m.error_code);
  j.begin_array("results");
  for (const auto& element : m.results) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeLogDirsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 3) j.integer("errorCode", m.error_code);
  m.results.resize(j.array_size("results"));
  {
    std::size_t index = 0;
    for (auto& element : m.results) take(j.at("results", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeLogDirsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeLogDirsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
