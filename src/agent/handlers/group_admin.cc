// ListGroups, DescribeGroups, DeleteGroups and OffsetDelete.
#include <algorithm>
#include <cctype>

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

// Read, delete, describe, describe configs and alter configs: what an operator may do to a group
// when there is no authorizer (bits of AclOperation).
constexpr std::int32_t kAllGroupOperations = (1 << 3) | (1 << 6) | (1 << 8) | (1 << 10) | (1 << 11);
constexpr std::size_t kGroupsPerRequestMax = 100'000;

meta::Token group_token(Call& call, const std::string& group) {
  return meta::Token{call.services.keys.token(NameKind::kGroup, group)};
}

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool passes(const std::vector<std::string>& filter, std::string_view value) {
  return filter.empty() || std::ranges::any_of(filter, [&](const std::string& wanted) {
           return lower(wanted) == lower(value);
         });
}

constexpr std::string_view kClassic = "Classic";

KafkaError describe_members(Call& call, const meta::GroupDescription& group,
                            kafka::DescribeGroupsResponse::DescribedGroup& out) {
  const keys::Keys& keys = call.services.keys;
  for (const meta::GroupMember& member : group.members) {
    auto& shown = out.members.emplace_back();
    auto client = open_name(keys, NameKind::kClient, member.client);
    auto host = member.host.empty() ? Result<std::string>(std::string())
                                    : keys.open(NameKind::kAddress, member.host);
    auto metadata = open_blob(keys, NameKind::kMemberMetadata, member.metadata);
    auto assignment = open_blob(keys, NameKind::kAssignment, member.assignment);
    auto instance = open_name(keys, NameKind::kGroupInstance, member.instance);
    if (!client || !host || !metadata || !assignment || !instance)
      return map_error(Operation::kGroup, ErrorCode::kCorrupt);
    shown.member_id = member_text(member.id);
    if (!member.instance.token.is_zero()) shown.group_instance_id = std::move(*instance);
    shown.client_id = std::move(*client);
    shown.client_host = std::move(*host);
    shown.member_metadata = bytes::Slice::copy_of(*metadata);
    shown.member_assignment = bytes::Slice::copy_of(*assignment);
  }
  return KafkaError::kNone;
}

void describe_one(Call& call, const meta::GroupDescription& group, bool with_operations,
                  kafka::DescribeGroupsResponse::DescribedGroup& out) {
  const keys::Keys& keys = call.services.keys;
  auto type = open_name(keys, NameKind::kGroupProtocol, group.protocol_type);
  auto protocol = open_name(keys, NameKind::kGroupProtocol, group.protocol);
  KafkaError error = KafkaError::kNone;
  if (!type || !protocol) error = map_error(Operation::kGroup, ErrorCode::kCorrupt);
  if (error == KafkaError::kNone) error = describe_members(call, group, out);
  if (error != KafkaError::kNone) {
    out.error_code = code(error);
    out.members.clear();
    return;
  }
  out.group_state = std::string(group_state_text(group.state));
  out.protocol_type = std::move(*type);
  out.protocol_data = std::move(*protocol);
  if (with_operations) out.authorized_operations = kAllGroupOperations;
  // Older clients know a group that is not there as a dead one.
  if (group.state == meta::GroupState::kDead && call.version() >= 6) {
    out.error_code = code(KafkaError::kGroupIdNotFound);
    out.error_message = "Group " + out.group_id + " not found.";
  }
}

}  // namespace

Task<kafka::ListGroupsResponse> list_groups(Call& call, kafka::ListGroupsRequest request) {
  kafka::ListGroupsResponse response;
  if (!passes(request.types_filter, kClassic)) co_return response;
  auto asked = co_await ask_group<meta::ListGroupsAnswer>(call, meta::ListGroupsCall{},
                                                          group_deadline(call));
  if (!asked) {
    response.error_code = code(KafkaError::kCoordinatorNotAvailable);
    call.services.metrics.count_error("ListGroups", response.error_code);
    co_return response;
  }
  for (const meta::GroupListing& group : asked->groups) {
    if (!passes(request.states_filter, group_state_text(group.state))) continue;
    auto name = open_name(call.services.keys, NameKind::kGroup, group.name);
    auto type = open_name(call.services.keys, NameKind::kGroupProtocol, group.protocol_type);
    if (!name || !type) continue;
    auto& shown = response.groups.emplace_back();
    shown.group_id = std::move(*name);
    shown.protocol_type = std::move(*type);
    shown.group_state = std::string(group_state_text(group.state));
    shown.group_type = std::string(kClassic);
  }
  std::ranges::sort(response.groups, {}, &kafka::ListGroupsResponse::ListedGroup::group_id);
  co_return response;
}

