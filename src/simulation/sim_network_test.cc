// Goal: simulated streams behave as TCP's do: everything in order or an end, and every fault does
// what its name says. Method: two hosts, a writer and a reader, one fault at a time.
#include "simulation/sim_network.h"

#include "async/task_group.h"

namespace ringfence::sim {
namespace {

using async::Deadline;
using async::Task;

class SimNetworkTest : public testing::Test {
 protected:
  struct Pair {
    std::unique_ptr<async::Stream> client, server;
  };

  static Task<void> accept_one(async::Listener& listener, std::unique_ptr<async::Stream>& out) {
    auto stream = co_await listener.accept({});
    if (stream) out = *std::move(stream);
  }

  static Task<bool> connect(SimNetworkTest& t, Pair& pair) {
    async::TaskGroup group(t.server_loop_);
    group.spawn(accept_one(*t.listener_, pair.server));
    auto stream =
        co_await t.client_->connect({"b", 1}, Deadline::after(t.client_loop_, seconds(5)));
    if (stream) pair.client = *std::move(stream);
    if (!stream) t.listener_->close();
    co_await group.join();
    co_return pair.client != nullptr&& pair.server != nullptr;
  }

  Pair connected() {
    Pair pair;
    EXPECT_TRUE(scheduler_.run(connect(*this, pair)));
    return pair;
  }

  // Writes `count` blocks; the error that ended it, if any.
  static Task<Result<void>> write(async::Loop& loop, async::Stream& stream, int count) {
    for (int i = 0; i < count; ++i) {
      const std::string block(1000, static_cast<char>('a' + i % 26));
      RF_CO_TRY(co_await stream.write_all(bytes::Chain(bytes::Slice::copy_of(block)),
                                          Deadline::after(loop, seconds(10))));
    }
    stream.close();
    co_return Result<void>();
  }
  static Task<void> write_task(async::Loop& loop, async::Stream& stream, int count,
                               Result<void>& out) {
    out = co_await write(loop, stream, count);
  }

  struct Got {
    std::string text;
    Error error;
    bool ended = false;
  };
  static Task<void> read_task(async::Loop& loop, async::Stream& stream, Got& got) {
    std::array<std::byte, 4096> buffer;
    while (true) {
      auto size = co_await stream.read_some(buffer, Deadline::after(loop, seconds(10)));
      if (!size) got.error = size.error();
      if (size && *size == 0) got.ended = true;
      if (!size || *size == 0) co_return;
      got.text.append(reinterpret_cast<const char*>(buffer.data()), *size);
    }
  }

  struct Outcome {
    Got got;
    Result<void> written;
  };
  static Task<Outcome> exchange(SimNetworkTest& t, Pair& pair, int count) {
    Outcome out;
    async::TaskGroup writers(t.client_loop_), readers(t.server_loop_);
    writers.spawn(write_task(t.client_loop_, *pair.client, count, out.written));
    readers.spawn(read_task(t.server_loop_, *pair.server, out.got));
    co_await writers.join();
    co_await readers.join();
    co_return out;
  }

  static std::string expected(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::string(1000, static_cast<char>('a' + i % 26));
    return text;
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop client_loop_{scheduler_, 2, UnixMillis{0}};
  async::SimLoop server_loop_{scheduler_, 3, UnixMillis{0}};
  SimFabric fabric_{scheduler_, 4};
  std::unique_ptr<async::Network> client_ = fabric_.attach(client_loop_, "a");
  std::unique_ptr<async::Network> server_ = fabric_.attach(server_loop_, "b");
  std::unique_ptr<async::Listener> listener_ = *server_->listen({"", 1});
};

TEST_F(SimNetworkTest, EverythingArrivesInOrder) {
  fabric_.faults().tiny_read = 0.2;
  fabric_.faults().stall = 0.05;
  fabric_.faults().window_bytes = 5000;
  fabric_.faults().stall_max = seconds(1);
  Pair pair = connected();
  const Outcome out = scheduler_.run(exchange(*this, pair, 300));
  EXPECT_TRUE(out.written.ok());
  EXPECT_TRUE(out.got.ended);
  EXPECT_EQ(out.got.text, expected(300));
  EXPECT_GT(fabric_.stats().stalls, 0u);
}

TEST_F(SimNetworkTest, ACutStreamEndsInAResetAfterAPrefix) {
  fabric_.faults().cut = 0.01;
  Pair pair = connected();
  const Outcome out = scheduler_.run(exchange(*this, pair, 2000));
  EXPECT_TRUE(out.got.error.is(ErrorCode::kClosed));
  EXPECT_TRUE(expected(2000).starts_with(out.got.text));
  EXPECT_EQ(fabric_.stats().resets, 1u);
}

TEST_F(SimNetworkTest, SilenceIsOneWayAndEnds) {
  Pair pair = connected();
  fabric_.silence("a", "b", {3'000'000'000});
  const Outcome out = scheduler_.run(exchange(*this, pair, 3));
  EXPECT_EQ(out.got.text, expected(3));
  EXPECT_GE(scheduler_.now().ns, 3'000'000'000);
}

TEST_F(SimNetworkTest, AKilledPeerResets) {
  Pair pair = connected();
  server_loop_.kill();
  fabric_.kill("b", /*silently=*/false);
  const Outcome out = scheduler_.run(exchange(*this, pair, 3000));
  EXPECT_TRUE(out.written.failed_with(ErrorCode::kClosed));
}

TEST_F(SimNetworkTest, AVanishedPeerSaysNothingUntilTheAddressLivesAgain) {
  Pair pair = connected();
  server_loop_.kill();
  fabric_.kill("b", /*silently=*/true);
  Outcome out = scheduler_.run(exchange(*this, pair, 3000));
  EXPECT_TRUE(out.written.failed_with(ErrorCode::kTimeout));  // the window is full and nobody reads
  EXPECT_EQ(fabric_.stats().half_open, 1u);
}

TEST_F(SimNetworkTest, ANewLifeResetsStreamsOfTheOldOne) {
  Pair pair = connected();
  server_loop_.kill();
  fabric_.kill("b", /*silently=*/true);
  async::SimLoop again(scheduler_, 9, UnixMillis{0});
  auto network = fabric_.attach(again, "b");
  const Outcome out = scheduler_.run(exchange(*this, pair, 3000));
  EXPECT_TRUE(out.written.failed_with(ErrorCode::kClosed));
}

TEST_F(SimNetworkTest, NobodyListensIsRefusedAndNobodyThereTimesOut) {
  auto refused =
      scheduler_.run(client_->connect({"b", 2}, Deadline::after(client_loop_, seconds(5))));
  EXPECT_TRUE(refused.failed_with(ErrorCode::kUnavailable));
  auto silent =
      scheduler_.run(client_->connect({"c", 1}, Deadline::after(client_loop_, seconds(5))));
  EXPECT_TRUE(silent.failed_with(ErrorCode::kTimeout));
}

TEST_F(SimNetworkTest, CutEndsEveryStreamBetweenTwoHosts) {
  Pair pair = connected();
  EXPECT_EQ(fabric_.cut("b", "a"), 1u);
  std::array<std::byte, 4> buffer;
  EXPECT_TRUE(scheduler_.run(pair.client->read_some(buffer, {})).failed_with(ErrorCode::kClosed));
}

}  // namespace
}  // namespace ringfence::sim
