// Goal: without faults the simulated bucket behaves as every object store; with faults each does
// what its name says. Method: the conformance suite of the seam, then one fault at a time at
// probability 1.
#include "simulation/sim_store.h"

#include "object_store/store_conformance.h"

namespace ringfence::store {

INSTANTIATE_TEST_SUITE_P(Simulated, StoreConformance,
                         ::testing::Values(StoreFactory{"simulated", [](async::SimLoop& loop) {
                                                          struct Both {
                                                            explicit Both(async::SimLoop& l)
                                                                : bucket(l.scheduler(), 3) {}
                                                            sim::SimBucket bucket;
                                                            std::unique_ptr<ObjectStore> store;
                                                          };
                                                          auto both = std::make_shared<Both>(loop);
                                                          both->store = both->bucket.attach(loop);
                                                          return std::shared_ptr<ObjectStore>(
                                                              both, both->store.get());
                                                        }}));

}  // namespace ringfence::store

namespace ringfence::sim {
namespace {

class SimStoreTest : public testing::Test {
 protected:
  Result<store::Etag> put(const std::string& key, const std::string& body) {
    return scheduler_.run(store_->put(key, bytes::Chain(bytes::Slice::copy_of(body)), {},
                                      async::Deadline::after(loop_, seconds(5))));
  }
  void pass(Duration time) {
    scheduler_.schedule(scheduler_.now() + time, [] {});
    scheduler_.run_until([] { return false; }, scheduler_.now() + time);
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{0}};
  SimBucket bucket_{scheduler_, 3};
  std::unique_ptr<store::ObjectStore> store_ = bucket_.attach(loop_);
};

TEST_F(SimStoreTest, ARefusedPutHasNoEffect) {
  bucket_.faults().refused = 1;
  EXPECT_TRUE(put("k", "v").failed_with(ErrorCode::kUnavailable));
  pass(seconds(100));
  EXPECT_EQ(bucket_.find("k"), nullptr);
}

TEST_F(SimStoreTest, ALostAnswerHasItsEffect) {
  bucket_.faults().lost_answer = 1;
  EXPECT_TRUE(put("k", "v").failed_with(ErrorCode::kUnknownOutcome));
  EXPECT_NE(bucket_.find("k"), nullptr);
}

TEST_F(SimStoreTest, ALatePutLandsAfterItsCallerGaveUp) {
  bucket_.faults().late_effect = 1;
  int late = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string key = "k" + std::to_string(i);
    EXPECT_TRUE(put(key, "v").failed_with(ErrorCode::kUnknownOutcome));
    late += bucket_.find(key) == nullptr ? 1 : 0;
  }
  EXPECT_GT(late, 0);
  pass(seconds(100));
  EXPECT_EQ(bucket_.objects(), 20u);
}

TEST_F(SimStoreTest, APutMayNeverLand) {
  bucket_.faults().never = 1;
  EXPECT_TRUE(put("k", "v").failed_with(ErrorCode::kUnknownOutcome));
  pass(seconds(100));
  EXPECT_EQ(bucket_.find("k"), nullptr);
}

TEST_F(SimStoreTest, AFlippedBitChangesOneByte) {
  ASSERT_TRUE(put("k", "value").ok());
  bucket_.faults().flipped_bit = 1;
  const auto got = scheduler_.run(store_->get("k", 0, {}, {}));
  ASSERT_TRUE(got.ok());
  EXPECT_NE(got->data.text(), "value");
  EXPECT_EQ(bucket_.find("k")->text(), "value");
}

TEST_F(SimStoreTest, ADeadNodeSendsNothingButItsRequestsMayStillLand) {
  std::optional<Result<store::Etag>> result;
  async::TaskGroup group(loop_);
  auto run = [](store::ObjectStore& store,
                std::optional<Result<store::Etag>>& out) -> async::Task<void> {
    out = co_await store.put("k", bytes::Chain(bytes::Slice::copy_of("v")), {}, {});
  };
  group.spawn(run(*store_, result));
  loop_.kill();
  pass(seconds(10));
  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->failed_with(ErrorCode::kCancelled));
  EXPECT_NE(bucket_.find("k"), nullptr);
  EXPECT_EQ(bucket_.stats().landed_after_death, 1u);
  EXPECT_TRUE(put("l", "v").failed_with(ErrorCode::kCancelled));
  pass(seconds(10));
  EXPECT_EQ(bucket_.find("l"), nullptr);
}

TEST_F(SimStoreTest, OtherBytesUnderOneKeyAreCounted) {
  ASSERT_TRUE(put("k", "v").ok());
  ASSERT_TRUE(put("k", "v").ok());
  EXPECT_EQ(bucket_.stats().different_bytes, 0u);
  ASSERT_TRUE(put("k", "w").ok());
  EXPECT_EQ(bucket_.stats().different_bytes, 1u);
}

}  // namespace
}  // namespace ringfence::sim
