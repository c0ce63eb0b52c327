// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct DescribeGroupsRequest {
  static constexpr std::string_view kName = "DescribeGroups";
  static constexpr std::int16_t kApiKey = 15;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 5;

  std::vector<std::string> groups;
  bool include_authorized_operations = false;  // v3+
  bool operator==(const DescribeGroupsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeGroupsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeGroupsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeGroupsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeGroupsRequest& message);

namespace describe_groups_response {

struct DescribedGroupMember {
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v4+
  std::string client_id;
  std::string client_host;
  bytes::Slice member_metadata;
  bytes::Slice member_assignment;
  bool operator==(const DescribedGroupMember&) const = default;
};

struct DescribedGroup {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;  // v6+
  std::string group_id;
  std::string group_state;
  std::string protocol_type;
  std::string protocol_data;
  std::vector<describe_groups_response::DescribedGroupMember> members;
  std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();  // v3+
  bool operator==(const DescribedGroup&) const = default;
};

}  // namespace describe_groups_response

struct DescribeGroupsResponse {
  static constexpr std::string_view kName = "DescribeGroups";
  static constexpr std::int16_t kApiKey = 15;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 5;
  using DescribedGroupMember = describe_groups_response::DescribedGroupMember;
  using DescribedGroup = describe_groups_response::DescribedGroup;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::vector<describe_groups_response::DescribedGroup> groups;
  bool operator==(const DescribeGroupsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeGroupsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeGroupsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeGroupsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeGroupsResponse& message);

}  // namespace ringfence::kafka
