// Replay: records in, state out, by evolve alone. Used at restart, by standbys, by agents' replicas
// and to build snapshots (ARCHITECTURE rules 1 and 14).
#pragma once

#include "base/result.h"
#include "bytes/slice.h"
#include "metadata/state/record.h"
#include "metadata/state/state.h"

namespace ringfence::meta {

// Applies the record that follows `state.position()`. kCorrupt: damaged, or it does not chain onto
// the state; kUnsupported: unknown version, feature or decision. On failure the state is unchanged.
Result<LogPosition> apply_record(State& state, bytes::ByteSpan blob);
// The same for a record parsed before.
Result<LogPosition> apply_record(State& state, const Record& record);

// Takes a state forward over stored records to the point where a snapshot of it is to be taken.
class StateBuilder {
 public:
  explicit StateBuilder(State state) : state_(std::move(state)) {}
  // As apply_record.
  Result<LogPosition> apply(bytes::ByteSpan blob);
  const State& state() const { return state_; }
  // The state at exactly the last applied record.
  State finish() && { return std::move(state_); }

 private:
  State state_;
  std::vector<Decision> late_;  // used by a deliberate bug only
};

}  // namespace ringfence::meta
