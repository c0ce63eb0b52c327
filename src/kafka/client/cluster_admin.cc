// Administration and groups: the calls of ClusterClient that go to any broker, to named brokers or
// to a group's coordinator.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kafka/client/cluster_client.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/generated/offset_commit.h"
#include "kafka/protocol/generated/offset_fetch.h"

namespace ringfence::kafka::client {

using async::Deadline;
using async::Task;

namespace {

constexpr std::size_t kOffsetQueriesMax = 1000;  // partitions a request
constexpr std::size_t kConfigResourcesMax = 500;
constexpr int kFailuresMax = 3;  // brokers that do not answer, before the rest is not asked
constexpr std::int8_t kAny = 1;  // of resource types, operations and permissions in filters

}  // namespace

Task<Result<std::vector<OffsetAnswer>>> ClusterClient::list_offsets(
    std::vector<OffsetQuery> queries) {
  std::vector<OffsetAnswer> answers(queries.size());
  std::vector<std::size_t> open(queries.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  int failures = 0;
  for (int round = 0; round < 2 && !open.empty(); ++round) {
    bool unknown = round > 0;
    for (const std::size_t i : open) unknown = unknown || !known_.contains(queries[i].topic);
    if (unknown) {
      std::set<std::string> names;
      for (const std::size_t i : open) names.insert(queries[i].topic);
      auto learned = co_await topics(std::vector<std::string>(names.begin(), names.end()));
      if (!learned) co_return learned.error();
    }
    std::map<std::int32_t, std::vector<std::size_t>> by_leader;
    for (const std::size_t i : open) {
      const auto known = known_.find(queries[i].topic);
      if (known == known_.end()) {
        answers[i].error = KafkaError::kUnknownTopicOrPartition;
        continue;
      }
      const auto leader = known->second.leaders.find(queries[i].partition);
      if (leader == known->second.leaders.end() || leader->second < 0) {
        answers[i].error = KafkaError::kLeaderNotAvailable;
      } else {
        by_leader[leader->second].push_back(i);
      }
    }
    for (auto& [leader, which] : by_leader) {
      for (std::size_t at = 0; at < which.size(); at += kOffsetQueriesMax) {
        const std::size_t end = std::min(at + kOffsetQueriesMax, which.size());
        std::vector<std::size_t> part(which.begin() + static_cast<std::ptrdiff_t>(at),
                                      which.begin() + static_cast<std::ptrdiff_t>(end));
        auto asked = co_await ask_offsets(leader, std::move(part), queries, answers);
        if (!asked && (++failures == kFailuresMax || asked.error().is(ErrorCode::kPermission)))
          co_return asked.error();
      }
    }
    std::erase_if(open, [&](std::size_t i) { return !is_retriable(answers[i].error); });
  }
  co_return answers;
}

Task<Result<void>> ClusterClient::ask_offsets(std::int32_t leader, std::vector<std::size_t> which,
                                              std::vector<OffsetQuery>& queries,
                                              std::vector<OffsetAnswer>& answers) {
  ListOffsetsRequest request;
  request.replica_id = -1;
  request.timeout_ms = static_cast<std::int32_t>(options_.attempt_timeout / milliseconds(1));
  std::map<std::pair<std::string_view, std::int32_t>, std::size_t> places;
  for (const std::size_t i : which) {
    const OffsetQuery& query = queries[i];
    if (request.topics.empty() || request.topics.back().name != query.topic)
      request.topics.emplace_back().name = query.topic;
    request.topics.back().partitions.push_back({query.partition, -1, query.timestamp});
    places[{query.topic, query.partition}] = i;
    answers[i].error = KafkaError::kNetworkException;  // until answered
  }
  auto answer = co_await call<ListOffsetsResponse>(leader, std::move(request));
  if (!answer) co_return answer.error();
  for (const auto& topic : answer->topics) {
    for (const auto& partition : topic.partitions) {
      const auto place = places.find({topic.name, partition.partition_index});
      if (place == places.end()) continue;
      answers[place->second] = {static_cast<KafkaError>(partition.error_code), partition.offset,
                                partition.timestamp};
    }
  }
  co_return Result<void>();
}

Task<Result<void>> ClusterClient::create_topic(TopicSpec spec) {
  const Deadline deadline = this->deadline();
  while (true) {
    auto link = co_await link_to(-1, attempt_deadline(deadline));
    if (!link) co_return link.error();
    auto made = co_await (*link)->client->create_topic(spec);
    if (made) co_return Result<void>();
    if (!made.error().is(ErrorCode::kUnavailable) || !co_await pause(deadline))
      co_return made.error();
  }
}

Task<Result<void>> ClusterClient::delete_topic(std::string name) {
  const Deadline deadline = this->deadline();
  while (true) {
    auto link = co_await link_to(-1, attempt_deadline(deadline));
    if (!link) co_return link.error();
    auto gone = co_await (*link)->client->delete_topic(name);
    forget(name);
    if (gone) co_return Result<void>();
    if (!gone.error().is(ErrorCode::kUnavailable) || !co_await pause(deadline))
      co_return gone.error();
  }
}

Task<Result<std::vector<ConfigAnswer>>> ClusterClient::ask_configs(
    std::int32_t broker, std::vector<ConfigResource> part) {
  DescribeConfigsRequest request;
  for (ConfigResource& resource : part) {
    auto& wanted = request.resources.emplace_back();
    wanted.resource_type = static_cast<std::int8_t>(resource.type);
    wanted.resource_name = resource.name;
    if (resource.keys.empty()) {
      wanted.configuration_keys.reset();
    } else {
      wanted.configuration_keys = resource.keys;
    }
  }
  auto answer = co_await call<DescribeConfigsResponse>(broker, std::move(request));
  if (!answer) co_return answer.error();
  std::vector<ConfigAnswer> answers;
  std::map<std::string_view, DescribeConfigsResponse::DescribeConfigsResult*> by_name;
  for (auto& result : answer->results) by_name[result.resource_name] = &result;
  for (const ConfigResource& resource : part) {
    const auto found = by_name.find(resource.name);
    if (found == by_name.end())
      co_return Error(ErrorCode::kCorrupt, "a resource was asked and not answered");
    answers.push_back({resource.name, static_cast<KafkaError>(found->second->error_code),
                       std::move(found->second->configs)});
  }
  co_return answers;
}

Task<Result<std::vector<ConfigAnswer>>> ClusterClient::configs(
    std::vector<ConfigResource> resources) {
  std::vector<ConfigAnswer> answers;
  for (std::size_t at = 0; at < resources.size();) {
    std::int32_t broker = -1;
    std::size_t end = at + 1;
    if (resources[at].type == ConfigResource::Type::kBroker) {
      broker = std::atoi(resources[at].name.c_str());
    } else {
      while (end < resources.size() && end - at < kConfigResourcesMax &&
             resources[end].type == ConfigResource::Type::kTopic)
        ++end;
    }
    std::vector<ConfigResource> part(resources.begin() + static_cast<std::ptrdiff_t>(at),
                                     resources.begin() + static_cast<std::ptrdiff_t>(end));
    auto answer = co_await ask_configs(broker, std::move(part));
    if (!answer) co_return answer.error();
    std::move(answer->begin(), answer->end(), std::back_inserter(answers));
    at = end;
  }
  co_return answers;
}

Task<Result<std::vector<DescribeAclsResponse::DescribeAclsResource>>> ClusterClient::acls() {
  DescribeAclsRequest request;
  request.resource_type_filter = kAny;
  request.resource_name_filter.reset();
  request.pattern_type_filter = kAny;
  request.principal_filter.reset();
  request.host_filter.reset();
  request.operation = kAny;
  request.permission_type = kAny;
  auto answer = co_await call<DescribeAclsResponse>(-1, std::move(request));
  if (!answer) co_return answer.error();
  if (answer->error_code != 0)
    co_return to_error(static_cast<KafkaError>(answer->error_code), answer->error_message);
  co_return std::move(answer->resources);
}

Task<Result<std::vector<ListGroupsResponse::ListedGroup>>> ClusterClient::groups() {
  std::map<std::string, ListGroupsResponse::ListedGroup> found;  // one group moves while we ask
  const std::vector<Broker> asked = brokers_;
  for (const Broker& broker : asked) {
    auto answer = co_await call<ListGroupsResponse>(broker.id, ListGroupsRequest{});
    if (!answer) co_return answer.error();
    if (answer->error_code != 0)
      co_return to_error(static_cast<KafkaError>(answer->error_code), std::nullopt);
    for (auto& group : answer->groups) found[group.group_id] = std::move(group);
  }
  std::vector<ListGroupsResponse::ListedGroup> groups;
  for (auto& [id, group] : found) groups.push_back(std::move(group));
  co_return groups;
}

Task<Result<std::int32_t>> ClusterClient::coordinator_of(std::string group, Deadline deadline) {
  Error last(ErrorCode::kTimeout);
  do {
    FindCoordinatorRequest request;  // both forms: version 4 and later read the list
    request.key = group;
    request.coordinator_keys.push_back(group);
    auto answer = co_await call<FindCoordinatorResponse>(-1, std::move(request));
    if (!answer) {
      last = answer.error();
      if (!last.is(ErrorCode::kClosed) && !last.is(ErrorCode::kTimeout)) co_return last;
      continue;
    }
    std::int16_t error = answer->error_code;
    std::int32_t node = answer->node_id;
    if (!answer->coordinators.empty()) {
      error = answer->coordinators.front().error_code;
      node = answer->coordinators.front().node_id;
    }
    if (error == 0) co_return node;
    last = to_error(static_cast<KafkaError>(error), std::nullopt);
    if (!is_retriable(static_cast<KafkaError>(error))) co_return last;
  } while (co_await pause(deadline));
  co_return last;
}

// Asks the group's coordinator, and looks for it again when it has moved.
template <class Response, class Request>
Task<Result<Response>> ClusterClient::call_coordinator(std::string group, Request request,
                                                       std::int16_t version_max,
                                                       std::int16_t (*error_of)(const Response&)) {
  const Deadline deadline = this->deadline();
  Error last(ErrorCode::kTimeout);
  do {
    auto coordinator = co_await coordinator_of(group, deadline);
    if (!coordinator) co_return coordinator.error();
    auto answer = co_await call<Response>(*coordinator, request, version_max);
    if (!answer) {
      last = answer.error();
      if (!last.is(ErrorCode::kClosed) && !last.is(ErrorCode::kTimeout) &&
          !last.is(ErrorCode::kUnavailable))
        co_return last;
      continue;
    }
    const auto error = static_cast<KafkaError>(error_of(*answer));
    if (error == KafkaError::kNone) co_return answer;
    last = to_error(error, std::nullopt);
    if (!is_retriable(error)) co_return last;
  } while (co_await pause(deadline));
  co_return last;
}

Task<Result<DescribeGroupsResponse::DescribedGroup>> ClusterClient::group(std::string id) {
  DescribeGroupsRequest request;
  request.groups.push_back(id);
  auto answer = co_await call_coordinator<DescribeGroupsResponse>(
      id, std::move(request), INT16_MAX, +[](const DescribeGroupsResponse& response) {
        return response.groups.empty() ? std::int16_t{0} : response.groups.front().error_code;
      });
  if (!answer) co_return answer.error();
  if (answer->groups.size() != 1)
    co_return Error(ErrorCode::kCorrupt, "one group asked, others answered");
  co_return std::move(answer->groups.front());
}

Task<Result<std::vector<GroupOffset>>> ClusterClient::group_offsets(std::string id) {
  OffsetFetchRequest request;  // both forms: version 8 and later read the groups
  request.group_id = id;
  request.topics.reset();
  auto& wanted = request.groups.emplace_back();
  wanted.group_id = id;
  wanted.topics.reset();
  // Version 10 speaks of topics by id alone.
  auto answer = co_await call_coordinator<OffsetFetchResponse>(
      id, std::move(request), 9, +[](const OffsetFetchResponse& response) {
        return response.groups.empty() ? response.error_code : response.groups.front().error_code;
      });
  if (!answer) co_return answer.error();
  std::vector<GroupOffset> offsets;
  const auto keep = [&offsets](const std::string& topic, const auto& partition) {
    if (partition.error_code == 0 && partition.committed_offset >= 0)
      offsets.push_back({topic, partition.partition_index, partition.committed_offset,
                         partition.metadata.value_or("")});
  };
  for (const auto& topic : answer->topics) {
    for (const auto& partition : topic.partitions) keep(topic.name, partition);
  }
  for (const auto& group : answer->groups) {
    for (const auto& topic : group.topics) {
      for (const auto& partition : topic.partitions) keep(topic.name, partition);
    }
  }
  co_return offsets;
}

Task<Result<void>> ClusterClient::commit_group_offsets(std::string id,
                                                       std::vector<GroupOffset> offsets) {
  OffsetCommitRequest request;
  request.group_id = id;
  for (const GroupOffset& offset : offsets) {
    if (request.topics.empty() || request.topics.back().name != offset.topic)
      request.topics.emplace_back().name = offset.topic;
    auto& partition = request.topics.back().partitions.emplace_back();
    partition.partition_index = offset.partition;
    partition.committed_offset = offset.offset;
    partition.committed_metadata = offset.metadata;
  }
  auto answer = co_await call_coordinator<OffsetCommitResponse>(
      id, std::move(request), 9, +[](const OffsetCommitResponse& response) {
        for (const auto& topic : response.topics) {
          for (const auto& partition : topic.partitions) {
            if (partition.error_code != 0) return partition.error_code;
          }
        }
        return std::int16_t{0};
      });
  if (!answer) co_return answer.error();
  co_return Result<void>();
}

}  // namespace ringfence::kafka::client
