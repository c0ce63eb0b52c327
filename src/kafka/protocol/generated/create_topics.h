// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace create_topics_request {

struct CreatableReplicaAssignment {
  std::int32_t partition_index = 0;
  std::vector<std::int32_t> broker_ids;
  bool operator==(const CreatableReplicaAssignment&) const = default;
};

struct CreatableTopicConfig {
  std::string name;
  std::optional<std::string> value{std::string()};
  bool operator==(const CreatableTopicConfig&) const = default;
};

struct CreatableTopic {
  std::string name;
  std::int32_t num_partitions = 0;
  std::int16_t replication_factor = 0;
  std::vector<create_topics_request::CreatableReplicaAssignment> assignments;
  std::vector<create_topics_request::CreatableTopicConfig> configs;
  bool operator==(const CreatableTopic&) const = default;
};

}  // namespace create_topics_request

struct CreateTopicsRequest {
  static constexpr std::string_view kName = "CreateTopics";
  static constexpr std::int16_t kApiKey = 19;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 7;
  static constexpr std::int16_t kFirstFlexible = 5;
  using CreatableReplicaAssignment = create_topics_request::CreatableReplicaAssignment;
  using CreatableTopicConfig = create_topics_request::CreatableTopicConfig;
  using CreatableTopic = create_topics_request::CreatableTopic;

  std::vector<create_topics_request::CreatableTopic> topics;
  std::int32_t timeout_ms = 60000;
  bool validate_only = false;
  bool operator==(const CreateTopicsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateTopicsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateTopicsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateTopicsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateTopicsRequest& message);

namespace create_topics_response {

struct CreatableTopicConfigs {
  std::string name;
  std::optional<std::string> value{std::string()};
  bool read_only = false;
  std::int8_t config_source = -1;
  bool is_sensitive = false;
  bool operator==(const CreatableTopicConfigs&) const = default;
};

struct CreatableTopicResult {
  std::string name;
  Uuid topic_id;  // v7+
  std::int16_t error_code = 0;
  std::optional<std::string> error_message{std::string()};
  std::int16_t topic_config_error_code = 0;  // v5+, tag 0
  std::int32_t num_partitions = -1;  // v5+
  std::int16_t replication_factor = -1;  // v5+
  std::optional<std::vector<create_topics_response::CreatableTopicConfigs>> configs{std::vector<create_topics_response::CreatableTopicConfigs>()};  // v5+
  bool operator==(const CreatableTopicResult&) const = default;
};

}  // namespace create_topics_response

struct CreateTopicsResponse {
  static constexpr std::string_view kName = "CreateTopics";
  static constexpr std::int16_t kApiKey = 19;
  static constexpr std::int16_t kMinVersion = 2;
  static constexpr std::int16_t kMaxVersion = 7;
  static constexpr std::int16_t kFirstFlexible = 5;
  using CreatableTopicConfigs = create_topics_response::CreatableTopicConfigs;
  using CreatableTopicResult = create_topics_response::CreatableTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<create_topics_response::CreatableTopicResult> topics;
  bool operator==(const CreateTopicsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreateTopicsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreateTopicsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const CreateTopicsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreateTopicsResponse& message);

}  // namespace ringfence::kafka
