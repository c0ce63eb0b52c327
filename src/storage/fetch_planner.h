// From the index to byte ranges. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "metadata/state/state.h"

namespace ringfence::storage {

// A copy of an index entry: the state may change while its bytes are read.
struct PlannedRun {
  ObjectId object;
  std::uint64_t object_size = 0;
  std::uint64_t position = 0;  // of the first batch in the object
  std::uint32_t byte_length = 0;
  std::int64_t base_offset = 0;
  std::int64_t end_offset = 0;  // after the last record
  UnixMillis max_timestamp{-1};

  bool operator==(const PlannedRun&) const = default;
};

inline constexpr std::size_t kPlannedRunsMax = 1024;

PlannedRun planned(const meta::State& state, const meta::Run& run);
// The runs from the one that holds `offset` (or the first behind it) until more than `bytes_max`
// bytes lie behind the first; at most kPlannedRunsMax. Empty: nothing is known there.
std::vector<PlannedRun> plan_fetch(const meta::State& state, const TopicPartition& partition,
                                   Offset offset, std::size_t bytes_max);

}  // namespace ringfence::storage
