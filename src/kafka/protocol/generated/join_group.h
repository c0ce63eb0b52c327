// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace join_group_request {

struct JoinGroupRequestProtocol {
  std::string name;
  bytes::Slice metadata;
  bool operator==(const JoinGroupRequestProtocol&) const = default;
};

}  // namespace join_group_request

struct JoinGroupRequest {
  static constexpr std::string_view kName = "JoinGroup";
  static constexpr std::int16_t kApiKey = 11;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 9;
  static constexpr std::int16_t kFirstFlexible = 6;
  using JoinGroupRequestProtocol = join_group_request::JoinGroupRequestProtocol;

  std::string group_id;
  std::int32_t session_timeout_ms = 0;
  std::int32_t rebalance_timeout_ms = -1;  // v1+
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v5+
  std::string protocol_type;
  std::vector<join_group_request::JoinGroupRequestProtocol> protocols;
  std::optional<std::string> reason;  // v8+
  bool operator==(const JoinGroupRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, JoinGroupRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const JoinGroupRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const JoinGroupRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, JoinGroupRequest& message);

namespace join_group_response {

struct JoinGroupResponseMember {
  std::string member_id;
  std::optional<std::string> group_instance_id;  // v5+
  bytes::Slice metadata;
  bool operator==(const JoinGroupResponseMember&) const = default;
};

}  // namespace join_group_response

struct JoinGroupResponse {
  static constexpr std::string_view kName = "JoinGroup";
  static constexpr std::int16_t kApiKey = 11;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 9;
  static constexpr std::int16_t kFirstFlexible = 6;
  using JoinGroupResponseMember = join_group_response::JoinGroupResponseMember;

  std::int32_t throttle_time_ms = 0;  // v2+
  std::int16_t error_code = 0;
  std::int32_t generation_id = -1;
  std::optional<std::string> protocol_type;  // v7+
  std::optional<std::string> protocol_name{std::string()};
  std::string leader;
  bool skip_assignment = false;  // v9+
  std::string member_id;
  std::vector<join_group_response::JoinGroupResponseMember> members;
  bool operator==(const JoinGroupResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, JoinGroupResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const JoinGroupResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const JoinGroupResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, JoinGroupResponse& message);

}  // namespace ringfence::kafka
