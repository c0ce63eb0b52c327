#include "base/hash_map.h"

#include <sys/random.h>

#include "base/assert.h"

namespace ringfence {

std::uint64_t hash_salt() {
  static const std::uint64_t salt = [] {
    std::uint64_t value = 0;
    RF_ASSERT(getrandom(&value, sizeof value, 0) == sizeof value, "getrandom failed");
    return value;
  }();
  return salt;
}

}  // namespace ringfence
