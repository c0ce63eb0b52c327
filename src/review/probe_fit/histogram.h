// Latencies in buckets whose width grows with the value: exact below 64 microseconds, within 1.6 %
// above, in a fixed amount of memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace ringfence::review {

class Histogram {
 public:
  // Microseconds; negative counts as 0, more than 2^40 (12 days) as 2^40.
  void add(std::int64_t micros, std::int64_t count = 1);
  void merge(const Histogram& other);

  std::int64_t count() const { return count_; }
  std::int64_t max() const { return max_; }  // exact
  // The least value that at least `fraction` of all values do not exceed, rounded up to its
  // bucket's end. 0 when empty. `fraction` in (0, 1].
  std::int64_t percentile(double fraction) const;
  // "low\thigh\tcount" a line, both ends inclusive, for the buckets that hold something.
  std::string as_text() const;

 private:
  static constexpr int kSubBits = 6;
  static constexpr int kSubs = 1 << kSubBits;
  static constexpr int kShiftMax = 40 - kSubBits + 1;
  static std::size_t bucket_of(std::int64_t micros);
  static std::int64_t low_of(std::size_t bucket);

  std::array<std::int64_t, static_cast<std::size_t>(kSubs) * (kShiftMax + 1)> buckets_{};
  std::int64_t count_ = 0;
  std::int64_t max_ = 0;
};

}  // namespace ringfence::review
