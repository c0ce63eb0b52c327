// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_share_group_offsets.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.list("partitions", m.partitions);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestTopic& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  j.list("partitions", m.partitions);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  if (m.topics) {
    j.begin_array("topics");
    for (const auto& element : *m.topics) put(j, version, element);
    j.end_array();
  } else {
    j.null("topics");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_share_group_offsets_request::DescribeShareGroupOffsetsRequestGroup& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
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

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeShareGroupOffsetsRequest& m) {
  j.begin_object();
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeShareGroupOffsetsRequest& m) {
  if (!j.expect_object()) return;
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeShareGroupOffsetsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeShareGroupOffsetsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("startOffset", m.start_offset);
  j.integer("leaderEpoch", m.leader_epoch);
  if (version >= 1) j.integer("lag", m.lag);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_share_group_offsets_response::DescribeShareGroupOffsetsResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("startOffset", m.start_offset);
  j.integer("leaderEpoch", m.leader_epoch);
  if (version >= 1) j.integer("lag", m.lag);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic& m) {
  j.begin_object();
  j.text("topicName", m.topic_name);
  j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseTopic& m) {
  if (!j.expect_object()) return;
  j.text("topicName", m.topic_name);
  j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_share_group_offsets_response::DescribeShareGroupOffsetsResponseGroup& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeShareGroupOffsetsResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.begin_array("groups");
  for (const auto& element : m.groups) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeShareGroupOffsetsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  m.groups.resize(j.array_size("groups"));
  {
    std::size_t index = 0;
    for (auto& element : m.groups) take(j.at("groups", index++), version, element);
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeShareGroupOffsetsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeShareGroupOffsetsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
