// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct DeleteGroupsRequest {
  static constexpr std::string_view kName = "DeleteGroups";
  static constexpr std::int16_t kApiKey = 42;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::vector<std::string> groups_names;
  bool operator==(const DeleteGroupsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteGroupsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteGroupsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteGroupsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteGroupsRequest& message);

namespace delete_groups_response {

struct DeletableGroupResult {
  std::string group_id;
  std::int16_t error_code = 0;
  bool operator==(const DeletableGroupResult&) const = default;
};

}  // namespace delete_groups_response

struct DeleteGroupsResponse {
  static constexpr std::string_view kName = "DeleteGroups";
  static constexpr std::int16_t kApiKey = 42;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DeletableGroupResult = delete_groups_response::DeletableGroupResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<delete_groups_response::DeletableGroupResult> results;
  bool operator==(const DeleteGroupsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteGroupsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteGroupsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteGroupsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteGroupsResponse& message);

}  // namespace ringfence::kafka
