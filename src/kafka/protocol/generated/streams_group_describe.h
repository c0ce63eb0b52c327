// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct StreamsGroupDescribeRequest {
  static constexpr std::string_view kName = "StreamsGroupDescribe";
  static constexpr std::int16_t kApiKey = 89;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::vector<std::string> group_ids;
  bool include_authorized_operations = false;
  bool operator==(const StreamsGroupDescribeRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupDescribeRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupDescribeRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupDescribeRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupDescribeRequest& message);

namespace streams_group_describe_response {

struct KeyValue {
  std::string key;
  std::string value;
  bool operator==(const KeyValue&) const = default;
};

struct TopicInfo {
  std::string name;
  std::int32_t partitions = 0;
  std::int16_t replication_factor = 0;
  std::vector<streams_group_describe_response::KeyValue> topic_configs;
  bool operator==(const TopicInfo&) const = default;
};

struct Subtopology {
  std::string subtopology_id;
  std::vector<std::string> source_topics;
  std::vector<std::string> repartition_sink_topics;
  std::vector<streams_group_describe_response::TopicInfo> state_changelog_topics;
  std::vector<streams_group_describe_response::TopicInfo> repartition_source_topics;
  bool operator==(const Subtopology&) const = default;
};

struct Topology {
  std::int32_t epoch = 0;
  std::optional<std::vector<streams_group_describe_response::Subtopology>> subtopologies;
  bool operator==(const Topology&) const = default;
};

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

struct TaskOffset {
  std::string subtopology_id;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  bool operator==(const TaskOffset&) const = default;
};

struct TaskIds {
  std::string subtopology_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TaskIds&) const = default;
};

struct Assignment {
  std::vector<streams_group_describe_response::TaskIds> active_tasks;
  std::vector<streams_group_describe_response::TaskIds> standby_tasks;
  std::vector<streams_group_describe_response::TaskIds> warmup_tasks;
  bool operator==(const Assignment&) const = default;
};

struct Member {
  std::string member_id;
  std::int32_t member_epoch = 0;
  std::optional<std::string> instance_id;
  std::optional<std::string> rack_id;
  std::string client_id;
  std::string client_host;
  std::int32_t topology_epoch = 0;
  std::string process_id;
  std::optional<streams_group_describe_response::Endpoint> user_endpoint;
  std::vector<streams_group_describe_response::KeyValue> client_tags;
  std::vector<streams_group_describe_response::TaskOffset> task_offsets;
  std::vector<streams_group_describe_response::TaskOffset> task_end_offsets;
  streams_group_describe_response::Assignment assignment;
  streams_group_describe_response::Assignment target_assignment;
  bool is_classic = false;
  bool operator==(const Member&) const = default;
};

struct DescribedGroup {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::string group_id;
  std::string group_state;
  std::int32_t group_epoch = 0;
  std::int32_t assignment_epoch = 0;
  std::optional<streams_group_describe_response::Topology> topology;
  std::vector<streams_group_describe_response::Member> members;
  std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();
  bool operator==(const DescribedGroup&) const = default;
};

}  // namespace streams_group_describe_response

struct StreamsGroupDescribeResponse {
  static constexpr std::string_view kName = "StreamsGroupDescribe";
  static constexpr std::int16_t kApiKey = 89;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using KeyValue = streams_group_describe_response::KeyValue;
  using TopicInfo = streams_group_describe_response::TopicInfo;
  using Subtopology = streams_group_describe_response::Subtopology;
  using Topology = streams_group_describe_response::Topology;
  using Endpoint = streams_group_describe_response::Endpoint;
  using TaskOffset = streams_group_describe_response::TaskOffset;
  using TaskIds = streams_group_describe_response::TaskIds;
  using Assignment = streams_group_describe_response::Assignment;
  using Member = streams_group_describe_response::Member;
  using DescribedGroup = streams_group_describe_response::DescribedGroup;

  std::int32_t throttle_time_ms = 0;
  std::vector<streams_group_describe_response::DescribedGroup> groups;
  bool operator==(const StreamsGroupDescribeResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupDescribeResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupDescribeResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupDescribeResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupDescribeResponse& message);

}  // namespace ringfence::kafka
