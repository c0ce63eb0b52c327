// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

struct FindCoordinatorRequest {
  static constexpr std::string_view kName = "FindCoordinator";
  static constexpr std::int16_t kApiKey = 10;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 3;

  std::string key;  // v0-3
  std::int8_t key_type = 0;  // v1+
  std::vector<std::string> coordinator_keys;  // v4+
  bool operator==(const FindCoordinatorRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, FindCoordinatorRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const FindCoordinatorRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const FindCoordinatorRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, FindCoordinatorRequest& message);

namespace find_coordinator_response {

struct Coordinator {
  std::string key;
  std::int32_t node_id = 0;
  std::string host;
  std::int32_t port = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  bool operator==(const Coordinator&) const = default;
};

}  // namespace find_coordinator_response

struct FindCoordinatorResponse {
  static constexpr std::string_view kName = "FindCoordinator";
  static constexpr std::int16_t kApiKey = 10;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 3;
  using Coordinator = find_coordinator_response::Coordinator;

  std::int32_t throttle_time_ms = 0;  // v1+
  std::int16_t error_code = 0;  // v0-3
  std::optional<std::string> error_message{std::string()};  // v1-3
  std::int32_t node_id = 0;  // v0-3
  std::string host;  // v0-3
  std::int32_t port = 0;  // v0-3
  std::vector<find_coordinator_response::Coordinator> coordinators;  // v4+
  bool operator==(const FindCoordinatorResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, FindCoordinatorResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const FindCoordinatorResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const FindCoordinatorResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, FindCoordinatorResponse& message);

}  // namespace ringfence::kafka
