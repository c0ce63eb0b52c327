// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ListGroupsRequest {
  static constexpr std::string_view kName = "ListGroups";
  static constexpr std::int16_t kApiKey = 16;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::vector<std::string> states_filter;  // v4+
  std::vector<std::string> types_filter;  // v5+
  bool operator==(const ListGroupsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListGroupsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListGroupsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ListGroupsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListGroupsRequest& message);

namespace list_groups_response {

struct ListedGroup {
  std::string group_id;
  std::string protocol_type;
  std::string group_state;  // v4+
  std::string group_type;  // v5+
  bool operator==(const ListedGroup&) const = default;
};

}  // namespace list_groups_response

struct ListGroupsResponse {
  static constexpr std::string_view kName = "ListGroups";
  static constexpr std::int16_t kApiKey = 16;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 3;
  using ListedGroup = list_groups_response::ListedGroup;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::int16_t error_code = 0;
  std::vector<list_groups_response::ListedGroup> groups;
  bool operator==(const ListGroupsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListGroupsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListGroupsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ListGroupsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListGroupsResponse& message);

}  // namespace ringfence::kafka
