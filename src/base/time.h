// Two clocks that never mix. Pure code takes them as arguments; only src/async reads the machine's.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace ringfence {

using Duration = std::chrono::nanoseconds;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// Nanoseconds on a clock that never goes back; its zero has no meaning. For deadlines and timers.
struct MonotonicTime {
  std::int64_t ns = 0;
  constexpr auto operator<=>(const MonotonicTime&) const = default;
  constexpr MonotonicTime operator+(Duration d) const { return {ns + d.count()}; }
  constexpr Duration operator-(MonotonicTime other) const { return Duration(ns - other.ns); }
  static constexpr MonotonicTime never() { return {INT64_MAX}; }
};

// Milliseconds since 1970-01-01 UTC, as Kafka timestamps. For records, audit and retention; may
// jump.
struct UnixMillis {
  std::int64_t ms = 0;
  constexpr auto operator<=>(const UnixMillis&) const = default;
};

}  // namespace ringfence
