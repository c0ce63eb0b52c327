// MetadataLog in one SQLite file: the embedded default. One process at a time; a second one is
// refused.
#pragma once

#include <memory>
#include <string>

#include "async/loop.h"
#include "async/wait.h"
#include "metadata/log/metadata_log.h"

namespace ringfence::meta {

class SqliteDb;

// `path` names the database file; its directory exists. SQLite keeps `path`-wal beside it. All file
// access happens in run_blocking, one call at a time. Close before the loop ends; the destructor
// closes what is left, blocking.
class SqliteLog final : public MetadataLog {
 public:
  SqliteLog(async::Loop& loop, std::string path);
  ~SqliteLog() override;

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
  // Runs `work` alone, where it may block.
  template <class F>
  async::Task<std::invoke_result_t<F>> alone(F work);

  async::Loop& loop_;
  async::Budget turn_;  // one unit: whose turn it is
  std::unique_ptr<SqliteDb> db_;
};

}  // namespace ringfence::meta
