// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_configs_request {

struct DescribeConfigsResource {
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::optional<std::vector<std::string>> configuration_keys{std::vector<std::string>()};
  bool operator==(const DescribeConfigsResource&) const = default;
};

}  // namespace describe_configs_request

struct DescribeConfigsRequest {
  static constexpr std::string_view kName = "DescribeConfigs";
  static constexpr std::int16_t kApiKey = 32;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;
  using DescribeConfigsResource = describe_configs_request::DescribeConfigsResource;

  std::vector<describe_configs_request::DescribeConfigsResource> resources;
  bool include_synonyms = false;
  bool include_documentation = false;  // v3+
  bool operator==(const DescribeConfigsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeConfigsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeConfigsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeConfigsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeConfigsRequest& message);

namespace describe_configs_response {

struct DescribeConfigsSynonym {
  std::string name;
  std::optional<std::string> value{std::string()};
  std::int8_t source = 0;
  bool operator==(const DescribeConfigsSynonym&) const = default;
};

struct DescribeConfigsResourceResult {
  std::string name;
  std::optional<std::string> value{std::string()};
  bool read_only = false;
  std::int8_t config_source = -1;
  bool is_sensitive = false;
  std::vector<describe_configs_response::DescribeConfigsSynonym> synonyms;
  std::int8_t config_type = 0;  // v3+
  std::optional<std::string> documentation{std::string()};  // v3+
  bool operator==(const DescribeConfigsResourceResult&) const = default;
};

struct DescribeConfigsResult {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::vector<describe_configs_response::DescribeConfigsResourceResult> configs;
  bool operator==(const DescribeConfigsResult&) const = default;
};

}  // namespace describe_configs_response

struct DescribeConfigsResponse {
  static constexpr std::string_view kName = "DescribeConfigs";
  static constexpr std::int16_t kApiKey = 32;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 4;
  using DescribeConfigsSynonym = describe_configs_response::DescribeConfigsSynonym;
  using DescribeConfigsResourceResult = describe_configs_response::DescribeConfigsResourceResult;
  using DescribeConfigsResult = describe_configs_response::DescribeConfigsResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<describe_configs_response::DescribeConfigsResult> results;
  bool operator==(const DescribeConfigsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeConfigsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeConfigsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeConfigsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeConfigsResponse& message);

}  // namespace ringfence::kafka
