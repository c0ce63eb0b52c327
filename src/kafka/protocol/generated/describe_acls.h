// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct DescribeAclsRequest {
  static constexpr std::string_view kName = "DescribeAcls";
  static constexpr std::int16_t kApiKey = 29;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;

  std::int8_t resource_type_filter = 0;
  std::optional<std::string> resource_name_filter{std::string()};
  std::int8_t pattern_type_filter = 3;
  std::optional<std::string> principal_filter{std::string()};
  std::optional<std::string> host_filter{std::string()};
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;
  bool operator==(const DescribeAclsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeAclsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeAclsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeAclsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeAclsRequest& message);

namespace describe_acls_response {

struct AclDescription {
  std::string principal;
  std::string host;
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;
  bool operator==(const AclDescription&) const = default;
};

struct DescribeAclsResource {
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::int8_t pattern_type = 3;
  std::vector<describe_acls_response::AclDescription> acls;
  bool operator==(const DescribeAclsResource&) const = default;
};

}  // namespace describe_acls_response

struct DescribeAclsResponse {
  static constexpr std::string_view kName = "DescribeAcls";
  static constexpr std::int16_t kApiKey = 29;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AclDescription = describe_acls_response::AclDescription;
  using DescribeAclsResource = describe_acls_response::DescribeAclsResource;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<describe_acls_response::DescribeAclsResource> resources;
  bool operator==(const DescribeAclsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeAclsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeAclsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeAclsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeAclsResponse& message);

}  // namespace ringfence::kafka
