// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace delete_topics_request {

struct DeleteTopicState {
  std::optional<std::string> name;
  Uuid topic_id;
  bool operator==(const DeleteTopicState&) const = default;
};

}  // namespace delete_topics_request

struct DeleteTopicsRequest {
  static constexpr std::string_view kName = "DeleteTopics";
  static constexpr std::int16_t kApiKey = 20;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 4;
  using DeleteTopicState = delete_topics_request::DeleteTopicState;

  std::vector<delete_topics_request::DeleteTopicState> topics;  // v6+
  std::vector<std::string> topic_names;  // v1-5
  std::int32_t timeout_ms = 0;
  bool operator==(const DeleteTopicsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteTopicsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteTopicsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteTopicsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteTopicsRequest& message);

namespace delete_topics_response {

struct DeletableTopicResult {
  std::optional<std::string> name{std::string()};
  Uuid topic_id;  // v6+
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;  // v5+
  bool operator==(const DeletableTopicResult&) const = default;
};

}  // namespace delete_topics_response

struct DeleteTopicsResponse {
  static constexpr std::string_view kName = "DeleteTopics";
  static constexpr std::int16_t kApiKey = 20;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 6;
  static constexpr std::int16_t kFirstFlexible = 4;
  using DeletableTopicResult = delete_topics_response::DeletableTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<delete_topics_response::DeletableTopicResult> responses;
  bool operator==(const DeleteTopicsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DeleteTopicsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DeleteTopicsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DeleteTopicsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DeleteTopicsResponse& message);

}  // namespace ringfence::kafka
