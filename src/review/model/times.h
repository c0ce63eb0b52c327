// Days and ages as people write them. Times are RFC 3339 with whole seconds and Z
// (verifier::format_time, parse_time); dates are YYYY-MM-DD.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/text.h"

namespace ringfence::review {

using verifier::format_time;
using verifier::parse_time;

inline std::string date_of(std::int64_t seconds) { return format_time(seconds).substr(0, 10); }
// Midnight of a date; nothing when it is none.
inline std::optional<std::int64_t> parse_date(std::string_view date) {
  return date.size() == 10 ? parse_time(std::string(date) + "T00:00:00Z") : std::nullopt;
}
// "90d" -> seconds; nothing for anything else. 1 to 36500 days.
std::optional<std::int64_t> parse_days(std::string_view text);

}  // namespace ringfence::review
