// Goal: one GET serves all who ask for a block, memory stays within the budget by what is really
// kept alive, errors are not cached, and no waiter disturbs another. Method: a SimLoop and a store
// that counts, holds and fails GETs.
#include "storage/block_cache.h"

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "storage/object_ids.h"
#include "storage/test_store.h"

namespace ringfence::storage {
namespace {

class BlockCacheTest : public ::testing::Test {
 protected:
  BlockCacheTest() { options_.block_bytes = 100; }
  ~BlockCacheTest() override {
    store_.release_gets();
    scheduler_.run(stop());
  }
  async::Task<int> stop() {
    co_await callers_.join();
    if (cache_) co_await cache_->stop();
    co_return 0;
  }
  async::Task<int> stop_cache() {
    co_await cache_->stop();
    co_return 0;
  }
  void start() { cache_ = std::make_unique<BlockCache>(loop_, store_, options_); }

  // An object of `size` bytes whose byte i is text_[i % 251].
  ObjectId object(std::size_t size) {
    const ObjectId id = loop_.random().uuid();
    std::string body(size, '\0');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>(i % 251);
    (void)scheduler_.run(
        store_.memory().put(object_key(id), bytes::Chain(bytes::Slice::copy_of(body)), {}, {}));
    return id;
  }
  struct Read {
    bool done = false;
    Result<CachedRange> result = Error(ErrorCode::kInternal);
  };
  std::shared_ptr<Read> read(ObjectId id, std::uint64_t size, std::uint64_t position,
                             std::uint64_t length, async::Deadline deadline = {}) {
    auto read = std::make_shared<Read>();
    callers_.spawn(read_one(id, size, position, length, deadline, read));
    return read;
  }
  async::Task<void> read_one(ObjectId id, std::uint64_t size, std::uint64_t position,
                             std::uint64_t length, async::Deadline deadline,
                             std::shared_ptr<Read> read) {
    read->result = co_await cache_->read(id, size, position, length, deadline);
    read->done = true;
  }
  void run_for(Duration d) { scheduler_.run(pass(d)); }
  async::Task<int> pass(Duration d) {
    co_await async::sleep_for(loop_, d);
    co_return 0;
  }
  static bool right_bytes(const CachedRange& range, std::uint64_t position) {
    const bytes::Slice flat = range.bytes.flatten();
    for (std::size_t i = 0; i < flat.size(); ++i) {
      if (static_cast<unsigned char>(flat.data()[i]) != (position + i) % 251) return false;
    }
    return true;
  }

