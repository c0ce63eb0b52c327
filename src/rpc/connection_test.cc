// Goal: a connection keeps its promises: answers find their questions, order is kept, deadlines and
// cancellation travel, a peer that does not read is cut off, garbage ends it with a reason. Method:
// two ends of a memory stream on one simulated loop; sometimes one end is driven byte by byte.
#include "rpc/connection.h"

#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "rpc/codec.h"

namespace ringfence::rpc {
namespace {

using async::Deadline;
using async::Task;

// Answers a ReadIndex with the number of requests seen so far; a ListAgents waits until its
// deadline or cancel.
class Side final : public ConnectionHandler {
 public:
  explicit Side(async::Loop& loop) : loop_(loop) {}
  Result<void> accept_hello(const Hello&) override {
    return refuse ? Result<void>(*refuse) : Result<void>();
  }
  Task<void> admit(async::Cancel cancel) override {
    while (hold && !cancel.cancelled()) co_await async::sleep_for(loop_, milliseconds(1), cancel);
  }
  Task<Result<Response>> serve(Request request, Deadline deadline) override {
    const std::uint64_t number = ++served;
    if (std::holds_alternative<ListAgentsRequest>(request)) {
      const bool slept = co_await async::sleep_until(loop_, deadline);
      (slept ? timed_out : cancelled)++;
      co_return Error(ErrorCode::kTimeout);
    }
    if (delay.count() > 0) co_await async::sleep_for(loop_, delay, deadline.cancel);
    co_return Response(ReadIndexResponse{LogSequence(number)});
  }
  Result<void> on_push(Push push) override {
    pushed.push_back(std::get<LogRecords>(push).first.value);
    return {};
  }

  std::optional<Error> refuse;
  bool hold = false;
  Duration delay{0};
  std::uint64_t served = 0;
  int timed_out = 0;
  int cancelled = 0;
  std::vector<std::uint64_t> pushed;

 private:
  async::Loop& loop_;
};

class RpcConnection : public ::testing::Test {
 protected:
  RpcConnection() { connect({}, {}); }

  void connect(ConnectionLimits left_limits, ConnectionLimits right_limits,
               std::size_t buffer = 1 << 20) {
    auto pair = async::make_memory_stream_pair(loop_, buffer);
    left_ = std::make_unique<Connection>(loop_, std::move(pair.first), Hello{}, left_side_,
                                         left_limits);
    right_ = std::make_unique<Connection>(loop_, std::move(pair.second), Hello{}, right_side_,
                                          right_limits);
  }

  Task<void> run(Connection& connection, Error& reason) { reason = co_await connection.run(); }

  // Both ends run while `body` does; then the left one closes.
  Task<void> with_both(Task<void> body) {
    async::TaskGroup group(loop_);
    group.spawn(run(*left_, left_reason_));
    group.spawn(run(*right_, right_reason_));
    co_await std::move(body);
    left_->close(Error(ErrorCode::kCancelled, "done"));
    co_await group.join();
  }
  void play(Task<void> body) {
    scheduler_.run(finish(with_both(std::move(body))));
    left_.reset();
    right_.reset();
  }
  static Task<bool> finish(Task<void> task) {
    co_await std::move(task);
    co_return true;
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{0}};
  Side left_side_{loop_};
  Side right_side_{loop_};
  Error left_reason_;
  Error right_reason_;
  std::unique_ptr<Connection> left_;
  std::unique_ptr<Connection> right_;

  Task<void> answers() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    for (std::uint64_t i = 1; i <= 20; ++i) {
      auto answer = co_await left_->call(ReadIndexRequest{}, {});
      EXPECT_TRUE(answer.ok());
      if (answer.ok()) EXPECT_EQ(std::get<ReadIndexResponse>(*answer).sequence.value, i);
    }
    EXPECT_TRUE((co_await right_->call(ReadIndexRequest{}, {})).ok());
  }

