// Goal: answers reach the calls they belong to, and a server that lies or falls silent costs an
// error, never a hang or a wrong answer. Method: the other end of a memory stream plays the server,
// on a simulated loop.
#include "kafka/client/connection.h"

#include <gtest/gtest.h>

#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "kafka/protocol/generated/api_versions.h"

namespace ringfence::kafka::client {
namespace {

using async::Deadline;
using async::Task;

struct Fixture {
  Fixture() : scheduler(1), loop(scheduler, 1, UnixMillis{0}) {
    auto pair = async::make_memory_stream_pair(loop, 64 * 1024);
    server = std::move(pair.second);
    connection = std::make_unique<Connection>(loop, std::move(pair.first), "test", 1 << 20);
    connection->start();
  }
  Task<Result<std::int16_t>> ask() {
    auto answer = co_await connection->call<ApiVersionsResponse>(0, ApiVersionsRequest{},
                                                                 Deadline::after(loop, seconds(5)));
    if (!answer) co_return answer.error();
    co_return answer->error_code;
  }
  // Reads one request and returns its correlation id.
  Task<std::int32_t> receive() {
    std::array<std::byte, 4> head;
    (void)co_await async::read_exactly(*server, head, Deadline::none());
    bytes::Reader length{bytes::ByteSpan(head)};
    std::vector<std::byte> body(static_cast<std::size_t>(length.i32()));
    (void)co_await async::read_exactly(*server, body, Deadline::none());
    co_return peek_request_header(body)->correlation_id;
  }
  Task<void> answer(std::int32_t correlation_id, std::int16_t error_code) {
    ApiVersionsResponse response;
    response.error_code = error_code;
    (void)co_await server->write_all(response_frame(0, correlation_id, response), Deadline::none());
  }
  async::SimScheduler scheduler;
  async::SimLoop loop;
  std::unique_ptr<async::Stream> server;
  std::unique_ptr<Connection> connection;
};

Task<void> store(Fixture& fixture, Result<std::int16_t>& into) { into = co_await fixture.ask(); }

Task<bool> in_order(Fixture& fixture) {
  Result<std::int16_t> first, second;
  async::TaskGroup group(fixture.loop);
  group.spawn(store(fixture, first));
  group.spawn(store(fixture, second));
  const std::int32_t a = co_await fixture.receive();
  const std::int32_t b = co_await fixture.receive();
  co_await fixture.answer(a, 11);
  co_await fixture.answer(b, 22);
  co_await group.join();
  co_await fixture.connection->stop();
  co_return first.ok() && second.ok() && *first == 11 && *second == 22;
}
TEST(ClientConnection, PipelinedAnswersMeetTheirCalls) {
  Fixture fixture;
  EXPECT_TRUE(fixture.scheduler.run(in_order(fixture)));
}

Task<bool> out_of_order(Fixture& fixture) {
  Result<std::int16_t> first, second;
  async::TaskGroup group(fixture.loop);
  group.spawn(store(fixture, first));
  group.spawn(store(fixture, second));
  (void)co_await fixture.receive();
  const std::int32_t b = co_await fixture.receive();
  co_await fixture.answer(b, 22);
  co_await group.join();
  const bool broken = fixture.connection->broken();
  const auto later = co_await fixture.ask();
  co_await fixture.connection->stop();
  co_return broken&& first.failed_with(ErrorCode::kClosed) &&
      second.failed_with(ErrorCode::kClosed) && later.failed_with(ErrorCode::kClosed);
}
TEST(ClientConnection, AnAnswerOutOfOrderBreaksIt) {
  Fixture fixture;
  EXPECT_TRUE(fixture.scheduler.run(out_of_order(fixture)));
}

Task<bool> silence(Fixture& fixture) {
  const auto answer = co_await fixture.ask();
  const bool broken = fixture.connection->broken();
  co_await fixture.connection->stop();
  co_return broken&& answer.failed_with(ErrorCode::kTimeout);
}
TEST(ClientConnection, SilenceIsATimeoutAndBreaksIt) {
  Fixture fixture;
  EXPECT_TRUE(fixture.scheduler.run(silence(fixture)));
}

Task<bool> garbage(Fixture& fixture, std::string sent) {
  Result<std::int16_t> answer;
  async::TaskGroup group(fixture.loop);
  group.spawn(store(fixture, answer));
  (void)co_await fixture.receive();
  (void)co_await fixture.server->write_all(bytes::Chain(bytes::Slice::copy_of(sent)),
                                           Deadline::none());
  fixture.server->close();
  co_await group.join();
  co_await fixture.connection->stop();
  co_return answer.failed_with(ErrorCode::kClosed);
}
TEST(ClientConnection, GarbageAndCutAnswersAreErrors) {
  for (const std::string& sent :
       {std::string("\x7f\xff\xff\xff", 4), std::string("\xff\xff\xff\xff", 4),
        std::string("\x00\x00\x00\x02\x00\x00", 6), std::string("\x00\x00\x00\x20\x00", 5),
        std::string()}) {
    Fixture fixture;
    EXPECT_TRUE(fixture.scheduler.run(garbage(fixture, sent))) << sent.size();
  }
}

}  // namespace
}  // namespace ringfence::kafka::client
