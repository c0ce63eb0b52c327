#include "metadata/log/memory_log.h"

#include <fmt/format.h>

#include "base/deliberate_bugs.h"
#include "metadata/log/log_errors.h"

namespace ringfence::meta {

using async::Task;

Result<void> MemoryLog::usable() const {
  if (closed_) return log_closed();
  if (!store_.shard) return log_not_open();
  return {};
}

Result<void> MemoryLog::leads(LeaderEpoch epoch) const {
  RF_TRY(usable());
  if (deliberate_bug(DeliberateBug::kSkipLeaderFence)) return {};
  if (epoch != store_.epoch) return log_fenced(epoch, store_.epoch);
  return {};
}

Result<void> MemoryLog::check_append(LeaderEpoch epoch, LogSequence sequence,
                                     std::size_t bytes) const {
  RF_TRY(leads(epoch));
  if (bytes > kLogBlobBytesMax) return log_blob_too_large(bytes);
  if (sequence > store_.last.next()) return log_gap(sequence, store_.last);
  if (sequence <= store_.last && !deliberate_bug(DeliberateBug::kSkipLeaderFence)) {
    return log_taken(sequence, store_.last);
  }
  return {};
}

Task<Result<LogOpened>> MemoryLog::open(ShardId shard) {
  if (closed_) co_return log_closed();
  if (store_.shard && *store_.shard != shard) co_return log_other_shard(shard);
  store_.shard = shard;
  store_.epoch = store_.epoch.next();
  co_return LogOpened{.epoch = store_.epoch, .last = store_.last, .first = store_.first()};
}

Task<Result<void>> MemoryLog::append(LeaderEpoch epoch, LogSequence sequence, bytes::Slice blob) {
  RF_CO_TRY(check_append(epoch, sequence, blob.size()));
  store_.records[sequence] = std::move(blob);
  store_.last = std::max(store_.last, sequence);
  co_return Result<void>();
}

Task<Result<std::vector<LogRecord>>> MemoryLog::read(LogSequence from, std::size_t bytes_max) {
  RF_CO_TRY(usable());
  if (from < store_.first()) co_return log_truncated(from, store_.first());
  std::vector<LogRecord> records;
  std::size_t bytes = 0;
  for (auto it = store_.records.lower_bound(from); it != store_.records.end(); ++it) {
    if (!records.empty() && bytes + it->second.size() > bytes_max) break;
    bytes += it->second.size();
    records.push_back({.sequence = it->first, .blob = it->second});
  }
  co_return records;
}

Task<Result<void>> MemoryLog::confirm_leadership(LeaderEpoch epoch) { co_return leads(epoch); }

Task<Result<void>> MemoryLog::put_snapshot_pointer(LeaderEpoch epoch, SnapshotPointer pointer) {
  RF_CO_TRY(leads(epoch));
  const LogSequence current = store_.snapshot ? store_.snapshot->position.sequence : LogSequence(0);
  RF_CO_TRY(check_snapshot_pointer(pointer, current, store_.last));
  store_.snapshot = std::move(pointer);
  co_return Result<void>();
}

Task<Result<std::optional<SnapshotPointer>>> MemoryLog::snapshot_pointer() {
  RF_CO_TRY(usable());
  co_return store_.snapshot;
}

Task<Result<void>> MemoryLog::truncate(LeaderEpoch epoch, LogSequence up_to) {
  RF_CO_TRY(leads(epoch));
  if (!store_.snapshot || store_.snapshot->position.sequence < up_to) {
    co_return log_truncation_uncovered(up_to);
  }
  store_.records.erase(store_.records.begin(), store_.records.upper_bound(up_to));
  co_return Result<void>();
}

Task<Result<void>> MemoryLog::close() {
  closed_ = true;
  co_return Result<void>();
}

}  // namespace ringfence::meta
