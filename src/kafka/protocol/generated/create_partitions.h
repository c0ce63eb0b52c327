// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace create_partitions_request {

struct CreatePartitionsAssignment {
  std::vector<std::int32_t> broker_ids;
  bool operator==(const CreatePartitionsAssignment&) const = default;
};

struct CreatePartitionsTopic {
  std::string name;
  std::int32_t count = 0;
  std::optional<std::vector<create_partitions_request::CreatePartitionsAssignment>> assignments{std::vector<create_partitions_request::CreatePartitionsAssignment>()};
  bool operator==(const CreatePartitionsTopic&) const = default;
};

}  // namespace create_partitions_request

struct CreatePartitionsRequest {
  static constexpr std::string_view kName = "CreatePartitions";
  static constexpr std::int16_t kApiKey = 37;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using CreatePartitionsAssignment = create_partitions_request::CreatePartitionsAssignment;
  using CreatePartitionsTopic = create_partitions_request::CreatePartitionsTopic;

  std::vector<create_partitions_request::CreatePartitionsTopic> topics;
  std::int32_t timeout_ms = 0;
  bool validate_only = false;
  bool operator==(const CreatePartitionsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreatePartitionsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreatePartitionsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const CreatePartitionsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreatePartitionsRequest& message);

namespace create_partitions_response {

struct CreatePartitionsTopicResult {
  std::string name;
  std::int16_t error_code = 0;
  std::optional<std::string> error_message;
  bool operator==(const CreatePartitionsTopicResult&) const = default;
};

}  // namespace create_partitions_response

struct CreatePartitionsResponse {
  static constexpr std::string_view kName = "CreatePartitions";
  static constexpr std::int16_t kApiKey = 37;
  static constexpr std::int16_t kMinVersion = 0;
  static constexpr std::int16_t kMaxVersion = 3;
  static constexpr std::int16_t kFirstFlexible = 2;
  using CreatePartitionsTopicResult = create_partitions_response::CreatePartitionsTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<create_partitions_response::CreatePartitionsTopicResult> results;
  bool operator==(const CreatePartitionsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, CreatePartitionsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const CreatePartitionsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const CreatePartitionsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, CreatePartitionsResponse& message);

}  // namespace ringfence::kafka
