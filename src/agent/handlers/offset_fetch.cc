// OffsetFetch: from this agent's replica, once that is as new as the log was when the request came
// (ARCHITECTURE rule 8). Nothing committed is offset -1 without an error, also for a group or a
// topic that nobody knows.
#include <map>

#include "agent/error_map.h"
#include "agent/handlers/group_call.h"
#include "agent/handlers/handlers.h"
#include "agent/topic_lookup.h"
#include "base/deliberate_bugs.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using keys::NameKind;
using Group = kafka::OffsetFetchRequest::OffsetFetchRequestGroup;
using GroupAnswer = kafka::offset_fetch_response::OffsetFetchResponseGroup;
using PartitionAnswer = kafka::offset_fetch_response::OffsetFetchResponsePartitions;

KafkaError fill(const keys::Keys& keys, const meta::Group* group, const TopicPartition& partition,
                PartitionAnswer& answer) {
  answer.partition_index = partition.partition.value;
  answer.committed_offset = -1;
  answer.committed_leader_epoch = -1;
  if (group == nullptr) return KafkaError::kNone;
  const auto found = group->offsets.find(partition);
  if (found == group->offsets.end()) return KafkaError::kNone;
  auto note = open_blob(keys, NameKind::kCommitMetadata, found->second.metadata);
  if (!note) return map_error(Operation::kGroup, note.error());
  answer.committed_offset = found->second.offset.value;
  answer.committed_leader_epoch = found->second.leader_epoch;
  answer.metadata = std::move(*note);
  return KafkaError::kNone;
}

// Everything that is committed.
void fill_all(Call& call, const meta::Group* group, GroupAnswer& out) {
  if (group == nullptr) return;
  Services& services = call.services;
  TopicId last;
  for (const auto& [partition, offset] : group->offsets) {
    if (out.topics.empty() || partition.topic != last) {
      const meta::Topic* topic = services.meta.replica().state().find_topic(partition.topic);
      if (topic == nullptr) continue;
      auto name = services.names.topic_name(*topic);
      if (!name) continue;
      last = partition.topic;
      auto& added = out.topics.emplace_back();
      added.name = std::move(*name);
      added.topic_id = partition.topic;
    }
    PartitionAnswer& answer = out.topics.back().partitions.emplace_back();
    answer.error_code = code(fill(services.keys, group, partition, answer));
  }
}

void fill_group(Call& call, const Group& wanted, GroupAnswer& out) {
  Services& services = call.services;
  const meta::State& state = services.meta.replica().state();
  const meta::Group* group =
      state.find_group(meta::Token{services.keys.token(NameKind::kGroup, wanted.group_id)});
  if (!wanted.topics) return fill_all(call, group, out);
  const bool by_id = call.version() >= 10;
  for (const auto& topic : *wanted.topics) {
    auto& shown = out.topics.emplace_back();
    shown.name = topic.name;
    shown.topic_id = topic.topic_id;
    const TopicRef ref{by_id ? nullptr : &topic.name, topic.topic_id};
    const meta::Topic* known = ref.find(services);
    for (const std::int32_t index : topic.partition_indexes) {
      PartitionAnswer& answer = shown.partitions.emplace_back();
      answer.partition_index = index;
      answer.committed_offset = -1;
      if (known != nullptr) {
        answer.error_code =
            code(fill(services.keys, group, {known->id, PartitionIndex(index)}, answer));
      } else if (by_id) {
        answer.error_code = code(KafkaError::kUnknownTopicId);
      }
    }
  }
}

// Requests up to version 7 ask for one group in fields of their own.
Group single_group(kafka::OffsetFetchRequest& request) {
  Group group;
  group.group_id = std::move(request.group_id);
  group.topics.reset();
  if (request.topics) {
    group.topics.emplace();
    for (auto& topic : *request.topics) {
      auto& added = group.topics->emplace_back();
      added.name = std::move(topic.name);
      added.partition_indexes = std::move(topic.partition_indexes);
    }
  }
  return group;
}

void answer_single(std::int16_t version, GroupAnswer&& group, const Group& wanted,
                   kafka::OffsetFetchResponse& out) {
  out.error_code = group.error_code;
  // Version 1 has no place for an error of the whole: each partition says it.
  if (version < 2 && group.error_code != 0 && wanted.topics) {
    for (const auto& topic : *wanted.topics) {
      auto& shown = group.topics.emplace_back();
      shown.name = topic.name;
      for (const std::int32_t index : topic.partition_indexes) {
        PartitionAnswer& answer = shown.partitions.emplace_back();
        answer.partition_index = index;
        answer.committed_offset = -1;
        answer.error_code = group.error_code;
      }
    }
  }
  for (auto& topic : group.topics) {
    auto& added = out.topics.emplace_back();
    added.name = std::move(topic.name);
    for (auto& partition : topic.partitions)
      added.partitions.push_back({partition.partition_index, partition.committed_offset,
                                  partition.committed_leader_epoch, std::move(partition.metadata),
                                  partition.error_code});
  }
}

}  // namespace

Task<kafka::OffsetFetchResponse> offset_fetch(Call& call, kafka::OffsetFetchRequest request) {
  kafka::OffsetFetchResponse response;
  const bool single = call.version() < 8;
  if (single) request.groups.push_back(single_group(request));
  KafkaError error = KafkaError::kNone;
  if (!deliberate_bug(DeliberateBug::kStaleOffsetFetch)) {
    const auto fresh = co_await confirm_index(call.services, call.cancel);
    if (!fresh) error = map_error(Operation::kGroup, fresh.error());
  }
  for (const Group& wanted : request.groups) {
    GroupAnswer answer;
    answer.group_id = wanted.group_id;
    answer.error_code = code(error);
    if (error == KafkaError::kNone) fill_group(call, wanted, answer);
    if (single) {
      answer_single(call.version(), std::move(answer), wanted, response);
    } else {
      response.groups.push_back(std::move(answer));
    }
  }
  if (error != KafkaError::kNone) call.services.metrics.count_error("OffsetFetch", code(error));
  co_return response;
}

}  // namespace ringfence::agent
