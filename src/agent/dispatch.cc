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
    Api{key_of(ApiKey::kFindCoordinator), 0, 0, 6, &TypedHandler<&find_coordinator>::run},
    Api{key_of(ApiKey::kApiVersions), 0, 0, 4, &handle_api_versions},
    Api{key_of(ApiKey::kCreateTopics), 2, 2, 7, &TypedHandler<&create_topics>::run},
    Api{key_of(ApiKey::kDeleteTopics), 1, 1, 6, &TypedHandler<&delete_topics>::run},
    Api{key_of(ApiKey::kInitProducerId), 0, 0, 5, &TypedHandler<&init_producer_id>::run},
    Api{key_of(ApiKey::kDescribeConfigs), 1, 1, 4, &TypedHandler<&describe_configs>::run},
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
