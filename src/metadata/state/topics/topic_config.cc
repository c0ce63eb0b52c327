#include "metadata/state/topics/topic_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace ringfence::meta {
namespace {

constexpr std::int64_t kLongMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kIntMax = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kRatioOne = 1'000'000;

constexpr std::string_view kPolicies[] = {"delete", "compact"};
constexpr std::string_view kCodecs[] = {"uncompressed", "zstd", "lz4",
                                        "snappy",       "gzip", "producer"};
constexpr std::string_view kTimestampTypes[] = {"CreateTime", "LogAppendTime"};

using enum ConfigKey;
using enum ConfigKind;

// name, kind, default, min, max as in Kafka's LogConfig.
constexpr ConfigSpec kSpecs[] = {
    {kCleanupPolicy, "cleanup.policy", kSet, kCleanupDelete, 1, 3, kPolicies},
    {kCompressionGzipLevel, "compression.gzip.level", kInt, -1, -1, 9, {}},
    {kCompressionLz4Level, "compression.lz4.level", kInt, 9, 1, 17, {}},
    {kCompressionType, "compression.type", kChoice, 5, 0, 5, kCodecs},
    {kCompressionZstdLevel, "compression.zstd.level", kInt, 3, -131072, 22, {}},
    {kDeleteRetentionMs, "delete.retention.ms", kLong, 86'400'000, 0, kLongMax, {}},
    {kFileDeleteDelayMs, "file.delete.delay.ms", kLong, 60'000, 0, kLongMax, {}},
    {kFlushMessages, "flush.messages", kLong, kLongMax, 1, kLongMax, {}},
    {kFlushMs, "flush.ms", kLong, kLongMax, 0, kLongMax, {}},
    {kFollowerThrottledReplicas, "follower.replication.throttled.replicas", kSealed, 0, 0, 0, {}},
    {kIndexIntervalBytes, "index.interval.bytes", kInt, 4096, 0, kIntMax, {}},
    {kLeaderThrottledReplicas, "leader.replication.throttled.replicas", kSealed, 0, 0, 0, {}},
    {kLocalRetentionBytes, "local.retention.bytes", kLong, -2, -2, kLongMax, {}},
    {kLocalRetentionMs, "local.retention.ms", kLong, -2, -2, kLongMax, {}},
    {kMaxCompactionLagMs, "max.compaction.lag.ms", kLong, kLongMax, 1, kLongMax, {}},
    {kMaxMessageBytes, "max.message.bytes", kInt, 1'048'588, 0, kIntMax, {}},
    {kMessageTimestampAfterMaxMs,
     "message.timestamp.after.max.ms",
     kLong,
     3'600'000,
     0,
     kLongMax,
     {}},
    {kMessageTimestampBeforeMaxMs,
     "message.timestamp.before.max.ms",
     kLong,
     kLongMax,
     0,
     kLongMax,
     {}},
    {kMessageTimestampType, "message.timestamp.type", kChoice, kTimestampCreateTime, 0, 1,
     kTimestampTypes},
    {kMinCleanableDirtyRatio, "min.cleanable.dirty.ratio", kRatio, kRatioOne / 2, 0, kRatioOne, {}},
    {kMinCompactionLagMs, "min.compaction.lag.ms", kLong, 0, 0, kLongMax, {}},
    {kMinInsyncReplicas, "min.insync.replicas", kInt, 1, 1, kIntMax, {}},
    {kPreallocate, "preallocate", kBool, 0, 0, 1, {}},
    {kRemoteLogCopyDisable, "remote.log.copy.disable", kBool, 0, 0, 1, {}},
    {kRemoteLogDeleteOnDisable, "remote.log.delete.on.disable", kBool, 0, 0, 1, {}},
    {kRemoteStorageEnable, "remote.storage.enable", kBool, 0, 0, 1, {}},
    {kRetentionBytes, "retention.bytes", kLong, -1, -1, kLongMax, {}},
    {kRetentionMs, "retention.ms", kLong, 604'800'000, -1, kLongMax, {}},
    {kSegmentBytes, "segment.bytes", kInt, 1'073'741'824, 1, kIntMax, {}},
    {kSegmentIndexBytes, "segment.index.bytes", kInt, 10'485'760, 4, kIntMax, {}},
    {kSegmentJitterMs, "segment.jitter.ms", kLong, 0, 0, kLongMax, {}},
    {kSegmentMs, "segment.ms", kLong, 604'800'000, 1, kLongMax, {}},
    {kUncleanLeaderElectionEnable, "unclean.leader.election.enable", kBool, 0, 0, 1, {}},
};

std::string allowed_text(const ConfigSpec& spec) {
  switch (spec.kind) {
    case kBool:
      return "true or false";
    case kChoice:
      return fmt::format("one of {}", fmt::join(spec.choices, ", "));
    case kSet:
      return fmt::format("a list of {}", fmt::join(spec.choices, ", "));
    case kRatio:
      return "a number from 0 to 1";
    case kSealed:
      return "sealed text";
    case kInt:
    case kLong:
      break;
  }
  return fmt::format("a whole number from {} to {}", spec.min, spec.max);
}

Error not_allowed(const ConfigSpec& spec) {
  return Error(ErrorCode::kInvalid, fmt::format("{} must be {}", spec.name, allowed_text(spec)));
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

std::optional<std::int64_t> choice_index(const ConfigSpec& spec, std::string_view text) {
  for (std::size_t i = 0; i < spec.choices.size(); ++i) {
    if (spec.choices[i] == text) return static_cast<std::int64_t>(i);
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_set(const ConfigSpec& spec, std::string_view text) {
  std::int64_t bits = 0;
  while (true) {
    const auto comma = text.find(',');
    const auto index = choice_index(spec, trimmed(text.substr(0, comma)));
    if (!index) return std::nullopt;
    bits |= std::int64_t{1} << *index;
    if (comma == std::string_view::npos) return bits;
    text.remove_prefix(comma + 1);
  }
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_any(const ConfigSpec& spec, std::string_view text) {
  switch (spec.kind) {
    case kBool:
      if (equal_ignoring_case(text, "true")) return 1;
      if (equal_ignoring_case(text, "false")) return 0;
      return std::nullopt;
    case kChoice:
      return choice_index(spec, text);
    case kSet:
      return parse_set(spec, text);
    case kRatio: {
      const auto ratio = parse_number<double>(text);
      if (!ratio || !(*ratio >= 0 && *ratio <= 1)) return std::nullopt;
      return static_cast<std::int64_t>(*ratio * kRatioOne + 0.5);
    }
    case kInt:
    case kLong:
      return parse_number<std::int64_t>(text);
    case kSealed:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::span<const ConfigSpec> topic_config_specs() { return kSpecs; }

const ConfigSpec* find_config_spec(std::string_view name) {
  const auto* spec = std::ranges::lower_bound(kSpecs, name, {}, &ConfigSpec::name);
  return spec != std::end(kSpecs) && spec->name == name ? spec : nullptr;
}

const ConfigSpec* find_config_spec(ConfigKey key) {
  const auto* spec = std::ranges::find(kSpecs, key, &ConfigSpec::key);
  return spec != std::end(kSpecs) ? spec : nullptr;
}

Result<std::int64_t> parse_config_value(const ConfigSpec& spec, std::string_view text) {
  const auto value = parse_any(spec, trimmed(text));
  if (!value || *value < spec.min || *value > spec.max) return not_allowed(spec);
  return *value;
}

std::string format_config_value(const ConfigSpec& spec, std::int64_t value) {
  switch (spec.kind) {
    case kBool:
      return value != 0 ? "true" : "false";
    case kChoice: {
      const auto index = static_cast<std::size_t>(value);
      return index < spec.choices.size() ? std::string(spec.choices[index]) : std::string();
    }
    case kSet: {
      // Kafka's customary order for the only set there is: "compact,delete".
      std::string text;
      for (std::size_t i = spec.choices.size(); i-- > 0;) {
        if (((value >> i) & 1) == 0) continue;
        if (!text.empty()) text += ',';
        text += spec.choices[i];
      }
      return text;
    }
    case kRatio:
      return fmt::format("{}", static_cast<double>(value) / kRatioOne);
    case kSealed:
      return {};
    case kInt:
    case kLong:
      break;
  }
  return fmt::format("{}", value);
}

bool config_value_allowed(const ConfigSpec& spec, const TopicConfig& config) {
  if (spec.kind != kSealed && !config.sealed.empty()) return false;
  return config.value >= spec.min && config.value <= spec.max;
}

std::int64_t config_or_default(std::span<const TopicConfig> configs, ConfigKey key) {
  const auto found = std::ranges::lower_bound(configs, key, {}, &TopicConfig::key);
  if (found != configs.end() && found->key == key) return found->value;
  const ConfigSpec* spec = find_config_spec(key);
  return spec != nullptr ? spec->default_value : 0;
}

}  // namespace ringfence::meta
