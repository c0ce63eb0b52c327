// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ConsumerGroupDescribeRequest {
  static constexpr std::string_view kName = "ConsumerGroupDescribe";
  static constexpr std::int16_t kApiKey = 69;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::vector<std::string> group_ids;
  bool include_authorized_operations = false;
  bool operator==(const ConsumerGroupDescribeRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupDescribeRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupDescribeRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupDescribeRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupDescribeRequest& message);

namespace consumer_group_describe_response {

struct TopicPartitions {
  Uuid topic_id;
  std::string topic_name;
  std::vector<std::int32_t> partitions;
  bool operator==(const TopicPartitions&) const = default;
};

struct Assignment {
  std::vector<consumer_group_describe_response::TopicPartitions> topic_partitions;
  bool operator==(const Assignment&) const = default;
};

struct Member {
  std::string member_id;
  std::optional<std::string> instance_id;
  std::optional<std::string> rack_id;
  std::int32_t member_epoch = 0;
  std::string client_id;
  std::string client_host;
  std::vector<std::string> subscribed_topic_names;
  std::optional<std::string> subscribed_topic_regex;
  consumer_group_describe_response::Assignment assignment;
  consumer_group_describe_response::Assignment target_assignment;
  std::int8_t member_type = -1;  // v1+
  bool operator==(const Member&) const = default;
};

struct DescribedGroup {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  std::string group_id;
  std::string group_state;
  std::int32_t group_epoch = 0;
  std::int32_t assignment_epoch = 0;
  std::string assignor_name;
  std::vector<consumer_group_describe_response::Member> members;
  std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();
  bool operator==(const DescribedGroup&) const = default;
};

}  // namespace consumer_group_describe_response

struct ConsumerGroupDescribeResponse {
  static constexpr std::string_view kName = "ConsumerGroupDescribe";
  static constexpr std::int16_t kApiKey = 69;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using TopicPartitions = consumer_group_describe_response::TopicPartitions;
  using Assignment = consumer_group_describe_response::Assignment;
  using Member = consumer_group_describe_response::Member;
  using DescribedGroup = consumer_group_describe_response::DescribedGroup;

  std::int32_t throttle_time_ms = 0;
  std::vector<consumer_group_describe_response::DescribedGroup> groups;
  bool operator==(const ConsumerGroupDescribeResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ConsumerGroupDescribeResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ConsumerGroupDescribeResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ConsumerGroupDescribeResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ConsumerGroupDescribeResponse& message);

}  // namespace ringfence::kafka
