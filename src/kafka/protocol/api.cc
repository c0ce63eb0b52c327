#include "kafka/protocol/api.h"

#include <algorithm>

namespace ringfence::kafka {

const ApiInfo* find_api(std::int16_t key) {
  const auto apis = all_apis();
  const auto found = std::ranges::lower_bound(apis, key, {}, &ApiInfo::key);
  return found != apis.end() && found->key == key ? &*found : nullptr;
}

}  // namespace ringfence::kafka
