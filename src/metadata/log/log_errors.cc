#include "metadata/log/log_errors.h"

#include <fmt/format.h>

namespace ringfence::meta {

Error log_closed() { return Error(ErrorCode::kUnavailable, "the metadata log is closed"); }

Error log_not_open() { return Error(ErrorCode::kUnavailable, "the metadata log is not open"); }

Error log_fenced(LeaderEpoch epoch, LeaderEpoch newest) {
  return Error(ErrorCode::kFenced,
               fmt::format("epoch {} is fenced by epoch {}", epoch.value, newest.value));
}

Error log_blob_too_large(std::size_t bytes) {
  return Error(ErrorCode::kInvalid,
               fmt::format("a record of {} bytes; at most {}", bytes, kLogBlobBytesMax));
}

Error log_gap(LogSequence sequence, LogSequence last) {
  return Error(ErrorCode::kInvalid,
               fmt::format("record {} would leave a gap after {}", sequence.value, last.value));
}

Error log_taken(LogSequence sequence, LogSequence last) {
  return Error(ErrorCode::kAlreadyExists,
               fmt::format("record {} exists; the last is {}", sequence.value, last.value));
}

Error log_other_shard(ShardId shard) {
  return Error(ErrorCode::kInvalid,
               fmt::format("this log was opened for another shard than {}", shard.value));
}

Error log_truncated(LogSequence from, LogSequence first) {
  return Error(ErrorCode::kNotFound,
               fmt::format("record {} was truncated; the first is {}", from.value, first.value));
}

Error log_truncation_uncovered(LogSequence up_to) {
  return Error(ErrorCode::kInvalid, fmt::format("no snapshot covers record {}", up_to.value));
}

Result<void> check_snapshot_pointer(const SnapshotPointer& pointer, LogSequence current,
                                    LogSequence last) {
  if (pointer.object_key.empty() || pointer.object_key.size() > kSnapshotKeyBytesMax) {
    return Error(ErrorCode::kInvalid, fmt::format("a snapshot key of {} bytes; allowed are 1 to {}",
                                                  pointer.object_key.size(), kSnapshotKeyBytesMax));
  }
  const LogSequence sequence = pointer.position.sequence;
  if (sequence < current || sequence > last) {
    return Error(ErrorCode::kInvalid, fmt::format("a snapshot at record {}; allowed are {} to {}",
                                                  sequence.value, current.value, last.value));
  }
  return {};
}

}  // namespace ringfence::meta
