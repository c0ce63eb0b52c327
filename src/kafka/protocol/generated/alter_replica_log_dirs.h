// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#pragma once

#include "kafka/protocol/message.h"

namespace ringfence::kafka {

namespace alter_replica_log_dirs_request {

struct AlterReplicaLogDirTopic {
  std::string name;
  std::vector<std::int32_t> partitions;
  bool operator==(const AlterReplicaLogDirTopic&) const = default;
};

struct AlterReplicaLogDir {
  std::string path;
  std::vector<alter_replica_log_dirs_request::AlterReplicaLogDirTopic> topics;
  bool operator==(const AlterReplicaLogDir&) const = default;
};

}  // namespace alter_replica_log_dirs_request

struct AlterReplicaLogDirsRequest {
  static constexpr std::string_view kName = "AlterReplicaLogDirs";
  static constexpr std::int16_t kApiKey = 34;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AlterReplicaLogDirTopic = alter_replica_log_dirs_request::AlterReplicaLogDirTopic;
  using AlterReplicaLogDir = alter_replica_log_dirs_request::AlterReplicaLogDir;

  std::vector<alter_replica_log_dirs_request::AlterReplicaLogDir> dirs;
  bool operator==(const AlterReplicaLogDirsRequest&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterReplicaLogDirsRequest& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterReplicaLogDirsRequest& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterReplicaLogDirsRequest& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterReplicaLogDirsRequest& message);

namespace alter_replica_log_dirs_response {

struct AlterReplicaLogDirPartitionResult {
  std::int32_t partition_index = 0;
  std::int16_t error_code = 0;
  bool operator==(const AlterReplicaLogDirPartitionResult&) const = default;
};

struct AlterReplicaLogDirTopicResult {
  std::string topic_name;
  std::vector<alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult> partitions;
  bool operator==(const AlterReplicaLogDirTopicResult&) const = default;
};

}  // namespace alter_replica_log_dirs_response

struct AlterReplicaLogDirsResponse {
  static constexpr std::string_view kName = "AlterReplicaLogDirs";
  static constexpr std::int16_t kApiKey = 34;
  static constexpr std::int16_t kMinVersion = 1;
  static constexpr std::int16_t kMaxVersion = 2;
  static constexpr std::int16_t kFirstFlexible = 2;
  using AlterReplicaLogDirPartitionResult = alter_replica_log_dirs_response::AlterReplicaLogDirPartitionResult;
  using AlterReplicaLogDirTopicResult = alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult;

  std::int32_t throttle_time_ms = 0;
  std::vector<alter_replica_log_dirs_response::AlterReplicaLogDirTopicResult> results;
  bool operator==(const AlterReplicaLogDirsResponse&) const = default;
};

Result<void> decode(bytes::Reader& reader, std::int16_t version, AlterReplicaLogDirsResponse& message);
void encode(bytes::Writer& writer, std::int16_t version, const AlterReplicaLogDirsResponse& message);
void to_json(JsonWriter& json, std::int16_t version, const AlterReplicaLogDirsResponse& message);
Result<void> from_json(const JsonValue& json, std::int16_t version, AlterReplicaLogDirsResponse& message);

}  // namespace ringfence::kafka
