// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace delete_acls_request {

struct DeleteAclsFilter {
  std::int8_t resource_type_filter = 0;
  std::optional<std::string> resource_name_filter{std::string()};
  std::int8_t pattern_type_filter = 3;
  std::optional<std::string> principal_filter{std::string()};
  std::optional<std::string> host_filter{std::string()};
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;
  bool operator==(const DeleteAclsFilter&) const = default;
};

}  // namespace delete_acls_request

struct DeleteAclsRequest {
  static constexpr std::string_view kName = "DeleteAcls";
  static constexpr std::int16_t kApiKey = 31;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DeleteAclsFilter = delete_acls_request::DeleteAclsFilter;

  std::vector<delete_acls_request::DeleteAclsFilter> filters;
  bool operator==(const DeleteAclsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteAclsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteAclsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteAclsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteAclsRequest& message);

namespace delete_acls_response {

struct DeleteAclsMatchingAcl {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::int8_t pattern_type = 3;
  std::string principal;
  std::string host;
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;
  bool operator==(const DeleteAclsMatchingAcl&) const = default;
};

struct DeleteAclsFilterResult {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<delete_acls_response::DeleteAclsMatchingAcl> matching_acls;
  bool operator==(const DeleteAclsFilterResult&) const = default;
};

}  // namespace delete_acls_response

struct DeleteAclsResponse {
  static constexpr std::string_view kName = "DeleteAcls";
  static constexpr std::int16_t kApiKey = 31;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DeleteAclsMatchingAcl = delete_acls_response::DeleteAclsMatchingAcl;
  using DeleteAclsFilterResult = delete_acls_response::DeleteAclsFilterResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<delete_acls_response::DeleteAclsFilterResult> filter_results;
  bool operator==(const DeleteAclsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteAclsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteAclsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteAclsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteAclsResponse& message);

}  // namespace ringfence::kafka
