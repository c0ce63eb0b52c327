// MetadataLog in memory: for tests, benchmarks and the simulator.
#pragma once

#include <map>

#include "metadata/log/metadata_log.h"

namespace ringfence::meta {

// What a disk would hold. Outlives the logs opened on it, so that a test can crash one and open the
// next.
struct MemoryLogStore {
  std::optional<ShardId> shard;
  LeaderEpoch epoch;
  LogSequence last;
  std::map<LogSequence, bytes::Slice> records;
  std::optional<SnapshotPointer> snapshot;

  LogSequence first() const { return records.empty() ? last.next() : records.begin()->first; }
};

// Every call takes effect at once, when awaited. Several logs may share a store: the newest opening
// leads.
class MemoryLog final : public MetadataLog {
 public:
  explicit MemoryLog(MemoryLogStore& store) : store_(store) {}

  async::Task<Result<LogOpened>> open(ShardId shard) override;
  async::Task<Result<void>> append(LeaderEpoch epoch, LogSequence sequence,
                                   bytes::Slice blob) override;
  async::Task<Result<std::vector<LogRecord>>> read(LogSequence from,
                                                   std::size_t bytes_max) override;
  async::Task<Result<void>> confirm_leadership(LeaderEpoch epoch) override;
  async::Task<Result<void>> put_snapshot_pointer(LeaderEpoch epoch,
                                                 SnapshotPointer pointer) override;
  async::Task<Result<std::optional<SnapshotPointer>>> snapshot_pointer() override;
  async::Task<Result<void>> truncate(LeaderEpoch epoch, LogSequence up_to) override;
  async::Task<Result<void>> close() override;

 private:
  Result<void> usable() const;
  Result<void> leads(LeaderEpoch epoch) const;
  Result<void> check_append(LeaderEpoch epoch, LogSequence sequence, std::size_t bytes) const;

  MemoryLogStore& store_;
  bool closed_ = false;
};

}  // namespace ringfence::meta
