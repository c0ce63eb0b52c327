// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace incremental_alter_configs_request {

struct AlterableConfig {
  std::string name;
  std::int8_t config_operation = 0;
  std::optional<std::string> value{std::string()};
  bool operator==(const AlterableConfig&) const = default;
};

struct AlterConfigsResource {
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::vector<incremental_alter_configs_request::AlterableConfig> configs;
  bool operator==(const AlterConfigsResource&) const = default;
};

}  // namespace incremental_alter_configs_request

struct IncrementalAlterConfigsRequest {
  static constexpr std::string_view kName = "IncrementalAlterConfigs";
  static constexpr std::int16_t kApiKey = 44;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using AlterableConfig = incremental_alter_configs_request::AlterableConfig;
  using AlterConfigsResource = incremental_alter_configs_request::AlterConfigsResource;

  std::vector<incremental_alter_configs_request::AlterConfigsResource> resources;
  bool validate_only = false;
  bool operator==(const IncrementalAlterConfigsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, IncrementalAlterConfigsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const IncrementalAlterConfigsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const IncrementalAlterConfigsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, IncrementalAlterConfigsRequest& message);

namespace incremental_alter_configs_response {

struct AlterConfigsResourceResponse {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::int8_t resource_type = 0;
  std::string resource_name;
  bool operator==(const AlterConfigsResourceResponse&) const = default;
};

}  // namespace incremental_alter_configs_response

struct IncrementalAlterConfigsResponse {
  static constexpr std::string_view kName = "IncrementalAlterConfigs";
  static constexpr std::int16_t kApiKey = 44;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using AlterConfigsResourceResponse = incremental_alter_configs_response::AlterConfigsResourceResponse;

  std::int32_t throttle_time_ms = 0;
  std::vector<incremental_alter_configs_response::AlterConfigsResourceResponse> responses;
  bool operator==(const IncrementalAlterConfigsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, IncrementalAlterConfigsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const IncrementalAlterConfigsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const IncrementalAlterConfigsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, IncrementalAlterConfigsResponse& message);

}  // namespace ringfence::kafka
