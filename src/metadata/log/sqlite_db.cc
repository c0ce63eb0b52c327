#include "metadata/log/sqlite_db.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/deliberate_bugs.h"
#include "metadata/log/log_errors.h"

namespace ringfence::meta {
namespace {

constexpr std::int64_t kApplicationId = 0x52464D4C;  // "RFML"
constexpr std::int64_t kSchemaVersion = 1;
constexpr int kTruncateRowsMax = 64;

// docs/formats/metadata_log.md describes these tables.
constexpr const char* kSchema =
    "CREATE TABLE shard(id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL,"
    " truncated INTEGER NOT NULL, snapshot_key TEXT, snapshot_sequence INTEGER,"
    " snapshot_hash BLOB) STRICT;"
    "CREATE TABLE log(shard INTEGER NOT NULL, sequence INTEGER NOT NULL, record BLOB NOT NULL,"
    " PRIMARY KEY(shard, sequence)) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id=1380339020;"
    "PRAGMA user_version=1;";
static_assert(kApplicationId == 1380339020 && kSchemaVersion == 1, "keep kSchema in step");

std::int64_t stored(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t loaded(std::int64_t value) { return static_cast<std::uint64_t>(value); }

ErrorCode error_code_of(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_FULL:
      return ErrorCode::kOutOfSpace;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return ErrorCode::kPermission;
    default:
      return ErrorCode::kUnavailable;  // BUSY, IOERR, CANTOPEN, NOMEM
  }
}

}  // namespace

// A prepared statement in use: bound, stepped, and reset at the end whatever happened.
class SqliteDb::Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  ~Statement() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int index, std::int64_t value) {
    sqlite3_bind_int64(statement_, index, value);
    return *this;
  }
  Statement& bind(int index, bytes::ByteSpan blob) {
    // A null pointer would bind NULL instead of an empty blob.
    const void* data = blob.empty() ? "" : static_cast<const void*>(blob.data());
    sqlite3_bind_blob64(statement_, index, data, blob.size(), SQLITE_STATIC);
    return *this;
  }
  int step() { return sqlite3_step(statement_); }
  std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
  bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  bytes::ByteSpan blob(int column) {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {static_cast<const std::byte*>(data), size};
  }

 private:
  sqlite3_stmt* statement_;
};

// Rolls back unless committed.
class SqliteDb::Transaction {
 public:
  explicit Transaction(SqliteDb& db) : db_(db) {}
  ~Transaction() {
    // No statement: the connection is gone, and the transaction with it.
    if (open_ && db_.rollback_ != nullptr) Statement(db_.rollback_).step();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Result<void> begin() {
    const int code = Statement(db_.begin_).step();
    if (code != SQLITE_DONE) return db_.failed(code, "begin");
    open_ = true;
    return {};
  }
  // On failure the outcome is open: see settle_commit.
  Result<void> commit() {
    const int code = Statement(db_.commit_).step();
    if (code != SQLITE_DONE) return db_.failed(code, "commit");
    open_ = false;
    return {};
  }

 private:
  SqliteDb& db_;
  bool open_ = false;
};

SqliteDb::~SqliteDb() { disconnect(); }

Error SqliteDb::failed(int code, const char* what) {
  const char* text = db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
  const int extended = db_ != nullptr ? sqlite3_extended_errcode(db_) : code;
  if ((code & 0xFF) == SQLITE_BUSY) {
    return Error(ErrorCode::kUnavailable,
                 "another process has the metadata log open; only one may use a data directory");
  }
  return Error(error_code_of(code),
               fmt::format("metadata log: {}: {} (sqlite {})", what, text, extended));
}

Result<void> SqliteDb::execute(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code, sql);
  return {};
}

Result<std::int64_t> SqliteDb::query_integer(const char* sql) {
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(db_, sql, -1, &raw, nullptr);
  std::int64_t value = 0;
  if (code == SQLITE_OK) {
    Statement statement(raw);
    code = statement.step();
    if (code == SQLITE_ROW) value = statement.integer(0);
  }
  Result<std::int64_t> result(value);
  if (code != SQLITE_ROW) result = failed(code, sql);
  sqlite3_finalize(raw);
  return result;
}

