// Goal: the real loop and its sockets behave as the seams promise: echo, deadlines, cancellation,
// close, blocking work, and an HTTP server that survives bad requests. Method: real sockets on
// loopback, one loop; no assertion depends on how fast anything is.
#include "async/task_group.h"
#include "net/http_server.h"
#include "net/real_loop.h"

namespace ringfence::net {
namespace {

using async::Cancel;
using async::CancelSource;
using async::Deadline;
using async::Endpoint;
using async::Stream;
using async::Task;

bytes::Chain text(std::string_view t) { return bytes::Chain(bytes::Slice::copy_of(t)); }

Task<void> echo(async::Listener& listener) {
  auto stream = co_await listener.accept({});
  EXPECT_TRUE(stream.ok());
  std::array<std::byte, 1000> buffer;
  while (true) {
    auto got = co_await (*stream)->read_some(buffer, {});
    if (!got.ok() || *got == 0) break;
    EXPECT_TRUE((co_await (*stream)->write_all(
                     bytes::Chain(bytes::Slice::copy_of(std::span(buffer.data(), *got))), {}))
                    .ok());
  }
  (*stream)->close();
}

Task<void> send_all(Stream& stream, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bytes::Chain chain;
    for (int piece = 0; piece < 100; ++piece)
      chain.append(bytes::Slice::from_vector(std::vector<std::byte>(97, std::byte(i))));
    EXPECT_TRUE((co_await stream.write_all(chain, {})).ok());
  }
}

Task<int> echo_many(RealLoop& loop) {
  auto listener = loop.network().listen({"127.0.0.1", 0});
  EXPECT_TRUE(listener.ok());
  async::TaskGroup group(loop);
  group.spawn(echo(**listener));
  auto stream =
      co_await loop.network().connect((*listener)->local(), Deadline::after(loop, seconds(5)));
  EXPECT_TRUE(stream.ok());
  group.spawn(send_all(**stream, 50));
  std::vector<std::byte> all(50 * 9700);
  EXPECT_TRUE((co_await async::read_exactly(**stream, all, {})).ok());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], std::byte(i / 9700));
  (*stream)->close();
  co_await group.join();
  co_return 7;
}

TEST(RealLoop, EchoesGatheredWritesOverLoopback) {
  RealLoop loop;
  EXPECT_EQ(loop.run(echo_many(loop)), 7);
}

Task<void> cancel_soon(async::Loop& loop, CancelSource& source) {
  co_await async::sleep_for(loop, milliseconds(5));
  source.cancel();
}

Task<int> deadlines(RealLoop& loop) {
  auto listener = loop.network().listen({"::1", 0});
  EXPECT_TRUE(listener.ok());
  auto late = co_await (*listener)->accept(Deadline::after(loop, milliseconds(5)));
  EXPECT_TRUE(late.failed_with(ErrorCode::kTimeout));
  auto client = co_await loop.network().connect((*listener)->local(), {});
  auto server = co_await (*listener)->accept({});
  EXPECT_TRUE(client.ok() && server.ok());
  std::array<std::byte, 10> buffer;
  auto timed = co_await (*client)->read_some(buffer, Deadline::after(loop, milliseconds(5)));
  EXPECT_TRUE(timed.failed_with(ErrorCode::kTimeout));
  CancelSource source;
  async::TaskGroup group(loop);
  group.spawn(cancel_soon(loop, source));
  auto cancelled = co_await (*client)->read_some(buffer, Deadline::none(source.token()));
  EXPECT_TRUE(cancelled.failed_with(ErrorCode::kCancelled));
  co_await group.join();
  // After a timeout and a cancel the stream still works.
  EXPECT_TRUE((co_await (*server)->write_all(text("hello"), {})).ok());
  auto got = co_await (*client)->read_some(buffer, {});
  EXPECT_TRUE(got.ok() && *got == 5);
  (*server)->close();
  auto end = co_await (*client)->read_some(buffer, {});
  EXPECT_TRUE(end.ok() && *end == 0);
  (*client)->close();
  auto refused = loop.network().listen((*listener)->local());
  EXPECT_TRUE(refused.failed_with(ErrorCode::kInvalid));
  co_return 0;
}

