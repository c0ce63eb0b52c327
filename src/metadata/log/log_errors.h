// The refusals that every engine words alike. Internal.
#pragma once

#include "metadata/log/metadata_log.h"

namespace ringfence::meta {

Error log_closed();
Error log_not_open();
Error log_fenced(LeaderEpoch epoch, LeaderEpoch newest);
Error log_blob_too_large(std::size_t bytes);
Error log_gap(LogSequence sequence, LogSequence last);
Error log_taken(LogSequence sequence, LogSequence last);
Error log_other_shard(ShardId shard);
Error log_truncated(LogSequence from, LogSequence first);
Error log_truncation_uncovered(LogSequence up_to);
// kInvalid unless the pointer moves forward, to a record that exists, with a key of legal length.
Result<void> check_snapshot_pointer(const SnapshotPointer& pointer, LogSequence current,
                                    LogSequence last);

}  // namespace ringfence::meta
