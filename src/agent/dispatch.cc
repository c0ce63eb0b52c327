#include "agent/dispatch.h"

#include <algorithm>
#include <array>

#include "agent/handlers/handlers.h"
#include "kafka/protocol/generated/api_keys.h"

namespace ringfence::agent {
namespace {

using kafka::ApiKey;

constexpr std::int16_t key_of(ApiKey key) { return static_cast<std::int16_t>(key); }

constexpr std::array kServed = {
    Api{key_of(ApiKey::kProduce), 0, 3, 13, nullptr},
    Api{key_of(ApiKey::kFetch), 4, 4, 18, &handle_fetch},
    Api{key_of(ApiKey::kListOffsets), 1, 1, 11, &TypedHandler<&list_offsets>::run},
    Api{key_of(ApiKey::kMetadata), 0, 0, 13, &TypedHandler<&metadata>::run},
    Api{key_of(ApiKey::kOffsetCommit), 2, 2, 10, &TypedHandler<&offset_commit>::run},
    Api{key_of(ApiKey::kOffsetFetch), 1, 1, 10, &TypedHandler<&offset_fetch>::run},
    Api{key_of(ApiKey::kFindCoordinator), 0, 0, 6, &TypedHandler<&find_coordinator>::run},
    Api{key_of(ApiKey::kJoinGroup), 0, 0, 9, &TypedHandler<&join_group>::run},
    Api{key_of(ApiKey::kHeartbeat), 0, 0, 4, &TypedHandler<&heartbeat>::run},
    Api{key_of(ApiKey::kLeaveGroup), 0, 0, 5, &TypedHandler<&leave_group>::run},
    Api{key_of(ApiKey::kSyncGroup), 0, 0, 5, &TypedHandler<&sync_group>::run},
    Api{key_of(ApiKey::kDescribeGroups), 0, 0, 6, &TypedHandler<&describe_groups>::run},
    Api{key_of(ApiKey::kListGroups), 0, 0, 5, &TypedHandler<&list_groups>::run},
    Api{key_of(ApiKey::kApiVersions), 0, 0, 4, &handle_api_versions},
    Api{key_of(ApiKey::kCreateTopics), 2, 2, 7, &TypedHandler<&create_topics>::run},
    Api{key_of(ApiKey::kDeleteTopics), 1, 1, 6, &TypedHandler<&delete_topics>::run},
    Api{key_of(ApiKey::kInitProducerId), 0, 0, 5, &TypedHandler<&init_producer_id>::run},
    Api{key_of(ApiKey::kDescribeConfigs), 1, 1, 4, &TypedHandler<&describe_configs>::run},
    Api{key_of(ApiKey::kDeleteGroups), 0, 0, 2, &TypedHandler<&delete_groups>::run},
    Api{key_of(ApiKey::kOffsetDelete), 0, 0, 0, &TypedHandler<&offset_delete>::run},
    Api{key_of(ApiKey::kDescribeCluster), 0, 0, 2, &TypedHandler<&describe_cluster>::run},
};
static_assert(std::ranges::is_sorted(kServed, {}, &Api::key));

}  // namespace

std::span<const Api> served_apis() { return kServed; }

const Api* find_served(std::int16_t key) {
  const auto found = std::ranges::lower_bound(kServed, key, {}, &Api::key);
  return found != kServed.end() && found->key == key ? &*found : nullptr;
}

}  // namespace ringfence::agent
