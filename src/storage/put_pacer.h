// When the next PUT may start: a least distance between flushes and a rate that is money.
#pragma once

#include "base/time.h"

namespace ringfence::storage {

// A token bucket of at most one second's worth (and at least one token), plus the interval. Pure:
// time is an argument.
class PutPacer {
 public:
  // `rate_max` PUTs per second; 0: no limit.
  PutPacer(Duration interval, double rate_max) : interval_(interval), rate_(rate_max) {}

  // The earliest time for a flush. A full one does not wait for the interval, only for the rate.
  MonotonicTime earliest(bool full) const;
  // A flush starts now: takes a token and starts the interval.
  void start(MonotonicTime now);
  // A retry: takes a token (the bucket may go below zero, which later flushes pay for).
  void retry(MonotonicTime now);

 private:
  double burst() const { return rate_ > 1 ? rate_ : 1; }
  void refill(MonotonicTime now);

  Duration interval_;
  double rate_;
  bool started_ = false;
  MonotonicTime last_start_;
  MonotonicTime refilled_;
  double tokens_ = 0;
};

}  // namespace ringfence::storage
