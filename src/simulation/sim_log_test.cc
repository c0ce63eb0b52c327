// Goal: the SQLite metadata log keeps every record that it called durable, whatever the disk does
// between a failed fsync and the next crash. Method: the product's log over the simulated disk, one
// story a test.
#include "async/sim_loop.h"
#include "metadata/log/sqlite_log.h"
#include "simulation/sim_disk.h"

namespace ringfence::sim {
namespace {

class SimLogTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { install_sim_vfs(1); }
  SimLogTest() { disk_.faults().keep_unsynced = 0; }

  std::unique_ptr<meta::SqliteLog> open_log() {
    auto log = std::make_unique<meta::SqliteLog>(loop_, "/sim/log/metadata.db");
    const auto opened = scheduler_.run(log->open(meta::kFirstShard));
    EXPECT_TRUE(opened.ok());
    if (opened) epoch_ = opened->epoch, last_ = opened->last;
    return log;
  }
  bool append(meta::SqliteLog& log) {
    const auto done = scheduler_.run(
        log.append(epoch_, last_.next(), bytes::Slice::copy_of(std::string(3000, 'r'))));
    if (done) last_ = last_.next();
    return done.ok();
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{0}};
  SimDisk disk_{"/sim/log/", 5};
  LeaderEpoch epoch_{0};
  LogSequence last_{0};
};

// The record whose fsync failed stands in the page cache, and the next process finds it there. Had
// it gone on behind it, a crash would have cut off everything since.
TEST_F(SimLogTest, ARestartAfterAFailedFsyncMakesWhatItFindsDurable) {
  auto log = open_log();
  ASSERT_TRUE(append(*log));
  disk_.faults().sync_error = 1;
  EXPECT_FALSE(append(*log));
  disk_.faults().sync_error = 0;
  disk_.detach();
  log = open_log();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(append(*log));
  const LogSequence durable = last_;
  disk_.crash();
  log = open_log();
  EXPECT_EQ(last_, durable);
}

TEST_F(SimLogTest, AFailedFsyncIsSettledBeforeTheNextAppend) {
  auto log = open_log();
  for (int i = 0; i < 30; ++i) {
    disk_.faults().sync_error = i % 3 == 0 ? 0.7 : 0;
    (void)append(*log);
    const auto read = scheduler_.run(log->read(last_.next(), 1 << 20));
    if (read) last_.value += read->size();  // as the sequencer does with an unknown outcome
  }
  disk_.faults().sync_error = 0;
  const LogSequence durable = last_;
  EXPECT_GT(durable.value, 15u);
  disk_.crash();
  log = open_log();
  EXPECT_EQ(last_, durable);
}

}  // namespace
}  // namespace ringfence::sim
