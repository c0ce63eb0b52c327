// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ListConfigResourcesRequest {
  static constexpr std::string_view kName = "ListConfigResources";
  static constexpr std::int16_t kApiKey = 74;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;

  std::vector<std::int8_t> resource_types;  // v1+
  bool operator==(const ListConfigResourcesRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListConfigResourcesRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListConfigResourcesRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ListConfigResourcesRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListConfigResourcesRequest& message);

namespace list_config_resources_response {

struct ConfigResource {
  std::string resource_name;
  std::int8_t resource_type = 16;  // v1+
  bool operator==(const ConfigResource&) const = default;
};

}  // namespace list_config_resources_response

struct ListConfigResourcesResponse {
  static constexpr std::string_view kName = "ListConfigResources";
  static constexpr std::int16_t kApiKey = 74;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 0;
  using ConfigResource = list_config_resources_response::ConfigResource;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::vector<list_config_resources_response::ConfigResource> config_resources;
  bool operator==(const ListConfigResourcesResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ListConfigResourcesResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ListConfigResourcesResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ListConfigResourcesResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ListConfigResourcesResponse& message);

}  // namespace ringfence::kafka
