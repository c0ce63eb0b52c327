// Finds many byte strings at once: Wu and Manber's algorithm, which skips most bytes of data that
// hold none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "bytes/slice.h"

namespace ringfence::review {

// Immutable after the constructor; may be shared by any number of searches.
class Matcher {
 public:
  static constexpr std::size_t kPatternMin = 8;
  static constexpr std::size_t kPatternMax = 512;

  // Patterns outside kPatternMin..kPatternMax bytes are programmer errors. The number of a pattern
  // is its place in the list.
  explicit Matcher(std::vector<std::string> patterns);

  std::size_t longest() const { return longest_; }
  std::size_t count() const { return patterns_.size(); }

  // Calls found(pattern, position) for each occurrence, by position.
  template <class Found>
  void search(bytes::ByteSpan data, Found&& found) const {
    if (data.size() < kPatternMin || patterns_.empty()) return;
    const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
    std::size_t end = kPatternMin - 1;  // the last byte of the window
    while (end < data.size()) {
      const std::uint32_t block = hash(bytes + end - 2);
      if (const std::size_t skip = shift_[block]; skip != 0) {
        end += skip;
        continue;
      }
      const std::size_t begin = end + 1 - kPatternMin;
      for (std::uint32_t at = first_[block]; at < first_[block + 1]; ++at) {
        const std::string& pattern = patterns_[order_[at]];
        if (pattern.size() <= data.size() - begin &&
            std::memcmp(pattern.data(), bytes + begin, pattern.size()) == 0) {
          found(order_[at], begin);
        }
      }
      ++end;
    }
  }

 private:
  static constexpr std::uint32_t kBits = 17;
  static std::uint32_t hash(const unsigned char* block) {
    const std::uint32_t value = block[0] | block[1] << 8 | block[2] << 16;
    return value * 0x9E3779B1u >> (32 - kBits);
  }

  std::vector<std::string> patterns_;
  std::vector<std::uint8_t> shift_;   // by the hash of the last three bytes of the window
  std::vector<std::uint32_t> first_;  // where a hash's patterns begin in order_
  std::vector<std::uint32_t> order_;
  std::size_t longest_ = 0;
};

}  // namespace ringfence::review