  async::SimScheduler scheduler_{5};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  test::TestStore store_{loop_};
  BlockCacheOptions options_;
  async::TaskGroup callers_{loop_};
  std::unique_ptr<BlockCache> cache_;
};

TEST_F(BlockCacheTest, RangesComeFromAlignedBlocks) {
  start();
  const ObjectId id = object(950);
  for (const auto& [position, length] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {0, 950}, {0, 1}, {99, 2}, {100, 100}, {150, 700}, {949, 1}, {10, 0}}) {
    auto got = read(id, 950, position, length);
    run_for(seconds(1));
    ASSERT_TRUE(got->done && got->result.ok());
    EXPECT_EQ(got->result->bytes.size(), length);
    EXPECT_TRUE(right_bytes(*got->result, position));
    EXPECT_FALSE(got->result->from_own_put);
  }
  EXPECT_EQ(store_.gets, 10);  // each block once
}

TEST_F(BlockCacheTest, RequestsForTheSameBlockAreJoined) {
  start();
  const ObjectId id = object(950);
  store_.hold_gets();
  std::vector<std::shared_ptr<Read>> all;
  for (std::uint64_t i = 0; i < 20; ++i) all.push_back(read(id, 950, 110 + i, 20));
  run_for(milliseconds(10));
  store_.release_gets();
  run_for(seconds(1));
  EXPECT_EQ(store_.gets, 1);
  EXPECT_EQ(cache_->stats().joined, 19u);
  for (std::uint64_t i = 0; i < 20; ++i) {
    ASSERT_TRUE(all[i]->result.ok());
    EXPECT_TRUE(right_bytes(*all[i]->result, 110 + i));
  }
}

TEST_F(BlockCacheTest, OneWaiterLeavingDoesNotDisturbTheOthers) {
  start();
  const ObjectId id = object(950);
  store_.hold_gets();
  async::CancelSource source;
  auto first = read(id, 950, 0, 10, async::Deadline::none(source.token()));
  auto second = read(id, 950, 0, 10);
  auto hasty = read(id, 950, 0, 10, async::Deadline::after(loop_, milliseconds(5)));
  run_for(milliseconds(10));
  source.cancel();
  run_for(milliseconds(10));
  EXPECT_TRUE(first->result.failed_with(ErrorCode::kCancelled));
  EXPECT_TRUE(hasty->result.failed_with(ErrorCode::kTimeout));
  EXPECT_FALSE(second->done);
  store_.release_gets();
  run_for(seconds(1));
  EXPECT_TRUE(second->result.ok());
  EXPECT_EQ(store_.gets, 1);
}

TEST_F(BlockCacheTest, ErrorsAreNotCached) {
  start();
  const ObjectId id = object(950);
  store_.get_faults = {ErrorCode::kUnavailable};
  auto first = read(id, 950, 0, 10);
  auto joined = read(id, 950, 5, 10);
  run_for(seconds(1));
  EXPECT_TRUE(first->result.failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(joined->result.failed_with(ErrorCode::kUnavailable));
  EXPECT_NE(first->result.error().detail.find(id.to_hex()), std::string::npos);
  auto again = read(id, 950, 0, 10);
  run_for(seconds(1));
  EXPECT_TRUE(again->result.ok());
}

TEST_F(BlockCacheTest, MissingAndShortObjectsAreToldApart) {
  start();
  auto missing = read(loop_.random().uuid(), 950, 0, 10);
  const ObjectId id = object(500);
  auto shorter = read(id, 950, 450, 100);
  auto beyond = read(id, 950, 900, 10);
  auto outside = read(id, 500, 450, 100);
  run_for(seconds(1));
  EXPECT_TRUE(missing->result.failed_with(ErrorCode::kNotFound));
  EXPECT_TRUE(shorter->result.failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(beyond->result.failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(outside->result.failed_with(ErrorCode::kCorrupt));
}

TEST_F(BlockCacheTest, BlocksStayWithinTheBudgetByLeastRecentUse) {
  options_.block_bytes_max = 1200;
  start();
  const ObjectId id = object(10'000);
  for (std::uint64_t i = 0; i < 100; ++i) {
    read(id, 10'000, 100 * i, 100);
    read(id, 10'000, 0, 100);  // the first block stays in use
    run_for(milliseconds(10));
    EXPECT_LE(cache_->stats().block_bytes, 1200u);
  }
  EXPECT_EQ(store_.gets, 100);
}

TEST_F(BlockCacheTest, LoadingIsBounded) {
  options_.loading_bytes_max = 300;
  start();
  const ObjectId id = object(10'000);
  store_.hold_gets();
  for (std::uint64_t i = 0; i < 20; ++i) read(id, 10'000, 100 * i, 100);
  run_for(milliseconds(10));
  EXPECT_EQ(store_.gets, 3);
  store_.release_gets();
  run_for(seconds(1));
  EXPECT_EQ(store_.gets, 20);
}

TEST_F(BlockCacheTest, KeptObjectsCostNoGetAndNoCopy) {
  start();
  const ObjectId id = loop_.random().uuid();
  bytes::Chain body;
  std::vector<bytes::Slice> pieces;
  for (int i = 0; i < 50; ++i) {
    pieces.push_back(bytes::Slice::copy_of(std::string(2000, static_cast<char>('a' + i % 26))));
    body.append(pieces.back());
  }
  cache_->keep(id, body, body.size());
  auto got = read(id, body.size(), 3000, 4000);
  run_for(milliseconds(1));
  ASSERT_TRUE(got->result.ok());
  EXPECT_TRUE(got->result->from_own_put);
  ASSERT_EQ(got->result->bytes.slices().size(), 3u);
  EXPECT_EQ(got->result->bytes.slices()[1].data(), pieces[2].data());
  EXPECT_EQ(got->result->bytes.flatten().text(), body.sub(3000, 4000).flatten().text());
  EXPECT_EQ(store_.gets, 0);
}

TEST_F(BlockCacheTest, WhatPinsMuchMoreThanItIsIsCopied) {
  options_.recent_bytes_max = 1'000'000;
  start();
  const bytes::Slice buffer = bytes::Slice::copy_of(std::string(500'000, 'b'));
  bytes::Chain body;
  body.append(buffer.sub(0, 80'000));
  const ObjectId pinning = loop_.random().uuid();
  cache_->keep(pinning, body, 500'000);
  EXPECT_LT(cache_->stats().recent_bytes, 100'000u);
  // Not so much more: kept by reference and charged for all of it.
  const ObjectId kept = loop_.random().uuid();
  cache_->keep(kept, body, 150'000);
  EXPECT_GE(cache_->stats().recent_bytes, 230'000u);
}

TEST_F(BlockCacheTest, RecentObjectsStayWithinTheBudget) {
  options_.recent_bytes_max = 100'000;
  start();
  for (int i = 0; i < 200; ++i) {
    bytes::Chain body(bytes::Slice::copy_of(std::string(5000, 'x')));
    cache_->keep(loop_.random().uuid(), body, body.size());
    EXPECT_LE(cache_->stats().recent_bytes, 100'000u);
  }
  EXPECT_GT(cache_->stats().recent_bytes, 90'000u);
}

TEST_F(BlockCacheTest, AForgottenObjectIsAskedForAgain) {
  start();
  const ObjectId id = object(950);
  read(id, 950, 0, 950);
  run_for(seconds(1));
  const int before = store_.gets;
  cache_->forget(id);
  EXPECT_EQ(cache_->stats().block_bytes, 0u);
  read(id, 950, 0, 950);
  run_for(seconds(1));
  EXPECT_EQ(store_.gets, 2 * before);
}

TEST_F(BlockCacheTest, StoppingEndsLoads) {
  start();
  const ObjectId id = object(950);
  store_.hold_gets();
  auto waiting = read(id, 950, 0, 10);
  run_for(milliseconds(10));
  scheduler_.run(stop_cache());
  run_for(milliseconds(10));
  EXPECT_TRUE(waiting->done);
  EXPECT_FALSE(waiting->result.ok());
  auto late = read(id, 950, 0, 10);
  run_for(milliseconds(10));
  EXPECT_TRUE(late->result.failed_with(ErrorCode::kCancelled));
}

}  // namespace
}  // namespace ringfence::storage
