#include "storage/put_pacer.h"

#include <algorithm>

namespace ringfence::storage {

MonotonicTime PutPacer::earliest(bool full) const {
  if (!started_) return MonotonicTime{INT64_MIN};
  MonotonicTime when = full ? last_start_ : last_start_ + interval_;
  if (rate_ > 0 && tokens_ < 1) {
    const auto wait_ns = static_cast<std::int64_t>((1 - tokens_) / rate_ * 1e9) + 1;
    when = std::max(when, refilled_ + Duration(wait_ns));
  }
  return when;
}

void PutPacer::refill(MonotonicTime now) {
  if (!started_) {
    started_ = true;
    tokens_ = burst();
  } else {
    const double passed = static_cast<double>((now - refilled_).count()) / 1e9;
    tokens_ = std::min(burst(), tokens_ + passed * rate_);
  }
  refilled_ = now;
}

void PutPacer::start(MonotonicTime now) {
  refill(now);
  tokens_ -= 1;
  last_start_ = now;
}

void PutPacer::retry(MonotonicTime now) {
  refill(now);
  tokens_ -= 1;
}

}  // namespace ringfence::storage
