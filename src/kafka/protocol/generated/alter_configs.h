// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_configs_request {

struct AlterableConfig {
  std::string name;
  std::optional<std::string> value{std::string()};
  bool operator==(const AlterableConfig&) const = default;
};

struct AlterConfigsResource {
  std::int8_t resource_type = 0;
  std::string resource_name;
  std::vector<alter_configs_request::AlterableConfig> configs;
  bool operator==(const AlterConfigsResource&) const = default;
};

}  // namespace alter_configs_request

struct AlterConfigsRequest {
  static constexpr std::string_view kName = "AlterConfigs";
  static constexpr std::int16_t kApiKey = 33;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AlterableConfig = alter_configs_request::AlterableConfig;
  using AlterConfigsResource = alter_configs_request::AlterConfigsResource;

  std::vector<alter_configs_request::AlterConfigsResource> resources;
  bool validate_only = false;
  bool operator==(const AlterConfigsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterConfigsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterConfigsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterConfigsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterConfigsRequest& message);

namespace alter_configs_response {

struct AlterConfigsResourceResponse {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::int8_t resource_type = 0;
  std::string resource_name;
  bool operator==(const AlterConfigsResourceResponse&) const = default;
};

}  // namespace alter_configs_response

struct AlterConfigsResponse {
  static constexpr std::string_view kName = "AlterConfigs";
  static constexpr std::int16_t kApiKey = 33;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AlterConfigsResourceResponse = alter_configs_response::AlterConfigsResourceResponse;

  std::int32_t throttle_time_ms = 0;
  std::vector<alter_configs_response::AlterConfigsResourceResponse> responses;
  bool operator==(const AlterConfigsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterConfigsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterConfigsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterConfigsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterConfigsResponse& message);

}  // namespace ringfence::kafka
