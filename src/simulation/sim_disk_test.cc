// Goal: SQLite keeps its word over the simulated disk, and the disk breaks what was not synced.
// Method: real SQLite in WAL mode; crashes at every operation of a transaction; committed rows must
// be there afterwards, and with syncing switched off some must be missing (else the disk would
// prove nothing).
#include "simulation/sim_disk.h"

#include <sqlite3.h>

namespace ringfence::sim {
namespace {

struct Database {
  explicit Database(const std::string& path, const char* synchronous = "FULL") {
    EXPECT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    ok = run("PRAGMA locking_mode=EXCLUSIVE") && run("PRAGMA journal_mode=WAL") &&
         run(std::string("PRAGMA synchronous=") + synchronous) &&
         run("CREATE TABLE IF NOT EXISTS t(n INTEGER PRIMARY KEY, body BLOB)");
  }
  ~Database() { sqlite3_close(db); }
  bool run(const std::string& sql) {
    return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  bool insert(int n) {
    return run("INSERT INTO t VALUES(" + std::to_string(n) + ", zeroblob(6000))");
  }
  std::int64_t highest() {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db, "SELECT count(*), max(n) FROM t", -1, &statement, nullptr);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const std::int64_t count = sqlite3_column_int64(statement, 0);
    EXPECT_EQ(count, sqlite3_column_int64(statement, 1));  // 1..n without a gap
    sqlite3_finalize(statement);
    return count;
  }
  sqlite3* db = nullptr;
  bool ok = false;
};

class SimDiskTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { install_sim_vfs(1); }
};

// Crashes after every possible operation; returns how many committed rows were lost over all runs.
std::int64_t crash_everywhere(const char* synchronous, std::size_t sector_bytes) {
  std::int64_t lost = 0;
  for (std::uint64_t at = 1; at < 90; at += 2) {
    SimDisk disk("/sim/crash/", at);
    disk.faults().sector_bytes = sector_bytes;
    const std::string path = "/sim/crash/log.db";
    int committed = 0;
    {
      Database database(path, synchronous);
      EXPECT_TRUE(database.ok);
      disk.stop_after(at);
      for (int n = 1; n <= 12; ++n) {
        if (!database.insert(n)) break;
        committed = n;
      }
      disk.crash();
    }
    Database again(path);
    if (!again.ok) {
      lost += committed;
      continue;
    }
    lost += std::max<std::int64_t>(0, committed - again.highest());
  }
  return lost;
}

TEST_F(SimDiskTest, CommittedRowsSurviveACrashAtEveryOperation) {
  EXPECT_EQ(crash_everywhere("FULL", 4096), 0);
  EXPECT_EQ(crash_everywhere("FULL", 512), 0);
}

TEST_F(SimDiskTest, WithoutSyncCommittedRowsAreLost) { EXPECT_GT(crash_everywhere("OFF", 512), 0); }

TEST_F(SimDiskTest, AProcessThatDiesLosesNothing) {
  SimDisk disk("/sim/kill/", 7);
  {
    Database database("/sim/kill/log.db", "OFF");
    EXPECT_TRUE(database.insert(1));
    disk.detach();
    EXPECT_FALSE(database.insert(2));
  }
  EXPECT_EQ(Database("/sim/kill/log.db").highest(), 1);
}

TEST_F(SimDiskTest, AFullDiskRefusesAndRecovers) {
  SimDisk disk("/sim/full/", 7);
  Database database("/sim/full/log.db");
  EXPECT_TRUE(database.insert(1));
  disk.faults().full = true;
  EXPECT_FALSE(database.insert(2));
  disk.faults().full = false;
  EXPECT_TRUE(database.insert(2));
  EXPECT_EQ(database.highest(), 2);
  EXPECT_GT(disk.stats().space_errors, 0u);
}

TEST_F(SimDiskTest, AFailedSyncFailsTheTransactionAndItsDataNeverBecomesDurable) {
  SimDisk disk("/sim/sync/", 7);
  disk.faults().keep_unsynced = 0;
  {
    Database database("/sim/sync/log.db");
    EXPECT_TRUE(database.insert(1));
    disk.faults().sync_error = 1;
    EXPECT_FALSE(database.insert(2));
    disk.faults().sync_error = 0;
    EXPECT_TRUE(database.insert(2));
    disk.crash();
  }
  EXPECT_EQ(Database("/sim/sync/log.db").highest(), 2);
  EXPECT_EQ(disk.stats().sync_errors, 1u);
}

}  // namespace
}  // namespace ringfence::sim
