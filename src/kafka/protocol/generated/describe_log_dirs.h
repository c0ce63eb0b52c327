// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace describe_log_dirs_request {

struct DescribableLogDirTopic {
  std::string topic;
  std::vector<std::int32_t> partitions;
  bool operator==(const DescribableLogDirTopic&) const = default;
};

}  // namespace describe_log_dirs_request

struct DescribeLogDirsRequest {
  static constexpr std::string_view kName = "DescribeLogDirs";
  static constexpr std::int16_t kApiKey = 35;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DescribableLogDirTopic = describe_log_dirs_request::DescribableLogDirTopic;

  std::optional<std::vector<describe_log_dirs_request::DescribableLogDirTopic>> topics{std::vector<describe_log_dirs_request::DescribableLogDirTopic>()};
  bool operator==(const DescribeLogDirsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeLogDirsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeLogDirsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeLogDirsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeLogDirsRequest& message);

namespace describe_log_dirs_response {

struct DescribeLogDirsPartition {
  std::int32_t partition_index = 0;
  std::int64_t partition_size = 0;
  std::int64_t offset_lag = 0;
  bool is_future_key = false;
  bool operator==(const DescribeLogDirsPartition&) const = default;
};

struct DescribeLogDirsTopic {
  std::string name;
  std::vector<describe_log_dirs_response::DescribeLogDirsPartition> partitions;
  bool operator==(const DescribeLogDirsTopic&) const = default;
};

struct DescribeLogDirsResult {
  std::int16_t error_code = 0;
  std::string log_dir;
  std::vector<describe_log_dirs_response::DescribeLogDirsTopic> topics;
  std::int64_t total_bytes = -1;  // v4+
  std::int64_t usable_bytes = -1;  // v4+
  bool is_cordoned = false;  // v5+
  bool operator==(const DescribeLogDirsResult&) const = default;
};

}  // namespace describe_log_dirs_response

struct DescribeLogDirsResponse {
  static constexpr std::string_view kName = "DescribeLogDirs";
  static constexpr std::int16_t kApiKey = 35;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 5;
  static constexpr std::int16_t kFirstFlexible = 2;
  using DescribeLogDirsPartition = describe_log_dirs_response::DescribeLogDirsPartition;
  using DescribeLogDirsTopic = describe_log_dirs_response::DescribeLogDirsTopic;
  using DescribeLogDirsResult = describe_log_dirs_response::DescribeLogDirsResult;

  std::int32_t throttle_time_ms = 0;
  std::int16_t error_code = 0;  // v3+
  std::vector<describe_log_dirs_response::DescribeLogDirsResult> results;
  bool operator==(const DescribeLogDirsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, DescribeLogDirsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const DescribeLogDirsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const DescribeLogDirsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeLogDirsResponse& message);

}  // namespace ringfence::kafka
