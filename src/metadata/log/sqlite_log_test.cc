// Goal: the SQLite engine keeps its promises when the disk or another process gets in the way.
// Method: a VFS that hands everything to the system's and fails writes or syncs on demand; the
// simulator does the same with torn and lost writes. A crash is the files copied away from under an
// open database.
#include "metadata/log/sqlite_log.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>

#include "async/sim_loop.h"
#include "base/deliberate_bugs.h"

namespace ringfence::meta {
namespace {

namespace fs = std::filesystem;

struct Faults {
  int write_error = SQLITE_OK;
  int sync_error = SQLITE_OK;
  int writes_before_error = 0;
  int syncs = 0;
};
Faults faults;

struct FaultFile {
  sqlite3_file base;
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->real; }

const sqlite3_io_methods& fault_methods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods m{};
    m.iVersion = 1;
    m.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
    m.xRead = [](sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
      return real(f)->pMethods->xRead(real(f), data, size, at);
    };
    m.xWrite = [](sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
      if (faults.write_error != SQLITE_OK && faults.writes_before_error-- <= 0) {
        return faults.write_error;
      }
      return real(f)->pMethods->xWrite(real(f), data, size, at);
    };
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
      return real(f)->pMethods->xTruncate(real(f), size);
    };
    m.xSync = [](sqlite3_file* f, int flags) {
      ++faults.syncs;
      return faults.sync_error != SQLITE_OK ? faults.sync_error
                                            : real(f)->pMethods->xSync(real(f), flags);
    };
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      return real(f)->pMethods->xFileSize(real(f), size);
    };
    m.xLock = [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); };
    m.xUnlock = [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); };
    m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
      return real(f)->pMethods->xCheckReservedLock(real(f), out);
    };
    m.xFileControl = [](sqlite3_file* f, int op, void* argument) {
      return real(f)->pMethods->xFileControl(real(f), op, argument);
    };
    m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file* f) {
      return real(f)->pMethods->xDeviceCharacteristics(real(f));
    };
    return m;
  }();
  return methods;
}

int fault_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* system = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* fault = reinterpret_cast<FaultFile*>(file);
  fault->real = reinterpret_cast<sqlite3_file*>(fault + 1);
  const int code = system->xOpen(system, name, fault->real, flags, out);
  fault->base.pMethods = fault->real->pMethods != nullptr ? &fault_methods() : nullptr;
  return code;
}

// Registered as the process's default, as the simulator does it.
void install_fault_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    sqlite3_vfs copy = *system;
    copy.zName = "fault";
    copy.pNext = nullptr;
    copy.pAppData = system;
    copy.szOsFile = static_cast<int>(sizeof(FaultFile)) + system->szOsFile;
    copy.xOpen = fault_open;
    return copy;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 1);
  ASSERT_EQ(registered, SQLITE_OK);
}

