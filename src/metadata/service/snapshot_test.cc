// Goal: rules 1 and 14: restart from snapshot and log gives the same state to the bit; what is
// damaged is named and refuses to start; the sequencer never waits for a snapshot. Method:
// snapshots every few records on memory log and store, then restarts, also after damage done by
// hand.
#include "metadata/state/snapshot.h"
#include "metadata/service/service_test_util.h"

namespace ringfence::meta {
namespace {

class SnapshotTest : public ServiceTest {
 protected:
  SequencerOptions every(std::uint64_t records, std::uint64_t margin) {
    SequencerOptions options;
    options.snapshot.after_records = records;
    options.snapshot.margin_records = margin;
    options.snapshot.step_bytes = 500;
    options.session_timeout = seconds(1'000'000);
    return options;
  }

  async::Task<void> fill(std::uint64_t commits) {
    const TopicId id = co_await topic(1, 3);
    const SessionId mine = co_await session(1);
    for (std::uint64_t i = 1; i <= commits; ++i) {
      auto decided = co_await sequencer_->submit(
          request_of(commit_of(mine, i, id, 2, static_cast<std::int32_t>(i % 3))), {});
      EXPECT_TRUE(decided.ok());
    }
    co_await async::sleep_for(loop_, seconds(2));
  }

  async::Task<bool> restart() {
    EXPECT_TRUE((co_await start_sequencer(every(10, 3))).ok());
    co_await fill(57);
    EXPECT_GE(sequencer_->snapshot_stats().made, 3u);
    EXPECT_EQ(sequencer_->snapshot_stats().failures, 0u);
    const Digest before = sequencer_->state_digest();
    const LogPosition end = sequencer_->durable();
    EXPECT_GT(log_store_.first().value, 1u);  // truncated
    EXPECT_LE(store_.object_count(), 2u);     // the newest and the one before
    co_await stop_sequencer();
    EXPECT_TRUE((co_await start_sequencer(every(10, 3))).ok());
    EXPECT_EQ(sequencer_->state_digest(), before);
    EXPECT_EQ(sequencer_->durable(), end);
    co_return true;
  }

  async::Task<std::string> start_error() {
    auto started = co_await start_sequencer(every(10, 3));
    EXPECT_TRUE(started.failed_with(ErrorCode::kCorrupt)) << started.error().to_string();
    EXPECT_EQ(sequencer_->status(), SequencerStatus::kFailed);
    auto read = co_await sequencer_->read_index({});
    EXPECT_TRUE(read.failed_with(ErrorCode::kCorrupt));
    const std::string detail = started ? "" : started.error().detail;
    co_await stop_sequencer();
    co_return detail;
  }

  async::Task<bool> damage() {
    EXPECT_TRUE((co_await start_sequencer(every(10, 3))).ok());
    co_await fill(25);
    co_await stop_sequencer();
    const SnapshotPointer pointer = *log_store_.snapshot;
    auto object = co_await store_.get(pointer.object_key, 0, std::nullopt, {});
    const bytes::Slice whole = object->data;
    for (const std::size_t keep : {whole.size() / 2, whole.size() - 1, std::size_t{0}}) {
      (void)co_await store_.put(pointer.object_key, bytes::Chain(whole.sub(0, keep)), {}, {});
      const std::string why = co_await start_error();
      EXPECT_NE(why.find(pointer.object_key), std::string::npos) << why;
      EXPECT_NE(why.find("sequence " + std::to_string(pointer.position.sequence.value)),
                std::string::npos)
          << why;
    }
    (void)co_await store_.remove(pointer.object_key, {});
    EXPECT_NE((co_await start_error()).find("missing"), std::string::npos);
    (void)co_await store_.put(pointer.object_key, bytes::Chain(whole), {}, {});

    // A record of the log: flipped, then gone.
    const LogSequence victim = pointer.position.sequence.next();
    const bytes::Slice record = log_store_.records.at(victim);
    std::vector<std::byte> flipped(record.data(), record.data() + record.size());
    flipped[flipped.size() / 2] ^= std::byte{1};
    log_store_.records[victim] = bytes::Slice::from_vector(flipped);
    EXPECT_NE((co_await start_error()).find("record " + std::to_string(victim.value)),
              std::string::npos);
    log_store_.records[victim] = log_store_.records.at(victim.next());
    EXPECT_NE((co_await start_error()).find("record " + std::to_string(victim.value)),
              std::string::npos);
    log_store_.records[victim] = record;
    EXPECT_TRUE((co_await start_sequencer(every(10, 3))).ok());
    co_return true;
  }

