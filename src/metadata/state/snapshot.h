// A whole state as bytes, at an exact log position. Canonical: equal states give equal bytes,
// whatever the salt of the process's hash tables. Format: docs/formats/snapshot.md.
#pragma once

#include "base/result.h"
#include "bytes/slice.h"
#include "metadata/state/state.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// A replica's snapshot is marked as such and parses into a replica.
bytes::Chain serialize_snapshot(const State& state);
// kCorrupt: damaged; kUnsupported: unknown version or incompatible feature. Hostile bytes allocate
// at most a small multiple of their own size. `mode` kReplica drops sessions and producers of a
// full snapshot; asking for kFull of a replica's snapshot is kInvalid.
Result<State> parse_snapshot(bytes::ByteSpan bytes, Mode mode = Mode::kFull);
// The position a snapshot claims, from its checked header alone.
Result<LogPosition> parse_snapshot_position(bytes::ByteSpan bytes);

// SHA-256 over the canonical form without the file header: equal for equal states.
Digest state_hash(const State& state);

}  // namespace ringfence::meta
