// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/offset_fetch.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_request::OffsetFetchRequestTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.list("partitionIndexes", m.partition_indexes);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestTopics& m) {
  j.begin_object();
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.list("partitionIndexes", m.partition_indexes);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_request::OffsetFetchRequestTopics& m) {
  if (!j.expect_object()) return;
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.list("partitionIndexes", m.partition_indexes);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_request::OffsetFetchRequestGroup& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  if (version >= 9) j.text("memberId", m.member_id);
  if (version >= 9) j.integer("memberEpoch", m.member_epoch);
  if (m.topics) {
    j.begin_array("topics");
    for (const auto& element : *m.topics) put(j, version, element);
    j.end_array();
  } else {
    j.null("topics");
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_request::OffsetFetchRequestGroup& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  if (version >= 9) j.text("memberId", m.member_id);
  if (version >= 9) j.integer("memberEpoch", m.member_epoch);
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

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetFetchRequest& m) {
  j.begin_object();
  if (version <= 7) j.text("groupId", m.group_id);
  if (version <= 7) {
    if (m.topics) {
      j.begin_array("topics");
      for (const auto& element : *m.topics) put(j, version, element);
      j.end_array();
    } else {
      j.null("topics");
    }
  }
  if (version >= 8) {
    j.begin_array("groups");
    for (const auto& element : m.groups) put(j, version, element);
    j.end_array();
  }
  if (version >= 7) j.boolean("requireStable", m.require_stable);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetFetchRequest& m) {
  if (!j.expect_object()) return;
  if (version <= 7) j.text("groupId", m.group_id);
  if (version <= 7) {
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
  if (version >= 8) {
    m.groups.resize(j.array_size("groups"));
    {
      std::size_t index = 0;
      for (auto& element : m.groups) take(j.at("groups", index++), version, element);
    }
  }
  if (version >= 7) j.boolean("requireStable", m.require_stable);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetFetchRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetFetchRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_response::OffsetFetchResponsePartition& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 5) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("metadata", m.metadata);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_response::OffsetFetchResponsePartition& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  if (version >= 5) j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("metadata", m.metadata);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseTopic& m) {
  j.begin_object();
  j.text("name", m.name);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_response::OffsetFetchResponseTopic& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_response::OffsetFetchResponsePartitions& m) {
  j.begin_object();
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("metadata", m.metadata);
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_response::OffsetFetchResponsePartitions& m) {
  if (!j.expect_object()) return;
  j.integer("partitionIndex", m.partition_index);
  j.integer("committedOffset", m.committed_offset);
  j.integer("committedLeaderEpoch", m.committed_leader_epoch);
  j.text("metadata", m.metadata);
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseTopics& m) {
  j.begin_object();
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  j.begin_array("partitions");
  for (const auto& element : m.partitions) put(j, version, element);
  j.end_array();
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_response::OffsetFetchResponseTopics& m) {
  if (!j.expect_object()) return;
  if (version <= 9) j.text("name", m.name);
  if (version >= 10) j.uuid("topicId", m.topic_id);
  m.partitions.resize(j.array_size("partitions"));
  {
    std::size_t index = 0;
    for (auto& element : m.partitions) take(j.at("partitions", index++), version, element);
  }
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const offset_fetch_response::OffsetFetchResponseGroup& m) {
  j.begin_object();
  j.text("groupId", m.group_id);
  j.begin_array("topics");
  for (const auto& element : m.topics) put(j, version, element);
  j.end_array();
  j.integer("errorCode", m.error_code);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] offset_fetch_response::OffsetFetchResponseGroup& m) {
  if (!j.expect_object()) return;
  j.text("groupId", m.group_id);
  m.topics.resize(j.array_size("topics"));
  {
    std::size_t index = 0;
    for (auto& element : m.topics) take(j.at("topics", index++), version, element);
  }
  j.integer("errorCode", m.error_code);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const OffsetFetchResponse& m) {
  j.begin_object();
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version <= 7) {
    j.begin_array("topics");
    for (const auto& element : m.topics) put(j, version, element);
    j.end_array();
  }
  if (version >= 2 && version <= 7) j.integer("errorCode", m.error_code);
  if (version >= 8) {
    j.begin_array("groups");
    for (const auto& element : m.groups) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] OffsetFetchResponse& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version <= 7) {
    m.topics.resize(j.array_size("topics"));
    {
      std::size_t index = 0;
      for (auto& element : m.topics) take(j.at("topics", index++), version, element);
    }
  }
  if (version >= 2 && version <= 7) j.integer("errorCode", m.error_code);
  if (version >= 8) {
    m.groups.resize(j.array_size("groups"));
    {
      std::size_t index = 0;
      for (auto& element : m.groups) take(j.at("groups", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const OffsetFetchResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, OffsetFetchResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
