#include "agent/handlers/config_texts.h"

#include <algorithm>
#include <array>

namespace ringfence::agent {
namespace {

struct TopicText {
  std::string_view name;
  std::string_view broker_name;
  std::string_view documentation;
};

constexpr std::string_view kNoEffect =
    "Accepted and kept; has no effect with records in an object store.";

constexpr std::array kTopicTexts = {
    TopicText{"cleanup.policy", "log.cleanup.policy",
              "What happens to old records: delete, compact, or both. Kept; cleaning follows in a "
              "later release."},
    TopicText{"compression.gzip.level", "compression.gzip.level", kNoEffect},
    TopicText{"compression.lz4.level", "compression.lz4.level", kNoEffect},
    TopicText{
        "compression.type", "compression.type",
        "Batches are kept as the producer compressed them; other values are accepted and kept."},
    TopicText{"compression.zstd.level", "compression.zstd.level", kNoEffect},
    TopicText{"delete.retention.ms", "log.cleaner.delete.retention.ms",
              "How long the mark of a deleted key stays in a compacted topic."},
    TopicText{"file.delete.delay.ms", "log.segment.delete.delay.ms", kNoEffect},
    TopicText{"flush.messages", "log.flush.interval.messages",
              "Every acknowledged record is durable; the value is kept and has no effect."},
    TopicText{"flush.ms", "log.flush.interval.ms",
              "Every acknowledged record is durable; the value is kept and has no effect."},
    TopicText{"follower.replication.throttled.replicas", "", kNoEffect},
    TopicText{"index.interval.bytes", "log.index.interval.bytes", kNoEffect},
    TopicText{"leader.replication.throttled.replicas", "", kNoEffect},
    TopicText{"local.retention.bytes", "log.local.retention.bytes", kNoEffect},
    TopicText{"local.retention.ms", "log.local.retention.ms", kNoEffect},
    TopicText{"max.compaction.lag.ms", "log.cleaner.max.compaction.lag.ms",
              "Longest time before a record is looked at by compaction."},
    TopicText{"max.message.bytes", "message.max.bytes", "Largest record batch."},
    TopicText{"message.timestamp.after.max.ms", "log.message.timestamp.after.max.ms",
              "Records further in the future than this are refused (CreateTime only)."},
    TopicText{"message.timestamp.before.max.ms", "log.message.timestamp.before.max.ms",
              "Records older than this are refused (CreateTime only)."},
    TopicText{"message.timestamp.type", "log.message.timestamp.type",
              "Whose time records carry: CreateTime or LogAppendTime."},
    TopicText{"min.cleanable.dirty.ratio", "log.cleaner.min.cleanable.ratio",
              "Share of unclean records at which compaction looks at a partition."},
    TopicText{"min.compaction.lag.ms", "log.cleaner.min.compaction.lag.ms",
              "Shortest time that a record stays as it was written."},
    TopicText{
        "min.insync.replicas", "min.insync.replicas",
        "Every acknowledged record is in the object store; the value is kept and has no effect."},
    TopicText{"preallocate", "log.preallocate", kNoEffect},
    TopicText{"remote.log.copy.disable", "remote.log.copy.disable", kNoEffect},
    TopicText{"remote.log.delete.on.disable", "remote.log.delete.on.disable", kNoEffect},
    TopicText{"remote.storage.enable", "remote.log.storage.system.enable", kNoEffect},
    TopicText{"retention.bytes", "log.retention.bytes",
              "Size of a partition beyond which old records go. Kept; retention follows in a later "
              "release."},
    TopicText{"retention.ms", "log.retention.ms",
              "Age beyond which records go. Kept; retention follows in a later release."},
    TopicText{"segment.bytes", "log.segment.bytes", kNoEffect},
    TopicText{"segment.index.bytes", "log.index.size.max.bytes", kNoEffect},
    TopicText{"segment.jitter.ms", "log.roll.jitter.ms", kNoEffect},
    TopicText{"segment.ms", "log.roll.ms", kNoEffect},
    TopicText{"unclean.leader.election.enable", "unclean.leader.election.enable", kNoEffect},
};
static_assert(std::ranges::is_sorted(kTopicTexts, {}, &TopicText::name));

constexpr std::array kFixed = {
    FixedBrokerConfig{"authorizer.class.name", "", ConfigType::kString, "There are no ACLs yet."},
    FixedBrokerConfig{"broker.rack", "", ConfigType::kString, "Zones follow in a later release."},
    FixedBrokerConfig{"compression.type", "producer", ConfigType::kString,
                      "Batches are kept as the producer compressed them."},
    FixedBrokerConfig{"delete.topic.enable", "true", ConfigType::kBoolean,
                      "Topics can be deleted."},
    FixedBrokerConfig{"inter.broker.protocol.version", "4.3", ConfigType::kString,
                      "Agents do not speak Kafka's protocol among themselves."},
    FixedBrokerConfig{"log.cleanup.policy", "delete", ConfigType::kList,
                      "Default of cleanup.policy."},
    FixedBrokerConfig{"log.flush.interval.messages", "1", ConfigType::kLong,
                      "Every acknowledged record is durable."},
    FixedBrokerConfig{"log.message.format.version", "3.0-IV1", ConfigType::kString,
                      "Record batches of format 2 are stored and served."},
    FixedBrokerConfig{"log.retention.bytes", "-1", ConfigType::kLong,
                      "Default of retention.bytes."},
    FixedBrokerConfig{"log.retention.hours", "168", ConfigType::kInt,
                      "Default of retention.ms, in hours."},
    FixedBrokerConfig{"log.retention.ms", "604800000", ConfigType::kLong,
                      "Default of retention.ms."},
    FixedBrokerConfig{"log.segment.bytes", "1073741824", ConfigType::kInt, "Has no effect here."},
    FixedBrokerConfig{"min.insync.replicas", "1", ConfigType::kInt,
                      "Every acknowledged record is in the object store."},
    FixedBrokerConfig{"process.roles", "broker", ConfigType::kList, "An agent serves clients."},
    FixedBrokerConfig{"transaction.max.timeout.ms", "900000", ConfigType::kInt,
                      "Transactions follow in a later release."},
    FixedBrokerConfig{"unclean.leader.election.enable", "false", ConfigType::kBoolean,
                      "There are no replicas that could lag."},
};

const TopicText* find_text(std::string_view name) {
  const auto found = std::ranges::lower_bound(kTopicTexts, name, {}, &TopicText::name);
  return found != kTopicTexts.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

std::string_view topic_config_documentation(std::string_view name) {
  const TopicText* text = find_text(name);
  return text != nullptr ? text->documentation : std::string_view();
}

std::string_view broker_name_of_topic_config(std::string_view name) {
  const TopicText* text = find_text(name);
  return text != nullptr && !text->broker_name.empty() ? text->broker_name : name;
}

std::span<const FixedBrokerConfig> fixed_broker_configs() { return kFixed; }

}  // namespace ringfence::agent