  Task<void> deadlines() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    auto late = co_await left_->call(ListAgentsRequest{}, Deadline::after(loop_, seconds(1)));
    EXPECT_TRUE(late.failed_with(ErrorCode::kUnknownOutcome) ||
                late.failed_with(ErrorCode::kTimeout));
    async::CancelSource cancel;
    async::TaskGroup group(loop_);
    group.spawn(cancel_later(cancel));
    auto given_up = co_await left_->call(ListAgentsRequest{}, Deadline::none(cancel.token()));
    EXPECT_TRUE(given_up.failed_with(ErrorCode::kCancelled));
    co_await group.join();
    co_await async::sleep_for(loop_, seconds(1));
  }
  Task<void> cancel_later(async::CancelSource& cancel) {
    co_await async::sleep_for(loop_, seconds(1));
    cancel.cancel();
  }

  Task<void> pushes() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    for (std::uint64_t i = 0; i < 100; ++i)
      EXPECT_TRUE(left_->push(LogRecords{LogSequence(i), {}}).ok());
    EXPECT_TRUE((co_await left_->call(ReadIndexRequest{}, {})).ok());
  }

  Task<void> overfill() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    EXPECT_TRUE((co_await left_->call(ReadIndexRequest{}, {})).ok());
    right_side_.hold = true;  // reads one more frame, then nothing
    Result<void> pushed;
    int count = 0;
    while (pushed && count < 10'000) {
      pushed = left_->push(
          LogRecords{LogSequence(1), {bytes::Slice::from_vector(std::vector<std::byte>(10'000))}});
      ++count;
    }
    EXPECT_TRUE(pushed.failed_with(ErrorCode::kUnavailable));
    EXPECT_LE(count, 1 + 1'000'000 / 10'000 + 2);
    EXPECT_FALSE(left_->open());
    right_side_.hold = false;
  }

  Task<void> many_slow_calls() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    async::TaskGroup group(loop_);
    for (int i = 0; i < 50; ++i) group.spawn(one_call());
    co_await group.join();
  }
  Task<void> one_call() { EXPECT_TRUE((co_await left_->call(ReadIndexRequest{}, {})).ok()); }

  Task<void> call_then_cut() {
    EXPECT_TRUE((co_await left_->wait_open({})).ok());
    async::TaskGroup group(loop_);
    group.spawn(cut_later());
    auto answer = co_await left_->call(ListAgentsRequest{}, {});
    EXPECT_TRUE(answer.failed_with(ErrorCode::kUnknownOutcome)) << answer.error().to_string();
    co_await group.join();
  }
  Task<void> cut_later() {
    co_await async::sleep_for(loop_, seconds(1));
    right_->close(Error(ErrorCode::kUnavailable, "cut"));
  }
  Task<void> wait_both_ended() {
    EXPECT_FALSE((co_await right_->wait_open({})).ok());
    while (left_->open()) co_await async::sleep_for(loop_, milliseconds(1));
  }
};

TEST_F(RpcConnection, AnswersFindTheirQuestionsBothWays) {
  play(answers());
  EXPECT_EQ(right_side_.served, 20u);
  EXPECT_EQ(left_side_.served, 1u);
  EXPECT_NE(right_reason_.detail.find("done"), std::string::npos) << right_reason_.to_string();
}

TEST_F(RpcConnection, DeadlinesAndCancellationReachTheServingSide) {
  play(deadlines());
  EXPECT_EQ(right_side_.timed_out + right_side_.cancelled, 2);
  EXPECT_GE(right_side_.cancelled, 1);
}

TEST_F(RpcConnection, PushesKeepTheirOrder) {
  play(pushes());
  ASSERT_EQ(right_side_.pushed.size(), 100u);
  EXPECT_TRUE(std::is_sorted(right_side_.pushed.begin(), right_side_.pushed.end()));
}

TEST_F(RpcConnection, APeerThatDoesNotReadIsCutOff) {
  ConnectionLimits limits;
  limits.outgoing_bytes_max = 1'000'000;
  connect(limits, {}, 1000);
  play(overfill());
}

TEST_F(RpcConnection, QuestionsBeyondTheLimitWait) {
  ConnectionLimits limits;
  limits.calls_max = 4;
  connect(limits, {});
  right_side_.delay = milliseconds(10);
  play(many_slow_calls());
  EXPECT_EQ(right_side_.served, 50u);
  EXPECT_GE(scheduler_.now().ns, 50 / 4 * 10'000'000);
}

TEST_F(RpcConnection, ServingIsBoundedBehindThePeersBack) {
  ConnectionLimits limits;
  limits.serving_max = 3;
  connect({}, limits);
  right_side_.delay = milliseconds(10);
  play(many_slow_calls());
  EXPECT_EQ(right_side_.served, 50u);
  EXPECT_GE(scheduler_.now().ns, 50 / 3 * 10'000'000);
}

TEST_F(RpcConnection, AnEndLeavesOpenQuestionsUnknown) {
  play(call_then_cut());
  EXPECT_TRUE(left_reason_.is(ErrorCode::kUnavailable)) << left_reason_.to_string();
  EXPECT_NE(left_reason_.detail.find("cut"), std::string::npos);
}

TEST_F(RpcConnection, ARefusedHelloEndsBothSidesWithTheReason) {
  right_side_.refuse = Error(ErrorCode::kPermission, "not you");
  play(wait_both_ended());
  EXPECT_NE(left_reason_.detail.find("not you"), std::string::npos) << left_reason_.to_string();
}

TEST_F(RpcConnection, ClustersThatDifferDoNotTalk) {
  auto pair = async::make_memory_stream_pair(loop_, 1 << 16);
  Hello left_hello;
  left_hello.cluster = Random(1).uuid();
  Hello right_hello;
  right_hello.cluster = Random(2).uuid();
  left_ = std::make_unique<Connection>(loop_, std::move(pair.first), left_hello, left_side_);
  right_ = std::make_unique<Connection>(loop_, std::move(pair.second), right_hello, right_side_);
  play(wait_both_ended());
  EXPECT_TRUE(left_reason_.is(ErrorCode::kPermission)) << left_reason_.to_string();
}

Task<Error> against_raw(async::Loop& loop, std::vector<std::byte> bytes, bool then_close) {
  auto pair = async::make_memory_stream_pair(loop, 1 << 20);
  Side side(loop);
  ConnectionLimits limits;
  limits.frame_bytes_max = 1 << 20;
  Connection connection(loop, std::move(pair.first), Hello{}, side, limits);
  EXPECT_TRUE((co_await pair.second->write_all(
                   bytes::Chain(bytes::Slice::from_vector(std::move(bytes))), {}))
                  .ok());
  if (then_close) pair.second->close();
  co_return co_await connection.run();
}

std::vector<std::byte> flat(const Frame& frame) {
  const bytes::Slice slice = encode_frame(frame)->flatten();
  return {slice.data(), slice.data() + slice.size()};
}

TEST_F(RpcConnection, GarbageEndsItWithAReason) {
  std::vector<std::byte> http;
  for (const char c : std::string_view("GET / HTTP/1.1\r\n\r\n"))
    http.push_back(static_cast<std::byte>(c));
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, http, false)).is(ErrorCode::kTooLarge));
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, flat(PingFrame{}), false)).is(ErrorCode::kCorrupt));
  Hello future;
  future.protocol_version = 2;
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, flat(future), false)).is(ErrorCode::kUnsupported));
  Hello demanding;
  demanding.required_features = 1ull << 63;
  EXPECT_TRUE(
      scheduler_.run(against_raw(loop_, flat(demanding), false)).is(ErrorCode::kUnsupported));
  std::vector<std::byte> cut = flat(Hello{});
  cut.pop_back();
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, cut, true)).is(ErrorCode::kClosed));
  std::vector<std::byte> stray = flat(Hello{});
  const std::vector<std::byte> answer = flat(ResponseFrame{5, ReadIndexResponse{}});
  stray.insert(stray.end(), answer.begin(), answer.end());
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, stray, false)).is(ErrorCode::kCorrupt));
}

TEST_F(RpcConnection, ASilentPeerIsGivenUp) {
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, {}, false)).is(ErrorCode::kTimeout));  // no hello
  EXPECT_TRUE(scheduler_.run(against_raw(loop_, flat(Hello{}), false)).is(ErrorCode::kTimeout));
}

}  // namespace
}  // namespace ringfence::rpc
