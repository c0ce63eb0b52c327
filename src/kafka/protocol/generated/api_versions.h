// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct ApiVersionsRequest {
  static constexpr std::string_view kName = "ApiVersions";
  static constexpr std::int16_t kApiKey = 18;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::string client_software_name;  // v3+
  std::string client_software_version;  // v3+
  bool operator==(const ApiVersionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ApiVersionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const ApiVersionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const ApiVersionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ApiVersionsRequest& message);

namespace api_versions_response {

struct ApiVersion {
  std::int16_t api_key = 0;
  std::int16_t min_version = 0;
  std::int16_t max_version = 0;
  bool operator==(const ApiVersion&) const = default;
};

struct SupportedFeatureKey {
  std::string name;
  std::int16_t min_version = 0;
  std::int16_t max_version = 0;
  bool operator==(const SupportedFeatureKey&) const = default;
};

struct FinalizedFeatureKey {
  std::string name;
  std::int16_t max_version_level = 0;
  std::int16_t min_version_level = 0;
  bool operator==(const FinalizedFeatureKey&) const = default;
};

}  // namespace api_versions_response

struct ApiVersionsResponse {
  static constexpr std::string_view kName = "ApiVersions";
  static constexpr std::int16_t kApiKey = 18;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 4;
  static constexpr std::int16_t kFirstFlexible = 3;
  using ApiVersion = api_versions_response::ApiVersion;
  using SupportedFeatureKey = api_versions_response::SupportedFeatureKey;
  using FinalizedFeatureKey = api_versions_response::FinalizedFeatureKey;

  std::int16_t error_code = 0;
  std::vector<api_versions_response::ApiVersion> api_keys;
  std::int32_t throttle_time_ms = 0;  // v1+
  std::vector<api_versions_response::SupportedFeatureKey> supported_features;  // v3+, tag 0
  std::int64_t finalized_features_epoch = -1;  // v3+, tag 1
  std::vector<api_versions_response::FinalizedFeatureKey> finalized_features;  // v3+, tag 2
  bool zk_migration_ready = false;  // v3+, tag 3
  bool operator==(const ApiVersionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, ApiVersionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const ApiVersionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const ApiVersionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, ApiVersionsResponse& message);

}  // namespace ringfence::kafka
