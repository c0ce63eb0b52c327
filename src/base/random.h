// A small seeded generator (xoshiro256**). Deterministic for a seed; not for keys (see src/keys).
#pragma once

#include <array>
#include <cstdint>

#include "base/ids.h"

namespace ringfence {

class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  // Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high);
  // Uniform in [0, 1).
  double unit();
  // True with the given probability.
  bool chance(double probability) { return unit() < probability; }
  // A random (version 4 shaped) uuid, never zero.
  Uuid uuid();
  // An independent generator, so that one consumer's draws do not move another's.
  Random fork() { return Random(next()); }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace ringfence
