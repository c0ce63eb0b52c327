// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_client_quotas_request {

struct EntityData {
  std::string entity_type;
  std::optional<std::string> entity_name{std::string()};
  bool operator==(const EntityData&) const = default;
};

struct OpData {
  std::string key;
  double value = 0;
  bool remove = false;
  bool operator==(const OpData&) const = default;
};

struct EntryData {
  std::vector<alter_client_quotas_request::EntityData> entity;
  std::vector<alter_client_quotas_request::OpData> ops;
  bool operator==(const EntryData&) const = default;
};

}  // namespace alter_client_quotas_request

struct AlterClientQuotasRequest {
  static constexpr std::string_view kName = "AlterClientQuotas";
  static constexpr std::int16_t kApiKey = 49;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using EntityData = alter_client_quotas_request::EntityData;
  using OpData = alter_client_quotas_request::OpData;
  using EntryData = alter_client_quotas_request::EntryData;

  std::vector<alter_client_quotas_request::EntryData> entries;
  bool validate_only = false;
  bool operator==(const AlterClientQuotasRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterClientQuotasRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterClientQuotasRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterClientQuotasRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterClientQuotasRequest& message);

namespace alter_client_quotas_response {

struct EntityData {
  std::string entity_type;
  std::optional<std::string> entity_name{std::string()};
  bool operator==(const EntityData&) const = default;
};

struct EntryData {
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::vector<alter_client_quotas_response::EntityData> entity;
  bool operator==(const EntryData&) const = default;
};

}  // namespace alter_client_quotas_response

struct AlterClientQuotasResponse {
  static constexpr std::string_view kName = "AlterClientQuotas";
  static constexpr std::int16_t kApiKey = 49;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 1;
  static constexpr std::int16_t kFirstFlexible = 1;
  using EntityData = alter_client_quotas_response::EntityData;
  using EntryData = alter_client_quotas_response::EntryData;

  std::int32_t throttle_time_ms = 0;
  std::vector<alter_client_quotas_response::EntryData> entries;
  bool operator==(const AlterClientQuotasResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterClientQuotasResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterClientQuotasResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterClientQuotasResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterClientQuotasResponse& message);

}  // namespace ringfence::kafka
