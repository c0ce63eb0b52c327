// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/update_features.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const update_features_request::FeatureUpdateKey& m) {
  j.begin_object();
  j.text("feature", m.feature);
  j.integer("maxVersionLevel", m.max_version_level);
  if (version <= 0) j.boolean("allowDowngrade", m.allow_downgrade);
  if (version >= 1) j.integer("upgradeType", m.upgrade_type);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] update_features_request::FeatureUpdateKey& m) {
  if (!j.expect_object()) return;
  j.text("feature", m.feature);
  j.integer("maxVersionLevel", m.max_version_level);
  if (version <= 0) j.boolean("allowDowngrade", m.allow_downgrade);
  if (version >= 1) j.integer("upgradeType", m.upgrade_type);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const UpdateFeaturesRequest& m) {
  j.begin_object();
  j.integer("timeoutMs", m.timeout_ms);
  j.begin_array("featureUpdates");
  for (const auto& element : m.feature_updates) put(j, version, element);
  j.end_array();
  if (version >= 1) j.boolean("validateOnly", m.validate_only);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] UpdateFeaturesRequest& m) {
  if (!j.expect_object()) return;
  j.integer("timeoutMs", m.timeout_ms);
  m.feature_updates.resize(j.array_size("featureUpdates"));
  {
    std::size_t index = 0;
    for (auto& element : m.feature_updates) take(j.at("featureUpdates", index++), version, element);
  }
  if (version >= 1) j.boolean("validateOnly", m.validate_only);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const UpdateFeaturesRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, UpdateFeaturesRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const update_features_response::UpdatableFeatureResult& m) {
  j.begin_object();
  j.text("feature", m.feature);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] update_features_response::UpdatableFeatureResult& m) {
  if (!j.expect_object()) return;
  j.text("feature", m.feature);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const UpdateFeaturesResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version <= 1) {
    j.begin_array("results");
    for (const auto& element : m.results) put(j, version, element);
    j.end_array();
  }
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] UpdateFeaturesResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version <= 1) {
    m.results.resize(j.array_size("results"));
    {
      std::size_t index = 0;
      for (auto& element : m.results) take(j.at("results", index++), version, element);
    }
  }
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const UpdateFeaturesResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, UpdateFeaturesResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
