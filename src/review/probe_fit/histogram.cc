#include "review/probe_fit/histogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace ringfence::review {

// Values below 64 have a bucket each; above, each doubling has 32 buckets, and every second half of
// the 64 sub-buckets of a shift is used.
std::size_t Histogram::bucket_of(std::int64_t micros) {
  const auto value = static_cast<std::uint64_t>(micros);
  const int bits = std::bit_width(value);
  const int shift = std::max(0, bits - kSubBits);
  return static_cast<std::size_t>(shift) * kSubs + static_cast<std::size_t>(value >> shift);
}

std::int64_t Histogram::low_of(std::size_t bucket) {
  const std::size_t shift = bucket / kSubs;
  return static_cast<std::int64_t>(bucket % kSubs) << shift;
}

void Histogram::add(std::int64_t micros, std::int64_t count) {
  micros = std::clamp<std::int64_t>(micros, 0, std::int64_t{1} << 40);
  buckets_[bucket_of(micros)] += count;
  count_ += count;
  max_ = std::max(max_, micros);
}

void Histogram::merge(const Histogram& other) {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

std::int64_t Histogram::percentile(double fraction) const {
  if (count_ == 0) return 0;
  const auto wanted = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(fraction * static_cast<double>(count_))));
  std::int64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen < wanted) continue;
    const std::int64_t width = std::int64_t{1} << (i / kSubs);
    return std::min(max_, low_of(i) + width - 1);
  }
  return max_;
}

std::string Histogram::as_text() const {
  std::string text = "low_us\thigh_us\tcount\n";
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    if (buckets_[i] == 0) continue;
    const std::int64_t width = std::int64_t{1} << (i / kSubs);
    text += fmt::format("{}\t{}\t{}\n", low_of(i), low_of(i) + width - 1, buckets_[i]);
  }
  return text;
}

}  // namespace ringfence::review
