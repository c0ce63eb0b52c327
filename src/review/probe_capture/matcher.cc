#include "review/probe_capture/matcher.h"

#include <algorithm>

#include "base/assert.h"

namespace ringfence::review {

Matcher::Matcher(std::vector<std::string> patterns) : patterns_(std::move(patterns)) {
  constexpr std::size_t kBlock = 3;
  shift_.assign(std::size_t{1} << kBits, static_cast<std::uint8_t>(kPatternMin - kBlock + 1));
  first_.assign((std::size_t{1} << kBits) + 1, 0);
  const auto last_block = [](const std::string& pattern) {
    return hash(reinterpret_cast<const unsigned char*>(pattern.data()) + kPatternMin - kBlock);
  };
  for (const std::string& pattern : patterns_) {
    RF_ASSERT(pattern.size() >= kPatternMin && pattern.size() <= kPatternMax,
              "a pattern's length is out of range");
    longest_ = std::max(longest_, pattern.size());
    const auto* bytes = reinterpret_cast<const unsigned char*>(pattern.data());
    for (std::size_t end = kBlock; end <= kPatternMin; ++end) {
      std::uint8_t& shift = shift_[hash(bytes + end - kBlock)];
      shift = std::min(shift, static_cast<std::uint8_t>(kPatternMin - end));
    }
    ++first_[last_block(pattern) + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  order_.resize(patterns_.size());
  std::vector<std::uint32_t> next = first_;
  for (std::uint32_t i = 0; i < patterns_.size(); ++i) order_[next[last_block(patterns_[i])]++] = i;
}

}  // namespace ringfence::review
