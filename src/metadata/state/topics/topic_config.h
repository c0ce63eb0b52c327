// Kafka's topic configs as the state holds them: numbers, booleans and choices in clear, free text
// sealed. One table serves decide (ranges), CreateTopics (parsing) and DescribeConfigs (printing,
// defaults, types). Source: the topic config reference of Apache Kafka 4.3.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ringfence::meta {

// Stored: never renumber.
enum class ConfigKey : std::uint16_t {
  kCleanupPolicy = 1,
  kCompressionType = 2,
  kCompressionGzipLevel = 3,
  kCompressionLz4Level = 4,
  kCompressionZstdLevel = 5,
  kDeleteRetentionMs = 6,
  kFileDeleteDelayMs = 7,
  kFlushMessages = 8,
  kFlushMs = 9,
  kFollowerThrottledReplicas = 10,
  kIndexIntervalBytes = 11,
  kLeaderThrottledReplicas = 12,
  kLocalRetentionBytes = 13,
  kLocalRetentionMs = 14,
  kMaxCompactionLagMs = 15,
  kMaxMessageBytes = 16,
  kMessageTimestampAfterMaxMs = 17,
  kMessageTimestampBeforeMaxMs = 18,
  kMessageTimestampType = 19,
  kMinCleanableDirtyRatio = 20,
  kMinCompactionLagMs = 21,
  kMinInsyncReplicas = 22,
  kPreallocate = 23,
  kRemoteLogCopyDisable = 24,
  kRemoteLogDeleteOnDisable = 25,
  kRemoteStorageEnable = 26,
  kRetentionBytes = 27,
  kRetentionMs = 28,
  kSegmentBytes = 29,
  kSegmentIndexBytes = 30,
  kSegmentJitterMs = 31,
  kSegmentMs = 32,
  kUncleanLeaderElectionEnable = 33,
};

enum class ConfigKind : std::uint8_t {
  kInt,     // int32
  kLong,    // int64
  kBool,    // 0 or 1
  kChoice,  // index into `choices`
  kSet,     // bit i: choices[i]; at least one
  kRatio,   // 0..1 in millionths
  kSealed,  // free text: only as a sealed blob, `value` is 0
};

struct ConfigSpec {
  ConfigKey key;
  std::string_view name;
  ConfigKind kind;
  std::int64_t default_value;
  std::int64_t min;
  std::int64_t max;
  std::span<const std::string_view> choices;
};

// One set config of a topic.
struct TopicConfig {
  ConfigKey key{};
  std::int64_t value = 0;
  std::string sealed;  // kSealed only
  bool operator==(const TopicConfig&) const = default;
};

// Values of kMessageTimestampType and bits of kCleanupPolicy.
inline constexpr std::int64_t kTimestampCreateTime = 0;
inline constexpr std::int64_t kTimestampLogAppendTime = 1;
inline constexpr std::int64_t kCleanupDelete = 1;
inline constexpr std::int64_t kCleanupCompact = 2;

// All known configs, ascending by name.
std::span<const ConfigSpec> topic_config_specs();
const ConfigSpec* find_config_spec(std::string_view name);
const ConfigSpec* find_config_spec(ConfigKey key);

// Kafka's text form to the stored value; kInvalid names what is allowed. Not for kSealed.
Result<std::int64_t> parse_config_value(const ConfigSpec& spec, std::string_view text);
std::string format_config_value(const ConfigSpec& spec, std::int64_t value);
bool config_value_allowed(const ConfigSpec& spec, const TopicConfig& config);
// The value set in `configs`, or the default.
std::int64_t config_or_default(std::span<const TopicConfig> configs, ConfigKey key);

}  // namespace ringfence::meta
