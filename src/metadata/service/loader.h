// Reads the metadata back: a snapshot object, and the log behind it, by evolve alone. Used at
// start, after a failed append, to build the next snapshot, and by agents that resynchronise.
#pragma once

#include <cstdint>
#include <string>

#include "async/loop.h"
#include "async/task.h"
#include "async/wait.h"
#include "base/result.h"
#include "metadata/log/metadata_log.h"
#include "metadata/state/builder.h"
#include "metadata/state/state.h"
#include "object_store/object_store.h"

namespace ringfence::meta {

inline constexpr LogSequence kWholeLog{UINT64_MAX};

// The state in the object, which must be exactly at `position`. kCorrupt names object and sequence.
async::Task<Result<State>> read_snapshot(async::Loop& loop, store::ObjectStore& store,
                                         SnapshotPointer pointer, Mode mode,
                                         async::Deadline deadline);

// Applies the records behind `state.position()` up to `until`, in steps of about `step_bytes` off
// the loop. `state` must stay where it is until this returns, and is as far as it got when this
// fails. kCorrupt names the record that is damaged, missing or does not chain. Adds the bytes read
// to `*bytes`.
async::Task<Result<void>> apply_log(async::Loop& loop, MetadataLog& log, State& state,
                                    LogSequence until, std::size_t step_bytes,
                                    std::uint64_t* bytes);
// The same for a state that is to become a snapshot.
async::Task<Result<void>> apply_log(async::Loop& loop, MetadataLog& log, StateBuilder& builder,
                                    LogSequence until, std::size_t step_bytes);

struct Loaded {
  State state;
  LogSequence snapshot;         // of the snapshot it began with; 0: none
  std::uint64_t log_bytes = 0;  // read behind it
};
// Snapshot pointer, snapshot and log as they are now.
async::Task<Result<Loaded>> load_state(async::Loop& loop, MetadataLog& log,
                                       store::ObjectStore& store, std::size_t step_bytes,
                                       async::Deadline deadline);
// The newest snapshot alone; the empty state when there is none.
async::Task<Result<State>> load_newest_snapshot(async::Loop& loop, MetadataLog& log,
                                                store::ObjectStore& store,
                                                async::Deadline deadline);

}  // namespace ringfence::meta
