// OffsetCommit: by members of a group, and from outside (generation -1) into an empty one.
#include "agent/error_map.h"
#include "agent/group_names.h"
#include "agent/handlers/group_call.h"
#include "agent/handlers/handlers.h"
#include "agent/topic_lookup.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using keys::NameKind;
using Topic = kafka::OffsetCommitRequest::OffsetCommitRequestTopic;
using Partition = kafka::OffsetCommitRequest::OffsetCommitRequestPartition;
using TopicAnswer = kafka::OffsetCommitResponse::OffsetCommitResponseTopic;

struct Work {
  Call& call;
  MissingCheck missing;
  std::optional<UnixMillis> expires_at;  // asked for by old clients
  kafka::OffsetCommitResponse response;
  meta::OffsetCommitCall out;
  // Where the answer to out.entries[i] goes: topic and partition of the response.
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

// What goes to the coordinator, or why this partition does not.
KafkaError take_partition(Work& work, const meta::Topic& topic, const Partition& wanted) {
  const std::string note = wanted.committed_metadata.value_or(std::string());
  if (note.size() > static_cast<std::size_t>(work.call.services.config.offset_metadata_max_bytes))
    return KafkaError::kOffsetMetadataTooLarge;
  if (wanted.partition_index < 0 || wanted.partition_index >= topic.partition_count())
    return KafkaError::kUnknownTopicOrPartition;
  meta::OffsetEntry entry{.partition = {topic.id, PartitionIndex(wanted.partition_index)},
                          .committed = {.offset = Offset(wanted.committed_offset),
                                        .leader_epoch = wanted.committed_leader_epoch,
                                        .metadata = {},
                                        .committed_at = {},
                                        .expires_at = work.expires_at.value_or(UnixMillis{-1})}};
  if (!note.empty()) {
    auto sealed = work.call.services.keys.seal_blob(NameKind::kCommitMetadata, note);
    if (!sealed) return KafkaError::kOffsetMetadataTooLarge;
    entry.committed.metadata = std::move(*sealed);
  }
  work.out.entries.push_back(std::move(entry));
  return KafkaError::kNone;
}

Task<void> take_topic(Work& work, const Topic& wanted) {
  const bool by_id = work.call.version() >= 10;
  const TopicRef ref{by_id ? nullptr : &wanted.name, wanted.topic_id};
  const std::size_t place = work.response.topics.size();
  TopicAnswer& answer = work.response.topics.emplace_back();
  answer.name = wanted.name;
  answer.topic_id = wanted.topic_id;
  KafkaError unknown = KafkaError::kNone;
  if (ref.find(work.call.services) == nullptr) {
    const KafkaError stale = co_await work.missing.confirm();
    unknown = stale != KafkaError::kNone ? stale : ref.unknown();
  }
  const meta::Topic* topic = ref.find(work.call.services);
  TopicAnswer& filled = work.response.topics[place];
  for (const Partition& partition : wanted.partitions) {
    const std::size_t index = filled.partitions.size();
    auto& shown = filled.partitions.emplace_back();
    shown.partition_index = partition.partition_index;
    const KafkaError error = topic == nullptr ? unknown : take_partition(work, *topic, partition);
    shown.error_code = code(error);
    if (error == KafkaError::kNone) work.places.emplace_back(place, index);
  }
}

void fill_answers(Work& work, const Result<meta::OffsetCommitAnswer>& asked) {
  const bool by_id = work.call.version() >= 10;
  for (std::size_t i = 0; i < work.places.size(); ++i) {
    const auto [topic, partition] = work.places[i];
    KafkaError error = KafkaError::kNone;
    if (!asked) {
      error = map_error(Operation::kGroup, asked.error());
    } else if (asked->error != meta::GroupError::kNone) {
      error = map_group(asked->error);
    } else if (i < asked->entries.size()) {
      error = map_group(asked->entries[i]);
      if (by_id && asked->entries[i] == meta::GroupError::kUnknownTopic)
        error = KafkaError::kUnknownTopicId;
    } else {
      error = map_error(Operation::kGroup, ErrorCode::kCorrupt);
    }
    work.response.topics[topic].partitions[partition].error_code = code(error);
  }
}

}  // namespace

Task<kafka::OffsetCommitResponse> offset_commit(Call& call, kafka::OffsetCommitRequest request) {
  Services& services = call.services;
  Work work{.call = call,
            .missing = MissingCheck(services, call.cancel, Operation::kGroup),
            .expires_at = {},
            .response = {},
            .out = {},
            .places = {}};
  if (request.retention_time_ms >= 0)
    work.expires_at = UnixMillis{services.loop.wall_now().ms + request.retention_time_ms};
  for (const Topic& topic : request.topics) co_await take_topic(work, topic);
  auto group = services.names.pair(NameKind::kGroup, request.group_id);
  Result<meta::OffsetCommitAnswer> asked;
  if (!group) {
    for (auto& topic : work.response.topics)
      for (auto& partition : topic.partitions)
        partition.error_code = code(KafkaError::kInvalidGroupId);
    work.places.clear();
  } else if (!work.places.empty()) {
    work.out.group = std::move(*group);
    work.out.generation = request.generation_id_or_member_epoch;
    work.out.member = member_id(request.member_id);
    work.out.instance = instance_token(services.keys, request.group_instance_id);
    asked = co_await ask_group<meta::OffsetCommitAnswer>(call, std::move(work.out),
                                                         group_deadline(call));
  }
  fill_answers(work, asked);
  for (const auto& topic : work.response.topics)
    for (const auto& partition : topic.partitions)
      if (partition.error_code != 0)
        services.metrics.count_error("OffsetCommit", partition.error_code);
  co_return std::move(work.response);
}

}  // namespace ringfence::agent
