// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace create_acls_request {

struct AclCreation {
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::int8_t resource_pattern_type = 3;
  std::string principal;
  std::string host;
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;
  bool operator==(const AclCreation&) const = default;
};

}  // namespace create_acls_request

struct CreateAclsRequest {
  static constexpr std::string_view kName = "CreateAcls";
  static constexpr std::int16_t kApiKey = 30;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AclCreation = create_acls_request::AclCreation;

  std::vector<create_acls_request::AclCreation> creations;
  bool operator==(const CreateAclsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateAclsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateAclsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateAclsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateAclsRequest& message);

namespace create_acls_response {

struct AclCreationResult {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const AclCreationResult&) const = default;
};

}  // namespace create_acls_response

struct CreateAclsResponse {
  static constexpr std::string_view kName = "CreateAcls";
  static constexpr std::int16_t kApiKey = 30;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AclCreationResult = create_acls_response::AclCreationResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<create_acls_response::AclCreationResult> results;
  bool operator==(const CreateAclsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateAclsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateAclsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateAclsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateAclsResponse& message);

}  // namespace ringfence::kafka