  // Damaged on the way once or twice, not where it lies.
  async::Task<bool> damage_in_transit() {
    EXPECT_TRUE((co_await start_sequencer(every(10, 3))).ok());
    co_await fill(25);
    co_await stop_sequencer();
    FlippingStore flipping(store_);
    FlakyLog log(loop_, log_store_);
    for (int flips = 1; flips <= 3; ++flips) {
      flipping.flips = flips;
      Sequencer sequencer(loop_, log, flipping);
      EXPECT_EQ((co_await sequencer.start()).ok(), flips < 3) << flips;
      co_await sequencer.stop();
    }
    co_return true;
  }
  class FlippingStore final : public store::ObjectStore {
   public:
    explicit FlippingStore(store::ObjectStore& inner) : inner_(inner) {}
    int flips = 0;
    async::Task<Result<store::Etag>> put(std::string key, bytes::Chain body,
                                         store::PutOptions options,
                                         async::Deadline deadline) override {
      return inner_.put(std::move(key), std::move(body), std::move(options), deadline);
    }
    async::Task<Result<store::GetResult>> get(std::string key, std::uint64_t offset,
                                              std::optional<std::uint64_t> length,
                                              async::Deadline deadline) override {
      auto got = co_await inner_.get(std::move(key), offset, length, deadline);
      if (got && flips-- > 0) {
        std::vector<std::byte> data(got->data.data(), got->data.data() + got->data.size());
        data[data.size() / 2] ^= std::byte{16};
        got->data = bytes::Slice::from_vector(std::move(data));
      }
      co_return got;
    }
    async::Task<Result<store::ObjectInfo>> head(std::string key,
                                                async::Deadline deadline) override {
      return inner_.head(std::move(key), deadline);
    }
    async::Task<Result<void>> remove(std::string key, async::Deadline deadline) override {
      return inner_.remove(std::move(key), deadline);
    }
    async::Task<Result<store::ListPage>> list(std::string prefix, std::string after,
                                              async::Deadline deadline) override {
      return inner_.list(std::move(prefix), std::move(after), deadline);
    }

   private:
    store::ObjectStore& inner_;
  };

  async::Task<bool> not_waiting() {
    // A blocking step takes 10 s here: the snapshot is slow, the rounds are not.
    loop_.set_blocking_cost(seconds(10), seconds(10));
    EXPECT_TRUE((co_await start_sequencer(every(5, 2))).ok());
    const MonotonicTime before = loop_.now();
    const TopicId id = co_await topic(1);
    const SessionId mine = co_await session(1);
    for (std::uint64_t i = 1; i <= 50; ++i)
      (void)co_await sequencer_->submit(request_of(commit_of(mine, i, id)), {});
    EXPECT_LT((loop_.now() - before).count(), 1'000'000'000);
    EXPECT_EQ(sequencer_->snapshot_stats().made, 0u);
    co_await async::sleep_for(loop_, seconds(600));
    EXPECT_GE(sequencer_->snapshot_stats().made, 1u);
    co_return true;
  }
};

TEST_F(SnapshotTest, ARestartGivesTheSameStateAndTheLogStaysSmall) { EXPECT_TRUE(run(restart())); }

TEST_F(SnapshotTest, DamageRefusesToStartAndIsNamed) { EXPECT_TRUE(run(damage())); }

TEST_F(SnapshotTest, DamageOnTheWayIsReadAgain) { EXPECT_TRUE(run(damage_in_transit())); }

TEST_F(SnapshotTest, TheSequencerDoesNotWaitForASnapshot) { EXPECT_TRUE(run(not_waiting())); }

TEST(SnapshotKey, SortsBySequence) {
  LogPosition small{LogSequence(9), {}};
  LogPosition large{LogSequence(10), {}};
  large.hash.fill(0xAB);
  EXPECT_EQ(snapshot_key(large), "metadata/snapshot/00000000000000000010-abababababababab");
  EXPECT_LT(snapshot_key(small), snapshot_key(large));
}

}  // namespace
}  // namespace ringfence::meta
