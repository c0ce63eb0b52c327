// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/api_versions.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ApiVersionsRequest& m) {
  j.begin_object();
  if (version >= 3) j.text("clientSoftwareName", m.client_software_name);
  if (version >= 3) j.text("clientSoftwareVersion", m.client_software_version);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ApiVersionsRequest& m) {
  if (!j.expect_object()) return;
  if (version >= 3) j.text("clientSoftwareName", m.client_software_name);
  if (version >= 3) j.text("clientSoftwareVersion", m.client_software_version);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ApiVersionsRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ApiVersionsRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const api_versions_response::ApiVersion& m) {
  j.begin_object();
  j.integer("apiKey", m.api_key);
  j.integer("minVersion", m.min_version);
  j.integer("maxVersion", m.max_version);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] api_versions_response::ApiVersion& m) {
  if (!j.expect_object()) return;
  j.integer("apiKey", m.api_key);
  j.integer("minVersion", m.min_version);
  j.integer("maxVersion", m.max_version);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const api_versions_response::SupportedFeatureKey& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("minVersion", m.min_version);
  j.integer("maxVersion", m.max_version);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] api_versions_response::SupportedFeatureKey& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("minVersion", m.min_version);
  j.integer("maxVersion", m.max_version);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const api_versions_response::FinalizedFeatureKey& m) {
  j.begin_object();
  j.text("name", m.name);
  j.integer("maxVersionLevel", m.max_version_level);
  j.integer("minVersionLevel", m.min_version_level);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] api_versions_response::FinalizedFeatureKey& m) {
  if (!j.expect_object()) return;
  j.text("name", m.name);
  j.integer("maxVersionLevel", m.max_version_level);
  j.integer("minVersionLevel", m.min_version_level);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const ApiVersionsResponse& m) {
  j.begin_object();
  j.integer("errorCode", m.error_code);
  j.begin_array("apiKeys");
  for (const auto& element : m.api_keys) put(j, version, element);
  j.end_array();
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 3 && !m.supported_features.empty()) {
    j.begin_array("supportedFeatures");
    for (const auto& element : m.supported_features) put(j, version, element);
    j.end_array();
  }
  if (version >= 3 && m.finalized_features_epoch != -1) j.integer("finalizedFeaturesEpoch", m.finalized_features_epoch);
  if (version >= 3 && !m.finalized_features.empty()) {
    j.begin_array("finalizedFeatures");
    for (const auto& element : m.finalized_features) put(j, version, element);
    j.end_array();
  }
  if (version >= 3 && m.zk_migration_ready) j.boolean("zkMigrationReady", m.zk_migration_ready);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] ApiVersionsResponse& m) {
  if (!j.expect_object()) return;
  j.integer("errorCode", m.error_code);
  m.api_keys.resize(j.array_size("apiKeys"));
  {
    std::size_t index = 0;
    for (auto& element : m.api_keys) take(j.at("apiKeys", index++), version, element);
  }
  if (version >= 1) j.integer("throttleTimeMs", m.throttle_time_ms);
  if (version >= 3 && j.has("supportedFeatures")) {
    m.supported_features.resize(j.array_size("supportedFeatures"));
    {
      std::size_t index = 0;
      for (auto& element : m.supported_features) take(j.at("supportedFeatures", index++), version, element);
    }
  }
  if (version >= 3 && j.has("finalizedFeaturesEpoch")) j.integer("finalizedFeaturesEpoch", m.finalized_features_epoch);
  if (version >= 3 && j.has("finalizedFeatures")) {
    m.finalized_features.resize(j.array_size("finalizedFeatures"));
    {
      std::size_t index = 0;
      for (auto& element : m.finalized_features) take(j.at("finalizedFeatures", index++), version, element);
    }
  }
  if (version >= 3 && j.has("zkMigrationReady")) j.boolean("zkMigrationReady", m.zk_migration_ready);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const ApiVersionsResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, ApiVersionsResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
