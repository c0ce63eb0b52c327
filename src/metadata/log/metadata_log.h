// The metadata log: a fenced, numbered sequence of blobs with one snapshot pointer. Small on
// purpose: replication and consensus are the engine's work. Engines: sqlite, memory; one
// conformance suite for all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

struct LogOpened {
  LeaderEpoch epoch;  // this opening's fencing epoch, higher than every one before
  LogSequence last;   // the last record's sequence number; 0: none was ever appended
  LogSequence
      first;  // the first record still there; last + 1: none (all truncated, or none appended)
};

struct LogRecord {
  LogSequence sequence;
  bytes::Slice blob;
};

// Where the newest usable snapshot lies.
struct SnapshotPointer {
  std::string object_key;  // in the bucket; at most kSnapshotKeyBytesMax bytes
  LogPosition position;    // what it contains
  bool operator==(const SnapshotPointer&) const = default;
};

inline constexpr std::size_t kSnapshotKeyBytesMax = 1024;
inline constexpr std::size_t kLogBlobBytesMax = 256u << 20;

// Used from one loop. Calls may overlap; they take effect one after another in call order. The
// object outlives its calls. Every call may also end as kUnavailable (the engine cannot be reached,
// locked by another process, or shut down after a failure: no effect) or kCancelled (the node is
// stopping).
class MetadataLog {
 public:
  virtual ~MetadataLog() = default;

  // Takes leadership of a shard: raises the fencing epoch, durably. Older epochs fail with kFenced
  // from here on, also those opened on this same object. One object serves one shard: the one
  // opened first.
  virtual async::Task<Result<LogOpened>> open(ShardId shard) = 0;

  // Appends record `sequence`, durable when it returns ok. Errors:
  //   kFenced          a newer epoch exists; no effect
  //   kAlreadyExists   the sequence number is taken (or truncated away); no effect
  //   kInvalid         the number is beyond last + 1, or the blob too large; no effect
  //   kOutOfSpace      no room; no effect; works again when there is room
  //   kUnknownOutcome  it may be there or come to be there: read it back, compare, decide (rule 2)
  virtual async::Task<Result<void>> append(LeaderEpoch epoch, LogSequence sequence,
                                           bytes::Slice blob) = 0;

  // Records from `from` on, ascending without gaps, until `bytes_max` is reached (at least one
  // record if there is one). Empty: `from` is beyond the last. kNotFound: `from` has been truncated
  // away.
  virtual async::Task<Result<std::vector<LogRecord>>> read(LogSequence from,
                                                           std::size_t bytes_max) = 0;

  // Ok when `epoch` is still the newest; kFenced otherwise. What was read from the engine before it
  // returns ok was the leader's truth at that moment.
  virtual async::Task<Result<void>> confirm_leadership(LeaderEpoch epoch) = 0;

  // The pointer moves forward only: an older position is kInvalid. kFenced as append.
  virtual async::Task<Result<void>> put_snapshot_pointer(LeaderEpoch epoch,
                                                         SnapshotPointer pointer) = 0;
  virtual async::Task<Result<std::optional<SnapshotPointer>>> snapshot_pointer() = 0;

  // Drops records up to and including `up_to`, which the snapshot pointer must cover (else
  // kInvalid). kFenced as append. May be cut short by a crash: whatever is left is still a sequence
  // without gaps up to the last.
  virtual async::Task<Result<void>> truncate(LeaderEpoch epoch, LogSequence up_to) = 0;

  // Releases the engine (files, locks). Every later call is kUnavailable.
  virtual async::Task<Result<void>> close() = 0;
};

}  // namespace ringfence::meta
