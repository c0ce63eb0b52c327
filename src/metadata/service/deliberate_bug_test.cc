// Goal: the switches of this folder's deliberate bugs break what they say, so that the history
// checker has something to find. Method: each is switched on for one scenario that is right without
// it.
#include "base/deliberate_bugs.h"

#include "metadata/service/service_test_util.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

#ifdef RINGFENCE_DELIBERATE_BUGS

class DeliberateBugTest : public ServiceTest {
 protected:
  void TearDown() override {
    set_deliberate_bug("none");
    ServiceTest::TearDown();
  }

  // How long an answer takes when an append takes a second.
  async::Task<Duration> answer_time(std::string bug) {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    log_->append_time = seconds(1);
    set_deliberate_bug(bug);
    const MonotonicTime before = loop_.now();
    EXPECT_TRUE((co_await sequencer_->submit(request_of(create_topic(1)), {})).ok());
    co_return loop_.now() - before;
  }

  // What the log holds of a commit that was answered, when its append is lost once.
  async::Task<std::int64_t> committed_after_lost_append(std::string bug) {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    const TopicId id = co_await topic(1);
    const SessionId mine = co_await session(1);
    log_->faults = {AppendFault::kUnknownAbsent};
    set_deliberate_bug(bug);
    EXPECT_TRUE((co_await sequencer_->submit(request_of(commit_of(mine, 1, id)), {})).ok());
    set_deliberate_bug("none");
    co_await stop_sequencer();
    EXPECT_TRUE((co_await start_sequencer()).ok());
    co_return sequencer_->state_for_test()
        .find_partition(id, PartitionIndex(0))
        ->high_watermark.value;
  }

  // Does another agent see a topic while its record is still being appended?
  async::Task<bool> seen_early(std::string bug) {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& reader = add_client(2);
    EXPECT_TRUE((co_await reader.wait_session(SessionId(0), in(seconds(5)))).ok());
    EXPECT_TRUE((co_await reader.read_index(in(seconds(5)))).ok());
    set_deliberate_bug(bug);
    log_->append_time = seconds(1);
    async::TaskGroup group(loop_);
    group.spawn(create_one());
    co_await async::sleep_for(loop_, milliseconds(500));
    const bool seen = reader.replica().state().topic_count() > 0;
    co_await group.join();
    co_return seen;
  }
  async::Task<void> create_one() {
    EXPECT_TRUE((co_await sequencer_->submit(request_of(create_topic(1)), {})).ok());
  }

  // Does the own replica, or another one after a read index, have what was acknowledged?
  async::Task<bool> reads_own_ack(std::string bug, bool other) {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& writer = add_client(1);
    Client& reader = add_client(2);
    EXPECT_TRUE((co_await writer.wait_session(SessionId(0), in(seconds(5)))).ok());
    EXPECT_TRUE((co_await reader.wait_session(SessionId(0), in(seconds(5)))).ok());
    set_deliberate_bug(bug);
    bool all = true;
    for (std::uint8_t i = 1; i <= 50; ++i) {
      auto made = co_await writer.create_topic(create_topic(i), {}, in(seconds(5)));
      EXPECT_TRUE(made.ok());
      Client& asked = other ? reader : writer;
      if (other) EXPECT_TRUE((co_await asked.read_index(in(seconds(5)))).ok());
      all = all && asked.replica().state().find_topic(made->answer.topic) != nullptr;
    }
    co_return all;
  }

  async::Task<bool> restart_is_equal(std::string bug) {
    set_deliberate_bug(bug);
    SequencerOptions options;
    options.snapshot.after_records = 5;
    options.snapshot.margin_records = 1;
    EXPECT_TRUE((co_await start_sequencer(options)).ok());
    for (std::uint8_t i = 1; i <= 12; ++i) (void)co_await topic(i);
    co_await async::sleep_for(loop_, seconds(5));
    const Digest before = sequencer_->state_digest();
    co_await stop_sequencer();
    EXPECT_TRUE((co_await start_sequencer(options)).ok());
    co_return sequencer_->state_digest() == before;
  }
};

TEST_F(DeliberateBugTest, NoneKeepsThePromises) {
  EXPECT_GE(run(answer_time("none")), seconds(1));
  EXPECT_EQ(run(shut_down()), true);
  log_store_ = {};
  EXPECT_EQ(run(committed_after_lost_append("none")), 1);
  run(shut_down());
  log_store_ = {};
  EXPECT_FALSE(run(seen_early("none")));
  run(shut_down());
  log_store_ = {};
  EXPECT_TRUE(run(reads_own_ack("none", false)));
  run(shut_down());
  log_store_ = {};
  EXPECT_TRUE(run(reads_own_ack("none", true)));
  run(shut_down());
  log_store_ = {};
  EXPECT_TRUE(run(restart_is_equal("none")));
}

TEST_F(DeliberateBugTest, AckBeforeLogAppend) {
  EXPECT_LT(run(answer_time("ack_before_log_append")), seconds(1));
}

TEST_F(DeliberateBugTest, ReloadKeepsInFlight) {
  EXPECT_EQ(run(committed_after_lost_append("reload_keeps_in_flight")), 0);
}

TEST_F(DeliberateBugTest, ServeBeyondDurable) {
  EXPECT_TRUE(run(seen_early("serve_beyond_durable")));
}

TEST_F(DeliberateBugTest, NoReadIndex) { EXPECT_FALSE(run(reads_own_ack("no_read_index", true))); }

TEST_F(DeliberateBugTest, AckBeforeReplicaApplied) {
  EXPECT_FALSE(run(reads_own_ack("ack_before_replica_applied", false)));
}

TEST_F(DeliberateBugTest, SnapshotOffByOne) {
  EXPECT_FALSE(run(restart_is_equal("snapshot_off_by_one")));
}

#endif

}  // namespace
}  // namespace ringfence::meta
