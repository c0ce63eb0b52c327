// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace leave_group_request {

struct MemberIdentity {
  std::string member_id;
  std::optional<std::string> group_instance_id;
  std::optional<std::string> reason;  // v5+
  bool operator==(const MemberIdentity&) const = default;
};

}  // namespace leave_group_request

struct LeaveGroupRequest {
  static constexpr std::string_view kName = "LeaveGroup";
  static constexpr std::int16_t kApiKey = 13;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 4;
  using MemberIdentity = leave_group_request::MemberIdentity;

  std::string group_id;
  std::string member_id;  // v0-2
  std::vector<leave_group_request::MemberIdentity> members;  // v3+
  bool operator==(const LeaveGroupRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, LeaveGroupRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const LeaveGroupRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const LeaveGroupRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, LeaveGroupRequest& message);

namespace leave_group_response {

struct MemberResponse {
  std::string member_id;
  std::optional<std::string> group_instance_id{std::string()};
  std::int16_t error_code = 0;
  bool operator==(const MemberResponse&) const = default;
};

}  // namespace leave_group_response

struct LeaveGroupResponse {
  static constexpr std::string_view kName = "LeaveGroup";
  static constexpr std::int16_t kApiKey = 13;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 4;
  using MemberResponse = leave_group_response::MemberResponse;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::int16_t error_code = 0;
  std::vector<leave_group_response::MemberResponse> members;  // v3+
  bool operator==(const LeaveGroupResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, LeaveGroupResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const LeaveGroupResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const LeaveGroupResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, LeaveGroupResponse& message);

}  // namespace ringfence::kafka