class SqliteLogTest : public testing::Test {
 protected:
  SqliteLogTest() : scheduler_(1), loop_(scheduler_, 2, UnixMillis{0}) {
    install_fault_vfs();
    faults = {};
    directory_ = fs::temp_directory_path() / ("rf_sqlite_test_" + std::to_string(getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  ~SqliteLogTest() override {
    faults = {};
    fs::remove_all(directory_);
  }
  std::unique_ptr<SqliteLog> make(const char* name = "log.db") {
    return std::make_unique<SqliteLog>(loop_, (directory_ / name).string());
  }
  template <class T>
  T run(async::Task<T> task) {
    return scheduler_.run(std::move(task));
  }
  Result<void> append(SqliteLog& log, LeaderEpoch epoch, std::uint64_t sequence) {
    const std::string text(5000, static_cast<char>('a' + sequence % 26));
    return run(log.append(epoch, LogSequence(sequence), bytes::Slice::copy_of(text)));
  }
  std::size_t count(SqliteLog& log) {
    auto records = run(log.read(LogSequence(1), 1 << 30));
    EXPECT_TRUE(records) << records.error().to_string();
    return records ? records->size() : 0;
  }

  async::SimScheduler scheduler_;
  async::SimLoop loop_;
  fs::path directory_;
};

TEST_F(SqliteLogTest, AnAbandonedLogIsWholeInACopyOfItsFiles) {
  auto log = make();
  const LogOpened opened = *run(log->open(kFirstShard));
  for (std::uint64_t i = 1; i <= 120; ++i) {
    ASSERT_TRUE(append(*log, opened.epoch, i));
    if (i % 30 != 0) continue;
    // A crash here: whatever was answered is in the files.
    for (const char* suffix : {"", "-wal"}) {
      fs::copy_file((directory_ / "log.db").string() + suffix,
                    (directory_ / "copy.db").string() + suffix,
                    fs::copy_options::overwrite_existing);
    }
    auto copy = make("copy.db");
    const auto again = run(copy->open(kFirstShard));
    ASSERT_TRUE(again) << again.error().to_string();
    EXPECT_EQ(again->last, LogSequence(i));
    EXPECT_EQ(again->epoch, opened.epoch.next());
    EXPECT_EQ(count(*copy), i);
  }
}

TEST_F(SqliteLogTest, EveryAppendIsSynced) {
  auto log = make();
  const LogOpened opened = *run(log->open(kFirstShard));
  for (std::uint64_t i = 1; i <= 20; ++i) {
    const int before = faults.syncs;
    ASSERT_TRUE(append(*log, opened.epoch, i));
    EXPECT_GT(faults.syncs, before) << i;
  }
}

TEST_F(SqliteLogTest, TheWalStaysSmall) {
  auto log = make();
  const LogOpened opened = *run(log->open(kFirstShard));
  for (std::uint64_t i = 1; i <= 600; ++i) ASSERT_TRUE(append(*log, opened.epoch, i));
  EXPECT_LT(fs::file_size(directory_ / "log.db-wal"), 4u << 20);
}

TEST_F(SqliteLogTest, ASecondOwnerIsRefusedWithAReason) {
  auto first = make();
  ASSERT_TRUE(run(first->open(kFirstShard)));
  auto second = make();
  const auto refused = run(second->open(kFirstShard));
  ASSERT_TRUE(refused.failed_with(ErrorCode::kUnavailable));
  EXPECT_NE(refused.error().detail.find("another process"), std::string::npos);
  ASSERT_TRUE(run(first->close()));
  EXPECT_TRUE(run(second->open(kFirstShard))) << "free once the first has gone";
}

TEST_F(SqliteLogTest, AFullDiskRefusesAndRecovers) {
  auto log = make();
  const LogOpened opened = *run(log->open(kFirstShard));
  ASSERT_TRUE(append(*log, opened.epoch, 1));
  // Fails at the first, second, ... write of the commit, so every prefix of a half-written WAL is
  // met.
  for (int prefix = 0; prefix < 6; ++prefix) {
    const auto sequence = static_cast<std::uint64_t>(prefix) + 2;
    faults.write_error = SQLITE_FULL;
    faults.writes_before_error = prefix % 3;
    const Result<void> refused = append(*log, opened.epoch, sequence);
    EXPECT_TRUE(refused.failed_with(ErrorCode::kOutOfSpace)) << prefix;
    EXPECT_EQ(append(*log, opened.epoch, sequence).ok(), false) << "still full";
    faults.write_error = SQLITE_OK;
    EXPECT_EQ(count(*log), sequence - 1) << "nothing half done";
    ASSERT_TRUE(append(*log, opened.epoch, sequence)) << "there is room again";
  }
  EXPECT_EQ(count(*log), 7u);
}

TEST_F(SqliteLogTest, AFailedSyncIsNeverTakenForSuccess) {
  auto log = make();
  const LogOpened opened = *run(log->open(kFirstShard));
  ASSERT_TRUE(append(*log, opened.epoch, 1));
  faults.sync_error = SQLITE_IOERR_FSYNC;
  const Result<void> result = append(*log, opened.epoch, 2);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.failed_with(ErrorCode::kUnknownOutcome)) << result.error().to_string();
  // While the disk fails, nothing is served: what the page cache shows proves nothing.
  EXPECT_FALSE(run(log->read(LogSequence(1), 1 << 20)));
  faults.sync_error = SQLITE_OK;
  const std::size_t records = count(*log);
  ASSERT_TRUE(records == 1 || records == 2);
  // Whatever was read stays true, and the log goes on from there.
  ASSERT_TRUE(append(*log, opened.epoch, records + 1));
  log.reset();
  auto next = make();
  EXPECT_EQ(run(next->open(kFirstShard))->last, LogSequence(records + 1));
}

#ifdef RINGFENCE_DELIBERATE_BUGS
// The switches that the simulator throws do what their names say.
TEST_F(SqliteLogTest, DeliberateBugs) {
  ASSERT_TRUE(set_deliberate_bug("log_without_sync"));
  auto log = make();
  const LogOpened old = *run(log->open(kFirstShard));
  const int before = faults.syncs;
  EXPECT_TRUE(append(*log, old.epoch, 1));
  EXPECT_EQ(faults.syncs, before);
  ASSERT_TRUE(set_deliberate_bug("skip_leader_fence"));
  const LogOpened next = *run(log->open(kFirstShard));
  EXPECT_TRUE(append(*log, next.epoch, 2));
  EXPECT_TRUE(append(*log, old.epoch, 2));
  ASSERT_TRUE(set_deliberate_bug("none"));
  EXPECT_TRUE(append(*log, old.epoch, 3).failed_with(ErrorCode::kFenced));
}
#endif

TEST_F(SqliteLogTest, OtherFilesAreRefused) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((directory_ / "log.db").c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE t(a)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_TRUE(run(make()->open(kFirstShard)).failed_with(ErrorCode::kCorrupt));

  auto log = make("newer.db");
  ASSERT_TRUE(run(log->open(kFirstShard)));
  ASSERT_TRUE(run(log->close()));
  ASSERT_EQ(sqlite3_open((directory_ / "newer.db").c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA user_version=2", nullptr, nullptr,
               nullptr);
  sqlite3_close(db);
  EXPECT_TRUE(run(make("newer.db")->open(kFirstShard)).failed_with(ErrorCode::kUnsupported));

  auto nowhere = std::make_unique<SqliteLog>(loop_, (directory_ / "no" / "log.db").string());
  EXPECT_TRUE(run(nowhere->open(kFirstShard)).failed_with(ErrorCode::kUnavailable));
}

}  // namespace
}  // namespace ringfence::meta