void SqliteDb::disconnect() {
  for (sqlite3_stmt** statement :
       {&begin_, &commit_, &rollback_, &select_shard_, &insert_record_, &select_records_}) {
    sqlite3_finalize(*statement);
    *statement = nullptr;
  }
  if (db_ != nullptr) sqlite3_close_v2(db_);
  db_ = nullptr;
}

Result<void> SqliteDb::connect() {
  // Whoever had the file open before may have died right after a failed fsync: what the WAL shows
  // is then in the page cache only, and every record behind it would be lost with it.
  must_checkpoint_ = true;
  const int code = sqlite3_open_v2(
      path_.c_str(), &db_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  Result<void> result;
  if (code != SQLITE_OK) result = failed(code, "open");
  if (result) result = prepare_file();
  if (result) result = prepare_statements();
  if (!result) disconnect();
  return result;
}

// The order matters: exclusive locking before WAL keeps the WAL index on the heap (no shared memory
// file), and the first read takes the lock that keeps a second process out.
Result<void> SqliteDb::prepare_file() {
  // Closing never writes: a file whose last write failed is left exactly as it is.
  sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  RF_TRY(execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA mmap_size=0; PRAGMA journal_mode=WAL;"));
  RF_TRY_ASSIGN(const std::int64_t in_wal_mode,
                query_integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode"));
  if (in_wal_mode == 0) {
    return Error(ErrorCode::kUnavailable, "the file system does not support SQLite's WAL mode");
  }
  const bool sync = !deliberate_bug(DeliberateBug::kLogWithoutSync);
  RF_TRY(execute(sync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF"));
  // 512 pages: a checkpoint copies at most about 2 MiB, so that no append waits long behind one.
  RF_TRY(
      execute("PRAGMA wal_autocheckpoint=512; PRAGMA journal_size_limit=16777216;"
              "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"));
  RF_TRY_ASSIGN(const std::int64_t application, query_integer("PRAGMA application_id"));
  RF_TRY_ASSIGN(const std::int64_t version, query_integer("PRAGMA user_version"));
  RF_TRY_ASSIGN(const std::int64_t tables, query_integer("SELECT count(*) FROM sqlite_schema"));
  if (tables == 0) {
    RF_TRY(execute("BEGIN IMMEDIATE"));
    RF_TRY(execute(kSchema));
    return execute("COMMIT");
  }
  if (application != kApplicationId) {
    return Error(ErrorCode::kCorrupt, "the file is a database, but not a metadata log");
  }
  if (version != kSchemaVersion) {
    return Error(ErrorCode::kUnsupported, fmt::format("metadata log schema {}; this build reads {}",
                                                      version, kSchemaVersion));
  }
  return {};
}

Result<void> SqliteDb::prepare_statements() {
  const std::pair<sqlite3_stmt**, const char*> statements[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&rollback_, "ROLLBACK"},
      {&select_shard_,
       "SELECT epoch, truncated, (SELECT max(sequence) FROM log WHERE shard = ?1),"
       " snapshot_key, snapshot_sequence, snapshot_hash FROM shard WHERE id = ?1"},
      {&insert_record_, "INSERT OR REPLACE INTO log(shard, sequence, record) VALUES(?1, ?2, ?3)"},
      {&select_records_,
       "SELECT sequence, record FROM log WHERE shard = ?1 AND sequence >= ?2 ORDER BY sequence"},
  };
  for (const auto& [statement, sql] : statements) {
    const int code =
        sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, nullptr);
    if (code != SQLITE_OK) return failed(code, sql);
  }
  return {};
}

Result<void> SqliteDb::ready() {
  if (closed_) return log_closed();
  if (db_ == nullptr) RF_TRY(connect());
  if (must_checkpoint_) {
    // What an earlier failed commit left in the WAL may be in the page cache only. Copying it into
    // the database file and syncing that makes it durable, or shows that the disk still fails.
    const int code =
        sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(code, "checkpoint after a failed write");
    // The WAL was cut to nothing, but not synced: after a power cut its old frames may be back, all
    // but the one that could not be synced, and be replayed over what was just copied. A commit
    // writes and syncs a new WAL header, which makes them void.
    RF_TRY(execute(fmt::format("PRAGMA user_version={}", kSchemaVersion).c_str()));
    must_checkpoint_ = false;
  }
  return {};
}

Result<SqliteDb::ShardRow> SqliteDb::shard_row() {
  Statement select(select_shard_);
  const int code = select.bind(1, shard_.value).step();
  if (code == SQLITE_DONE) return ShardRow{};
  if (code != SQLITE_ROW) return failed(code, "read the shard's row");
  ShardRow row;
  row.epoch = LeaderEpoch(loaded(select.integer(0)));
  row.truncated = LogSequence(loaded(select.integer(1)));
  row.last = LogSequence(std::max(row.truncated.value, loaded(select.integer(2))));
  if (select.is_null(3)) return row;
  SnapshotPointer pointer;
  const bytes::ByteSpan key = select.blob(3);
  pointer.object_key.assign(reinterpret_cast<const char*>(key.data()), key.size());
  pointer.position.sequence = LogSequence(loaded(select.integer(4)));
  const bytes::ByteSpan hash = select.blob(5);
  if (hash.size() != pointer.position.hash.size()) {
    return Error(ErrorCode::kCorrupt, "snapshot hash in the metadata log has a wrong length");
  }
  std::memcpy(pointer.position.hash.data(), hash.data(), hash.size());
  row.snapshot = std::move(pointer);
  return row;
}

Result<SqliteDb::ShardRow> SqliteDb::leading_row(LeaderEpoch epoch) {
  if (!opened_) return log_not_open();
  RF_TRY_ASSIGN(ShardRow row, shard_row());
  if (row.epoch != epoch && !deliberate_bug(DeliberateBug::kSkipLeaderFence)) {
    return log_fenced(epoch, row.epoch);
  }
  return row;
}

Error SqliteDb::settle_commit(Error failure, LogSequence sequence) {
  disconnect();
  // Opening again replays the WAL: the record is in it as a whole, or not at all, and that no
  // longer changes.
  if (Result<void> connected = connect(); !connected) {
    return Error(ErrorCode::kUnknownOutcome, failure.detail);
  }
  const Result<ShardRow> row = shard_row();
  if (!row || row->last >= sequence) return Error(ErrorCode::kUnknownOutcome, failure.detail);
  return failure;
}

Result<LogOpened> SqliteDb::open(ShardId shard) {
  RF_TRY(ready());
  if (opened_ && shard != shard_) return log_other_shard(shard);
  shard_ = shard;
  Transaction transaction(*this);
  RF_TRY(transaction.begin());
  RF_TRY_ASSIGN(const ShardRow row, shard_row());
  const LeaderEpoch epoch = row.epoch.next();
  RF_TRY(execute(fmt::format("INSERT INTO shard(id, epoch, truncated) VALUES({0}, {1}, 0)"
                             " ON CONFLICT(id) DO UPDATE SET epoch = {1}",
                             shard.value, epoch.value)
                     .c_str()));
  if (Result<void> committed = transaction.commit(); !committed) {
    // Raising the epoch twice does no harm, so this is simply tried again.
    must_checkpoint_ = true;
    return Error(ErrorCode::kUnavailable, committed.error().detail);
  }
  opened_ = true;
  return LogOpened{.epoch = epoch, .last = row.last, .first = row.truncated.next()};
}

Result<void> SqliteDb::append(LeaderEpoch epoch, LogSequence sequence, bytes::ByteSpan blob) {
  RF_TRY(ready());
  Transaction transaction(*this);
  RF_TRY(transaction.begin());
  RF_TRY_ASSIGN(const ShardRow row, leading_row(epoch));
  if (blob.size() > kLogBlobBytesMax) return log_blob_too_large(blob.size());
  if (sequence > row.last.next()) return log_gap(sequence, row.last);
  if (sequence <= row.last && !deliberate_bug(DeliberateBug::kSkipLeaderFence)) {
    return log_taken(sequence, row.last);
  }
  {
    Statement insert(insert_record_);
    const int code =
        insert.bind(1, shard_.value).bind(2, stored(sequence.value)).bind(3, blob).step();
    if (code != SQLITE_DONE) return failed(code, "append");
  }
  if (Result<void> committed = transaction.commit(); !committed) {
    return settle_commit(std::move(committed).error(), sequence);
  }
  return {};
}

Result<std::vector<LogRecord>> SqliteDb::read(LogSequence from, std::size_t bytes_max) {
  RF_TRY(ready());
  if (!opened_) return log_not_open();
  RF_TRY_ASSIGN(const ShardRow row, shard_row());
  if (from <= row.truncated) return log_truncated(from, row.truncated.next());
  std::vector<LogRecord> records;
  std::size_t bytes = 0;
  Statement select(select_records_);
  select.bind(1, shard_.value).bind(2, stored(from.value));
  int code = SQLITE_ROW;
  while ((code = select.step()) == SQLITE_ROW) {
    const LogSequence sequence(loaded(select.integer(0)));
    if (sequence.value != from.value + records.size()) {
      return Error(ErrorCode::kCorrupt, fmt::format("record {} is missing from the metadata log",
                                                    from.value + records.size()));
    }
    const bytes::ByteSpan blob = select.blob(1);
    if (!records.empty() && bytes + blob.size() > bytes_max) return records;
    bytes += blob.size();
    records.push_back({.sequence = sequence, .blob = bytes::Slice::copy_of(blob)});
  }
  if (code != SQLITE_DONE) return failed(code, "read");
  return records;
}

Result<void> SqliteDb::confirm_leadership(LeaderEpoch epoch) {
  RF_TRY(ready());
  RF_TRY(leading_row(epoch));
  return {};
}

Result<void> SqliteDb::put_snapshot_pointer(LeaderEpoch epoch, const SnapshotPointer& pointer) {
  RF_TRY(ready());
  Transaction transaction(*this);
  RF_TRY(transaction.begin());
  RF_TRY_ASSIGN(const ShardRow row, leading_row(epoch));
  const LogSequence current = row.snapshot ? row.snapshot->position.sequence : LogSequence(0);
  RF_TRY(check_snapshot_pointer(pointer, current, row.last));
  sqlite3_stmt* raw = nullptr;
  const char* sql =
      "UPDATE shard SET snapshot_key = ?2, snapshot_sequence = ?3, snapshot_hash = ?4"
      " WHERE id = ?1";
  int code = sqlite3_prepare_v2(db_, sql, -1, &raw, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_int64(raw, 1, shard_.value);
    sqlite3_bind_text64(raw, 2, pointer.object_key.data(), pointer.object_key.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    sqlite3_bind_int64(raw, 3, stored(pointer.position.sequence.value));
    sqlite3_bind_blob64(raw, 4, pointer.position.hash.data(), pointer.position.hash.size(),
                        SQLITE_STATIC);
    code = sqlite3_step(raw);
  }
  sqlite3_finalize(raw);
  if (code != SQLITE_DONE) return failed(code, "put the snapshot pointer");
  if (Result<void> committed = transaction.commit(); !committed) {
    must_checkpoint_ = true;
    return Error(ErrorCode::kUnknownOutcome, committed.error().detail);
  }
  return {};
}

Result<std::optional<SnapshotPointer>> SqliteDb::snapshot_pointer() {
  RF_TRY(ready());
  if (!opened_) return log_not_open();
  RF_TRY_ASSIGN(ShardRow row, shard_row());
  return std::move(row.snapshot);
}

Result<bool> SqliteDb::truncate_some(LeaderEpoch epoch, LogSequence up_to) {
  RF_TRY(ready());
  Transaction transaction(*this);
  RF_TRY(transaction.begin());
  RF_TRY_ASSIGN(const ShardRow row, leading_row(epoch));
  if (!row.snapshot || row.snapshot->position.sequence < up_to) {
    return log_truncation_uncovered(up_to);
  }
  if (up_to <= row.truncated) return false;
  const std::uint64_t stop = std::min(up_to.value, row.truncated.value + kTruncateRowsMax);
  RF_TRY(execute(fmt::format("DELETE FROM log WHERE shard = {0} AND sequence <= {1};"
                             "UPDATE shard SET truncated = {1} WHERE id = {0}",
                             shard_.value, stop)
                     .c_str()));
  if (Result<void> committed = transaction.commit(); !committed) {
    must_checkpoint_ = true;
    return Error(ErrorCode::kUnknownOutcome, committed.error().detail);
  }
  return stop < up_to.value;
}

void SqliteDb::close() {
  closed_ = true;
  if (db_ != nullptr && !must_checkpoint_) {
    // Best effort: the next start then has no WAL to replay.
    sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }
  disconnect();
}

}  // namespace ringfence::meta
