#include "review/model/times.h"

namespace ringfence::review {

std::optional<std::int64_t> parse_days(std::string_view text) {
  if (!text.ends_with('d')) return std::nullopt;
  const auto days = verifier::parse_count(text.substr(0, text.size() - 1));
  if (!days || *days < 1 || *days > 36500) return std::nullopt;
  return *days * 86400;
}

}  // namespace ringfence::review
