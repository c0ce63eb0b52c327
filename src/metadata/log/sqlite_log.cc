#include "metadata/log/sqlite_log.h"

#include "async/task_group.h"
#include "metadata/log/sqlite_db.h"

namespace ringfence::meta {

using async::Task;

SqliteLog::SqliteLog(async::Loop& loop, std::string path)
    : loop_(loop), turn_(loop, 1), db_(std::make_unique<SqliteDb>(std::move(path))) {}

SqliteLog::~SqliteLog() = default;

template <class F>
Task<std::invoke_result_t<F>> SqliteLog::alone(F work) {
  RF_CO_TRY(co_await turn_.acquire(1));
  auto outcome = co_await async::run_blocking(loop_, std::move(work));
  turn_.release(1);
  if (!outcome) co_return std::move(outcome).error();
  co_return *std::move(outcome);
}

Task<Result<LogOpened>> SqliteLog::open(ShardId shard) {
  co_return co_await alone([db = db_.get(), shard] { return db->open(shard); });
}

Task<Result<void>> SqliteLog::append(LeaderEpoch epoch, LogSequence sequence, bytes::Slice blob) {
  co_return co_await alone([db = db_.get(), epoch, sequence, blob = std::move(blob)] {
    return db->append(epoch, sequence, blob.span());
  });
}

Task<Result<std::vector<LogRecord>>> SqliteLog::read(LogSequence from, std::size_t bytes_max) {
  co_return co_await alone([db = db_.get(), from, bytes_max] { return db->read(from, bytes_max); });
}

Task<Result<void>> SqliteLog::confirm_leadership(LeaderEpoch epoch) {
  co_return co_await alone([db = db_.get(), epoch] { return db->confirm_leadership(epoch); });
}

Task<Result<void>> SqliteLog::put_snapshot_pointer(LeaderEpoch epoch, SnapshotPointer pointer) {
  co_return co_await alone([db = db_.get(), epoch, pointer = std::move(pointer)] {
    return db->put_snapshot_pointer(epoch, pointer);
  });
}

Task<Result<std::optional<SnapshotPointer>>> SqliteLog::snapshot_pointer() {
  co_return co_await alone([db = db_.get()] { return db->snapshot_pointer(); });
}

// In pieces, so that appends get their turn in between.
Task<Result<void>> SqliteLog::truncate(LeaderEpoch epoch, LogSequence up_to) {
  bool more = true;
  while (more) {
    auto some =
        co_await alone([db = db_.get(), epoch, up_to] { return db->truncate_some(epoch, up_to); });
    if (!some) co_return std::move(some).error();
    more = *some;
  }
  co_return Result<void>();
}

Task<Result<void>> SqliteLog::close() {
  co_return co_await alone([db = db_.get()] {
    db->close();
    return Result<void>();
  });
}

}  // namespace ringfence::meta