TEST(RealLoop, DeadlinesAndCancelsEndOneOperationOnly) {
  RealLoop loop;
  loop.run(deadlines(loop));
}

Task<int> blocking_many(RealLoop& loop) {
  int sum = 0;
  for (int i = 0; i < 100; ++i) sum += *co_await async::run_blocking(loop, [i] { return i; });
  co_return sum;
}

TEST(RealLoop, BlockingWorkComesBackToTheLoop) {
  RealLoop loop;
  EXPECT_EQ(loop.run(blocking_many(loop)), 4950);
}

Task<void> one_sleep(async::Loop& loop, int ms, std::vector<int>& order) {
  EXPECT_TRUE(co_await async::sleep_for(loop, milliseconds(ms)));
  order.push_back(ms);
}

Task<int> timers(RealLoop& loop, std::vector<int>& order) {
  async::TaskGroup group(loop);
  for (int ms : {30, 10, 20, 0}) group.spawn(one_sleep(loop, ms, order));
  // Many cancelled timers must not pile up.
  CancelSource source;
  for (int i = 0; i < 1000; ++i)
    group.spawn([](RealLoop& l, Cancel c) -> Task<void> {
      EXPECT_FALSE(co_await async::sleep_for(l, seconds(1000), c));
    }(loop, source.token()));
  source.cancel();
  co_await group.join();
  co_return 0;
}

TEST(RealLoop, TimersFireInOrder) {
  RealLoop loop;
  std::vector<int> order;
  loop.run(timers(loop, order));
  EXPECT_EQ(order, (std::vector<int>{0, 10, 20, 30}));
}

Task<HttpResponse> hello(HttpRequest request) {
  co_return HttpResponse{request.target == "/live" ? 200u : 404u, "text/plain; charset=utf-8",
                         request.method + " " + request.target + "\n"};
}

Task<std::string> exchange(RealLoop& loop, Endpoint server, std::string request) {
  auto stream = co_await loop.network().connect(server, {});
  EXPECT_TRUE(stream.ok());
  EXPECT_TRUE((co_await (*stream)->write_all(text(request), {})).ok());
  std::string all;
  std::array<std::byte, 4096> buffer;
  while (true) {
    auto got = co_await (*stream)->read_some(buffer, Deadline::after(loop, seconds(20)));
    if (!got.ok() || *got == 0) break;
    all.append(reinterpret_cast<const char*>(buffer.data()), *got);
  }
  (*stream)->close();
  co_return all;
}

Task<int> http(RealLoop& loop) {
  auto listener = loop.network().listen({"127.0.0.1", 0});
  HttpServer server(loop, *std::move(listener), hello);
  server.start();
  const Endpoint at = server.local();
  const std::string two = co_await exchange(
      loop, at,
      "GET /live HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_NE(two.find("200 OK"), std::string::npos) << two;
  EXPECT_NE(two.find("404 Not Found"), std::string::npos) << two;
  const std::string bad = co_await exchange(loop, at, "\x16\x03\x01 what\r\n\r\n");
  EXPECT_NE(bad.find("400 "), std::string::npos) << bad;
  const std::string big =
      co_await exchange(loop, at, "GET / HTTP/1.1\r\nA: " + std::string(20000, 'x') + "\r\n\r\n");
  EXPECT_NE(big.find("431 "), std::string::npos) << big;
  co_await server.stop();
  co_return 0;
}

TEST(HttpServer, AnswersPipelinedRequestsAndRefusesBadOnes) {
  RealLoop loop;
  loop.run(http(loop));
}

}  // namespace
}  // namespace ringfence::net
