// Times of the S3 API and of evidence: RFC 3339 in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ringfence::review::bucket {

// Seconds since 1970 of "2026-01-31T23:59:59Z" or "…59.123Z"; nothing where it is something else.
std::optional<std::int64_t> parse_time(std::string_view text);
std::string format_time(std::int64_t seconds);

}  // namespace ringfence::review::bucket
