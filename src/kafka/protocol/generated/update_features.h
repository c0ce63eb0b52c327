// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace update_features_request {

struct FeatureUpdateKey {
  std::string feature;
  std::int16_t max_version_level = 0;
  bool allow_downgrade = false;  // v0
  std::int8_t upgrade_type = 1;  // v1+
  bool operator==(const FeatureUpdateKey&) const = default;
};

}  // namespace update_features_request

struct UpdateFeaturesRequest {
  static constexpr std::string_view kName = "UpdateFeatures";
  static constexpr std::int16_t kApiKey = 57;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using FeatureUpdateKey = update_features_request::FeatureUpdateKey;

  std::int32_t timeout_ms = 60000;
  std::vector<update_features_request::FeatureUpdateKey> feature_updates;
  bool validate_only = false;  // v1+
  bool operator==(const UpdateFeaturesRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, UpdateFeaturesRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const UpdateFeaturesRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const UpdateFeaturesRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, UpdateFeaturesRequest& message);

namespace update_features_response {

struct UpdatableFeatureResult {
  std::string feature;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const UpdatableFeatureResult&) const = default;
};

}  // namespace update_features_response

struct UpdateFeaturesResponse {
  static constexpr std::string_view kName = "UpdateFeatures";
  static constexpr std::int16_t kApiKey = 57;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 0;
  using UpdatableFeatureResult = update_features_response::UpdatableFeatureResult;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<update_features_response::UpdatableFeatureResult> results;  // v0-1
  bool operator==(const UpdateFeaturesResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, UpdateFeaturesResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const UpdateFeaturesResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const UpdateFeaturesResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, UpdateFeaturesResponse& message);

}  // namespace ringfence::kafka
