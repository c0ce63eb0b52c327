// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace streams_group_heartbeat_request {

struct KeyValue {
  std::string key;
  std::string value;
  bool operator==(const KeyValue&) const = default;
};

struct TopicInfo {
  std::string name;
  std::int32_t partitions = 0;
  std::int16_t replication_factor = 0;
  std::vector<streams_group_heartbeat_request::KeyValue> topic_configs;
  bool operator==(const TopicInfo&) const = default;
};

struct CopartitionGroup {
  std::vector<std::int16_t> source_topics;
  std::vector<std::int16_t> source_topic_regex;
  std::vector<std::int16_t> repartition_source_topics;
  bool operator==(const CopartitionGroup&) const = default;
};

struct Subtopology {
  std::string subtopology_id;
  std::vector<std::string> source_topics;
  std::vector<std::string> source_topic_regex;
  std::vector<streams_group_heartbeat_request::TopicInfo> state_changelog_topics;
  std::vector<std::string> repartition_sink_topics;
  std::vector<streams_group_heartbeat_request::TopicInfo> repartition_source_topics;
  std::vector<streams_group_heartbeat_request::CopartitionGroup> copartition_groups;
  bool operator==(const Subtopology&) const = default;
};

struct Topology {
  std::int32_t epoch = 0;
  std::vector<streams_group_heartbeat_request::Subtopology> subtopologies;
  bool operator==(const Topology&) const = default;
};

struct TaskIds {
  std::string subtopology_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TaskIds&) const = default;
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

}  // namespace streams_group_heartbeat_request

struct StreamsGroupHeartbeatRequest {
  static constexpr std::string_view kName = "StreamsGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 88;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using KeyValue = streams_group_heartbeat_request::KeyValue;
  using TopicInfo = streams_group_heartbeat_request::TopicInfo;
  using CopartitionGroup = streams_group_heartbeat_request::CopartitionGroup;
  using Subtopology = streams_group_heartbeat_request::Subtopology;
  using Topology = streams_group_heartbeat_request::Topology;
  using TaskIds = streams_group_heartbeat_request::TaskIds;
  using Endpoint = streams_group_heartbeat_request::Endpoint;
  using TaskOffset = streams_group_heartbeat_request::TaskOffset;

  std::string group_id;
  std::string member_id;
  std::int32_t member_epoch = 0;
  std::int32_t endpoint_information_epoch = 0;
  std::optional<std::string> instance_id;
  std::optional<std::string> rack_id;
  std::int32_t rebalance_timeout_ms = -1;
  std::optional<streams_group_heartbeat_request::Topology> topology;
  std::optional<std::vector<streams_group_heartbeat_request::TaskIds>> active_tasks;
  std::optional<std::vector<streams_group_heartbeat_request::TaskIds>> standby_tasks;
  std::optional<std::vector<streams_group_heartbeat_request::TaskIds>> warmup_tasks;
  std::optional<std::string> process_id;
  std::optional<streams_group_heartbeat_request::Endpoint> user_endpoint;
  std::optional<std::vector<streams_group_heartbeat_request::KeyValue>> client_tags;
  std::optional<std::vector<streams_group_heartbeat_request::TaskOffset>> task_offsets;
  std::optional<std::vector<streams_group_heartbeat_request::TaskOffset>> task_end_offsets;
  bool shutdown_application = false;
  bool operator==(const StreamsGroupHeartbeatRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupHeartbeatRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupHeartbeatRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupHeartbeatRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupHeartbeatRequest& message);

namespace streams_group_heartbeat_response {

struct Status {
  std::int8_t status_code = 0;
  std::string status_detail;
  bool operator==(const Status&) const = default;
};

struct TaskIds {
  std::string subtopology_id;
  std::vector<std::int32_t> partitions;
  bool operator==(const TaskIds&) const = default;
};

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

struct TopicPartition {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartition&) const = default;
};

struct EndpointToPartitions {
  streams_group_heartbeat_response::Endpoint user_endpoint;
  std::vector<streams_group_heartbeat_response::TopicPartition> active_partitions;
  std::vector<streams_group_heartbeat_response::TopicPartition> standby_partitions;
  bool operator==(const EndpointToPartitions&) const = default;
};

}  // namespace streams_group_heartbeat_response

struct StreamsGroupHeartbeatResponse {
  static constexpr std::string_view kName = "StreamsGroupHeartbeat";
  static constexpr std::int16_t kApiKey = 88;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 0;
  static constexpr std::int16_t kFirstFlexible = 0;
  using Status = streams_group_heartbeat_response::Status;
  using TaskIds = streams_group_heartbeat_response::TaskIds;
  using Endpoint = streams_group_heartbeat_response::Endpoint;
  using TopicPartition = streams_group_heartbeat_response::TopicPartition;
  using EndpointToPartitions = streams_group_heartbeat_response::EndpointToPartitions;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::string member_id;
  std::int32_t member_epoch = 0;
  std::int32_t heartbeat_interval_ms = 0;
  std::int32_t acceptable_recovery_lag = 0;
  std::int32_t task_offset_interval_ms = 0;
  std::optional<std::vector<streams_group_heartbeat_response::Status>> status{std::vector<streams_group_heartbeat_response::Status>()};
  std::optional<std::vector<streams_group_heartbeat_response::TaskIds>> active_tasks;
  std::optional<std::vector<streams_group_heartbeat_response::TaskIds>> standby_tasks;
  std::optional<std::vector<streams_group_heartbeat_response::TaskIds>> warmup_tasks;
  std::int32_t endpoint_information_epoch = 0;
  std::optional<std::vector<streams_group_heartbeat_response::EndpointToPartitions>> partitions_by_user_endpoint;
  bool operator==(const StreamsGroupHeartbeatResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, StreamsGroupHeartbeatResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const StreamsGroupHeartbeatResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const StreamsGroupHeartbeatResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, StreamsGroupHeartbeatResponse& message);

}  // namespace ringfence::kafka
