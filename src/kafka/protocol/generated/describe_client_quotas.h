// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_client_quotas_request {

struct ComponentData {
  std::string entity_type;
  std::int8_t match_type = 0;
  std::optional<std::string> match{std::string()};
  bool operator==(const ComponentData&) const = default;
};

}  // namespace describe_client_quotas_request

struct DescribeClientQuotasRequest {
  static constexpr std::string_view kName = "DescribeClientQuotas";
  static constexpr std::int16_t kApiKey = 48;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using ComponentData = describe_client_quotas_request::ComponentData;

  std::vector<describe_client_quotas_request::ComponentData> components;
  bool strict = false;
  bool operator==(const DescribeClientQuotasRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClientQuotasRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeClientQuotasRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeClientQuotasRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClientQuotasRequest& message);

namespace describe_client_quotas_response {

struct EntityData {
  std::string entity_type;
  std::optional<std::string> entity_name{std::string()};
  bool operator==(const EntityData&) const = default;
};

struct ValueData {
  std::string key;
  double value = 0;
  bool operator==(const ValueData&) const = default;
};

struct EntryData {
  std::vector<describe_client_quotas_response::EntityData> entity;
  std::vector<describe_client_quotas_response::ValueData> values;
  bool operator==(const EntryData&) const = default;
};

}  // namespace describe_client_quotas_response

struct DescribeClientQuotasResponse {
  static constexpr std::string_view kName = "DescribeClientQuotas";
  static constexpr std::int16_t kApiKey = 48;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using EntityData = describe_client_quotas_response::EntityData;
  using ValueData = describe_client_quotas_response::ValueData;
  using EntryData = describe_client_quotas_response::EntryData;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::optional<std::vector<describe_client_quotas_response::EntryData>> entries{std::vector<describe_client_quotas_response::EntryData>()};
  bool operator==(const DescribeClientQuotasResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeClientQuotasResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeClientQuotasResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeClientQuotasResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClientQuotasResponse& message);

}  // namespace ringfence::kafka