Task<kafka::DescribeGroupsResponse> describe_groups(Call& call,
                                                    kafka::DescribeGroupsRequest request) {
  kafka::DescribeGroupsResponse response;
  if (request.groups.size() > kGroupsPerRequestMax) request.groups.resize(kGroupsPerRequestMax);
  meta::DescribeGroupsCall out;
  for (const std::string& group : request.groups) out.groups.push_back(group_token(call, group));
  auto asked =
      co_await ask_group<meta::DescribeGroupsAnswer>(call, std::move(out), group_deadline(call));
  for (std::size_t i = 0; i < request.groups.size(); ++i) {
    auto& shown = response.groups.emplace_back();
    shown.group_id = request.groups[i];
    if (asked && i < asked->groups.size()) {
      describe_one(call, asked->groups[i], request.include_authorized_operations, shown);
    } else {
      shown.error_code =
          code(map_error(Operation::kGroup, asked ? Error(ErrorCode::kCorrupt) : asked.error()));
      call.services.metrics.count_error("DescribeGroups", shown.error_code);
    }
  }
  co_return response;
}

Task<kafka::DeleteGroupsResponse> delete_groups(Call& call, kafka::DeleteGroupsRequest request) {
  kafka::DeleteGroupsResponse response;
  meta::DeleteGroupsCall out;
  for (const std::string& group : request.groups_names)
    out.groups.push_back(group_token(call, group));
  auto asked =
      co_await ask_group<meta::DeleteGroupsAnswer>(call, std::move(out), group_deadline(call));
  for (std::size_t i = 0; i < request.groups_names.size(); ++i) {
    auto& shown = response.results.emplace_back();
    shown.group_id = request.groups_names[i];
    KafkaError error =
        map_error(Operation::kGroup, asked ? Error(ErrorCode::kCorrupt) : asked.error());
    if (asked && i < asked->groups.size()) error = map_group(asked->groups[i]);
    shown.error_code = code(error);
    if (error != KafkaError::kNone)
      call.services.metrics.count_error("DeleteGroups", shown.error_code);
  }
  co_return response;
}

Task<kafka::OffsetDeleteResponse> offset_delete(Call& call, kafka::OffsetDeleteRequest request) {
  Services& services = call.services;
  kafka::OffsetDeleteResponse response;
  MissingCheck missing(services, call.cancel, Operation::kGroup);
  meta::OffsetDeleteCall out{.group = group_token(call, request.group_id), .partitions = {}};
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const auto& wanted : request.topics) {
    const TopicRef ref{&wanted.name, {}};
    KafkaError unknown = KafkaError::kNone;
    if (ref.find(services) == nullptr) {
      const KafkaError stale = co_await missing.confirm();
      unknown = stale != KafkaError::kNone ? stale : ref.unknown();
    }
    const meta::Topic* topic = ref.find(services);
    auto& answer = response.topics.emplace_back();
    answer.name = wanted.name;
    for (const auto& partition : wanted.partitions) {
      auto& shown = answer.partitions.emplace_back();
      shown.partition_index = partition.partition_index;
      const bool there = topic != nullptr && partition.partition_index >= 0 &&
                         partition.partition_index < topic->partition_count();
      if (!there) {
        shown.error_code = code(topic == nullptr ? unknown : ref.unknown());
        continue;
      }
      places.emplace_back(response.topics.size() - 1, answer.partitions.size() - 1);
      out.partitions.push_back({topic->id, PartitionIndex(partition.partition_index)});
    }
  }
  auto asked =
      co_await ask_group<meta::OffsetDeleteAnswer>(call, std::move(out), group_deadline(call));
  const KafkaError error =
      asked ? map_group(asked->error) : map_error(Operation::kGroup, asked.error());
  if (error != KafkaError::kNone) {
    response.topics.clear();
    response.error_code = code(error);
    services.metrics.count_error("OffsetDelete", response.error_code);
    co_return response;
  }
  for (std::size_t i = 0; i < places.size() && i < asked->partitions.size(); ++i) {
    const auto [topic, partition] = places[i];
    response.topics[topic].partitions[partition].error_code = code(map_group(asked->partitions[i]));
  }
  co_return response;
}

}  // namespace ringfence::agent
