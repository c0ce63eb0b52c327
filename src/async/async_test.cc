// Goal: the async tools keep their promises under virtual time: deadlines, cancellation, FIFO
// budgets, joins. Method: small coroutines on a SimLoop; the scheduler runs them to the end.
#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "async/task_group.h"
#include "async/wait.h"

namespace ringfence::async {
namespace {

class AsyncTest : public ::testing::Test {
 protected:
  SimScheduler scheduler_{1};
  SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
};

Task<int> add(int a, int b) { co_return a + b; }
Task<int> sum_to(int n) {
  int sum = 0;
  for (int i = 1; i <= n; ++i) sum = co_await add(sum, i);
  co_return sum;
}

TEST_F(AsyncTest, LongChainsOfReadyTasksUseNoStack) {
  EXPECT_EQ(scheduler_.run(sum_to(60000)), 1800030000);
}

Task<bool> sleep_and_check(Loop& loop, Duration d, Cancel cancel) {
  co_return co_await sleep_for(loop, d, cancel);
}

TEST_F(AsyncTest, SleepAdvancesVirtualTimeExactly) {
  EXPECT_TRUE(scheduler_.run(sleep_and_check(loop_, seconds(60), {})));
  EXPECT_EQ(scheduler_.now().ns, 60'000'000'000);
  EXPECT_EQ(loop_.wall_now().ms, 1'700'000'060'000);
}

Task<void> cancel_later(Loop& loop, Duration d, CancelSource& source) {
  co_await sleep_for(loop, d);
  source.cancel();
}

Task<bool> cancelled_sleep(Loop& loop) {
  CancelSource parent;
  CancelSource child(parent.token());
  TaskGroup group(loop);
  group.spawn(cancel_later(loop, seconds(1), parent));
  const bool slept = co_await sleep_for(loop, seconds(100), child.token());
  co_await group.join();
  co_return slept;
}

TEST_F(AsyncTest, CancellingAParentEndsTheChildsSleep) {
  EXPECT_FALSE(scheduler_.run(cancelled_sleep(loop_)));
  EXPECT_EQ(scheduler_.now().ns, 1'000'000'000);
}

Task<void> take(Budget& budget, std::size_t amount, int id, std::vector<int>& order) {
  auto got = co_await budget.acquire(amount);
  EXPECT_TRUE(got.ok());
  order.push_back(id);
}

Task<std::vector<int>> budget_order(Loop& loop) {
  Budget budget(loop, 10);
  std::vector<int> order;
  TaskGroup group(loop);
  group.spawn(take(budget, 8, 1, order));
  group.spawn(take(budget, 10, 2, order));  // waits for 1
  group.spawn(take(budget, 1, 3, order));   // would fit, but must not pass 2
  budget.release(8);
  co_await yield(loop);
  budget.release(10);
  co_await group.join();
  budget.release(1);
  EXPECT_EQ(budget.used(), 0u);
  co_return order;
}

TEST_F(AsyncTest, BudgetIsFirstComeFirstServed) {
  EXPECT_EQ(scheduler_.run(budget_order(loop_)), (std::vector<int>{1, 2, 3}));
}

Task<bool> budget_timeout(Loop& loop) {
  Budget budget(loop, 4);
  EXPECT_TRUE(budget.try_acquire(4));
  auto late = co_await budget.acquire(1, Deadline::after(loop, seconds(1)));
  EXPECT_TRUE(late.failed_with(ErrorCode::kTimeout));
  budget.release(4);
  auto oversized = co_await budget.acquire(100);
  EXPECT_TRUE(oversized.ok());
  budget.release(100);
  co_return budget.used() == 0;
}

TEST_F(AsyncTest, BudgetTimesOutHoldingNothingAndGrantsOversizedAlone) {
  EXPECT_TRUE(scheduler_.run(budget_timeout(loop_)));
}

Task<void> write_then_close(Stream& stream, std::size_t total) {
  for (std::size_t sent = 0; sent < total; sent += 1000) {
    auto done = co_await stream.write_all(
        bytes::Chain(bytes::Slice::from_vector(std::vector<std::byte>(1000, std::byte{7}))), {});
    EXPECT_TRUE(done.ok());
  }
  stream.close();
}

Task<std::size_t> drain(Loop& loop) {
  auto pair = make_memory_stream_pair(loop, 4096);
  TaskGroup group(loop);
  group.spawn(write_then_close(*pair.first, 100'000));
  std::size_t total = 0;
  std::array<std::byte, 777> buffer;
  while (true) {
    auto got = co_await pair.second->read_some(buffer, {});
    EXPECT_TRUE(got.ok());
    if (!got.ok() || *got == 0) break;
    total += *got;
  }
  co_await group.join();
  co_return total;
}

TEST_F(AsyncTest, MemoryStreamDeliversEverythingThroughABoundedBuffer) {
  EXPECT_EQ(scheduler_.run(drain(loop_)), 100'000u);
}

Task<bool> blocking(Loop& loop, bool& ran) {
  auto result = co_await run_blocking(loop, [&ran] {
    ran = true;
    return 41;
  });
  co_return result.ok() && *result == 41;
}

TEST_F(AsyncTest, BlockingWorkRunsUnlessTheNodeIsDead) {
  bool ran = false;
  EXPECT_TRUE(scheduler_.run(blocking(loop_, ran)));
  EXPECT_TRUE(ran);
  ran = false;
  loop_.kill();
  EXPECT_FALSE(scheduler_.run(blocking(loop_, ran)));
  EXPECT_FALSE(ran);
}

Task<void> tick(Loop& loop, std::vector<std::int64_t>& at) {
  for (int i = 0; i < 3; ++i) {
    co_await sleep_for(loop, milliseconds(10));
    at.push_back(loop.now().ns / 1'000'000);
  }
}

Task<bool> joined(TaskGroup& group) {
  co_await group.join();
  co_return true;
}

TEST_F(AsyncTest, APausedNodeRunsNothingUntilItGoesOn) {
  std::vector<std::int64_t> at;
  TaskGroup group(loop_);
  group.spawn(tick(loop_, at));
  loop_.pause({35'000'000});
  EXPECT_TRUE(scheduler_.run(joined(group)));
  EXPECT_EQ(at, (std::vector<std::int64_t>{35, 45, 55}));
}

TEST_F(AsyncTest, AKilledNodeEndsItsWaitsInZeroVirtualTime) {
  std::vector<std::int64_t> at;
  TaskGroup group(loop_);
  group.spawn(tick(loop_, at));
  loop_.pause({35'000'000});  // a paused node can die too
  loop_.kill();
  EXPECT_TRUE(scheduler_.run(joined(group)));
  EXPECT_EQ(at, (std::vector<std::int64_t>{0, 0, 0}));
}

// Asks until it is told to stop, as careless loops do.
Task<void> ask_until_cancelled(Loop& loop, Cancel cancel, int& asked) {
  WaitQueue queue(loop);
  while (!cancel.cancelled()) {
    ++asked;
    (void)co_await queue.wait(Deadline::none(cancel));
  }
}

TEST_F(AsyncTest, OnADeadNodeCancellableWaitsYieldAndJoinsStillWait) {
  CancelSource source;
  TaskGroup group(loop_);
  int asked = 0;
  group.spawn(ask_until_cancelled(loop_, source.token(), asked));
  loop_.kill();
  scheduler_.schedule({0}, [&] { source.cancel(); });
  EXPECT_TRUE(scheduler_.run(joined(group)));
  EXPECT_EQ(scheduler_.now(), MonotonicTime{0});
}

std::uint64_t trace_of(std::uint64_t seed) {
  SimScheduler scheduler(seed);
  SimLoop loop(scheduler, seed + 1, UnixMillis{0});
  scheduler.run(budget_order(loop));
  scheduler.run(drain(loop));
  return scheduler.trace_hash();
}

TEST(SimScheduler, ASeedReplaysToTheSameTraceAndSeedsDiffer) {
  EXPECT_EQ(trace_of(5), trace_of(5));
}

TEST(Endpoint, ParsesAndNamesWhatIsWrong) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:9092")->to_string(), "127.0.0.1:9092");
  EXPECT_EQ(parse_endpoint("[::1]:9092")->host, "::1");
  EXPECT_EQ(parse_endpoint("[::1]:9092")->to_string(), "[::1]:9092");
  for (const char* bad : {"", "9092", "::1:9092", "a:b", "a:70000", "[::1]9092"})
    EXPECT_FALSE(parse_endpoint(bad).ok()) << bad;
}

}  // namespace
}  // namespace ringfence::async
