// The SQLite file of the metadata log, in blocking calls. Internal: SqliteLog brings them onto the
// loop.
#pragma once

#include <memory>
#include <string>

#include "metadata/log/metadata_log.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ringfence::meta {

// One call at a time, from any thread. WAL, synchronous=FULL, an exclusive lock on the file for as
// long as it is open. Uses the process's default VFS.
//
// After a write whose outcome SQLite could not tell, the file is closed, opened again (which
// replays what the WAL really holds) and checkpointed before anything else is served: what a later
// read reports is then durable.
class SqliteDb {
 public:
  explicit SqliteDb(std::string path) : path_(std::move(path)) {}
  ~SqliteDb();
  SqliteDb(const SqliteDb&) = delete;
  SqliteDb& operator=(const SqliteDb&) = delete;

  // As the calls of MetadataLog with the same names.
  Result<LogOpened> open(ShardId shard);
  Result<void> append(LeaderEpoch epoch, LogSequence sequence, bytes::ByteSpan blob);
  Result<std::vector<LogRecord>> read(LogSequence from, std::size_t bytes_max);
  Result<void> confirm_leadership(LeaderEpoch epoch);
  Result<void> put_snapshot_pointer(LeaderEpoch epoch, const SnapshotPointer& pointer);
  Result<std::optional<SnapshotPointer>> snapshot_pointer();
  // Drops at most a bounded number of records; true: there are more to drop.
  Result<bool> truncate_some(LeaderEpoch epoch, LogSequence up_to);
  void close();

 private:
  struct ShardRow {
    LeaderEpoch epoch;
    LogSequence truncated;
    LogSequence last;
    std::optional<SnapshotPointer> snapshot;
  };
  class Statement;
  class Transaction;

  Result<void> connect();
  Result<void> prepare_file();
  Result<void> prepare_statements();
  void disconnect();
  // Connected, and nothing left to settle from an earlier failure.
  Result<void> ready();
  Result<void> execute(const char* sql);
  Result<std::int64_t> query_integer(const char* sql);
  Result<ShardRow> shard_row();
  Result<ShardRow> leading_row(LeaderEpoch epoch);
  // A failed commit: finds out what the file holds now.
  Error settle_commit(Error failure, LogSequence sequence);
  Error failed(int code, const char* what);

  std::string path_;
  ShardId shard_{0};
  bool opened_ = false;
  bool closed_ = false;
  bool must_checkpoint_ = false;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  sqlite3_stmt* rollback_ = nullptr;
  sqlite3_stmt* select_shard_ = nullptr;
  sqlite3_stmt* insert_record_ = nullptr;
  sqlite3_stmt* select_records_ = nullptr;
};

}  // namespace ringfence::meta
