// Which APIs the codec knows. What a broker advertises is another matter, decided where requests
// are served.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "kafka/protocol/generated/api_keys.h"

namespace ringfence::kafka {

inline constexpr std::int16_t kNever = std::numeric_limits<std::int16_t>::max();

// One API key. Versions outside [min_version, max_version] cannot be decoded.
struct ApiInfo {
  std::int16_t key;
  std::string_view name;
  std::int16_t min_version;
  std::int16_t max_version;
  std::int16_t first_flexible;  // compact lengths and tag sections from here; kNever for none
  std::int16_t first_unstable;  // Kafka does not promise these versions yet; kNever for none

  constexpr bool knows(std::int16_t version) const {
    return version >= min_version && version <= max_version;
  }
  constexpr bool flexible(std::int16_t version) const { return version >= first_flexible; }
  // 1, or 2 with a tag section.
  constexpr std::int16_t request_header_version(std::int16_t version) const {
    return flexible(version) ? 2 : 1;
  }
  // 0, or 1 with a tag section. ApiVersions always answers with 0, so that any client can read it.
  constexpr std::int16_t response_header_version(std::int16_t version) const {
    return flexible(version) && key != 18 ? 1 : 0;
  }
};

// By ascending key.
std::span<const ApiInfo> all_apis();
// nullptr when the codec does not know the key.
const ApiInfo* find_api(std::int16_t key);
inline const ApiInfo* find_api(ApiKey key) { return find_api(static_cast<std::int16_t>(key)); }

}  // namespace ringfence::kafka
