// Goal: the HTTP client does what http_client.h says, also with servers that break off, never
// answer or send nonsense. Method: our own HTTP server and a raw TCP server that answers fixed
// bytes, on one RealLoop.
#include "net/http_client.h"

#include <gtest/gtest.h>

#include "async/task_group.h"
#include "net/http_server.h"
#include "net/real_loop.h"

namespace ringfence::net {
namespace {

using async::Deadline;
using async::Task;

// Answers every connection with fixed bytes, then closes it, or keeps it open in silence.
class RawServer {
 public:
  RawServer(RealLoop& loop, std::string answer, bool stay_open = false)
      : answer_(std::move(answer)), stay_open_(stay_open), tasks_(loop) {
    auto made = loop.network().listen({"127.0.0.1", 0});
    RF_ASSERT(made.ok(), "no port");
    listener_ = *std::move(made);
    tasks_.spawn(accept());
  }
  std::string url() const { return "http://" + listener_->local().to_string() + "/"; }
  Task<void> stop() {
    cancel_.cancel();
    listener_->close();
    co_await tasks_.join();
  }

 private:
  Task<void> accept() {
    for (;;) {
      auto stream = co_await listener_->accept(Deadline::none(cancel_.token()));
      if (!stream) co_return;
      tasks_.spawn(serve(*std::move(stream)));
    }
  }
  Task<void> serve(std::unique_ptr<async::Stream> stream) {
    std::byte buffer[4096];
    (void)co_await stream->read_some(buffer, Deadline::none(cancel_.token()));
    if (!answer_.empty())
      (void)co_await stream->write_all(bytes::Chain(bytes::Slice::copy_of(answer_)),
                                       Deadline::none(cancel_.token()));
    if (stay_open_) (void)co_await stream->read_some(buffer, Deadline::none(cancel_.token()));
    stream->close();
  }

  std::string answer_;
  bool stay_open_;
  std::unique_ptr<async::Listener> listener_;
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
};

Task<HttpResponse> echo(HttpRequest request) {
  HttpResponse response;
  if (request.target == "/big") {
    response.body.assign(300'000, 'x');
  } else if (request.target == "/missing") {
    response.status = 404;
    response.body = "no such thing";
  } else {
    response.body = request.method + " " + request.target + " " + request.body;
  }
  co_return response;
}

Deadline soon(RealLoop& loop) { return Deadline::after(loop, seconds(20)); }

Task<Result<HttpClientResponse>> get(RealLoop& loop, HttpClient& client, std::string url) {
  HttpClientRequest request;
  request.url = std::move(url);
  co_return co_await client.send(std::move(request), soon(loop));
}

// How a request ends that this fixed answer meets: code and first word of the text.
Task<std::string> outcome(RealLoop& loop, HttpClient& client, std::string answer) {
  RawServer server(loop, std::move(answer));
  auto got = co_await get(loop, client, server.url());
  co_await server.stop();
  if (got) co_return "status " + std::to_string(got->status) + " " + got->body;
  const std::string& detail = got.error().detail;
  co_return std::string(error_name(got.error().code)) + " " + detail.substr(0, detail.find(':'));
}

using Body = Task<void> (*)(RealLoop&, HttpClient&);

Task<int> with_client(RealLoop& loop, Body body, HttpClientOptions options) {
  auto client = make_http_client(loop, std::move(options));
  co_await body(loop, *client);
  co_return 0;
}

void run(Body body, HttpClientOptions options = {.proxy = "-"}) {
  RealLoop loop;
  loop.run(with_client(loop, body, std::move(options)));
}

Task<void> exchanges(RealLoop& loop, HttpClient& client) {
  HttpServer server(loop, *loop.network().listen({"::1", 0}), echo);
  server.start();
  const std::string at = "http://" + server.local().to_string();
  HttpClientRequest put;
  put.method = "PUT";
  put.url = at + "/a%20b?x=1";
  put.body.append(bytes::Slice::copy_of("one "));
  put.body.append(bytes::Slice::copy_of(""));
  put.body.append(bytes::Slice::copy_of("two"));
  auto answer = co_await client.send(put, soon(loop));
  EXPECT_TRUE(answer.ok()) << answer.error().to_string();
  EXPECT_EQ(answer->body, "PUT /a%20b?x=1 one two");
  EXPECT_EQ(answer->header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(answer->peer, server.local().to_string());
  auto missing = co_await get(loop, client, at + "/missing");
  EXPECT_TRUE(missing.ok() && missing->status == 404 && missing->body == "no such thing");
  HttpClientRequest head{"HEAD", at + "/x"};
  auto bare = co_await client.send(head, soon(loop));
  EXPECT_TRUE(bare.ok() && bare->body.empty()) << bare.error().to_string();
  co_await server.stop();
}

TEST(HttpClient, SendsBodiesAndReadsAnswers) { run(exchanges); }

Task<void> get_into(RealLoop& loop, HttpClient& client, std::string url, std::size_t& done) {
  auto got = co_await get(loop, client, std::move(url));
  EXPECT_TRUE(got.ok()) << got.error().to_string();
  if (got) ++done;
}

Task<void> many_at_once(RealLoop& loop, HttpClient& client) {
  HttpServer server(loop, *loop.network().listen({"127.0.0.1", 0}), echo);
  server.start();
  async::TaskGroup group(loop);
  std::size_t done = 0;
  for (int i = 0; i < 200; ++i)
    group.spawn(get_into(loop, client, "http://" + server.local().to_string() + "/big", done));
  co_await group.join();
  EXPECT_EQ(done, 200u);
  co_await server.stop();
}

TEST(HttpClient, WaitsForConnectionsWhenAllAreInUse) {
  run(many_at_once, {.proxy = "-", .connections_max = 3, .connections_per_host_max = 2});
}

Task<void> sinks_and_limits(RealLoop& loop, HttpClient& client) {
  HttpServer server(loop, *loop.network().listen({"127.0.0.1", 0}), echo);
  server.start();
  HttpClientRequest request{"GET", "http://" + server.local().to_string() + "/big"};
  request.body_bytes_max = 1000;
  auto refused = co_await client.send(request, soon(loop));
  EXPECT_TRUE(refused.failed_with(ErrorCode::kTooLarge));
  std::size_t seen = 0;
  request.sink = [&seen](bytes::ByteSpan piece) -> Result<> {
    seen += piece.size();
    return {};
  };
  auto streamed = co_await client.send(request, soon(loop));
  EXPECT_TRUE(streamed.ok() && streamed->body.empty());
  EXPECT_EQ(seen, 300'000u);
  request.sink = [](bytes::ByteSpan) -> Result<> {
    return Error(ErrorCode::kOutOfSpace, "disk full");
  };
  auto ended = co_await client.send(request, soon(loop));
  EXPECT_TRUE(ended.failed_with(ErrorCode::kOutOfSpace));
  co_await server.stop();
}

TEST(HttpClient, KeepsToLimitsAndStreamsIntoSinks) { run(sinks_and_limits); }

Task<void> broken_servers(RealLoop& loop, HttpClient& client) {
  EXPECT_EQ(co_await outcome(loop, client, ""), "unknown_outcome reset") << "closed in silence";
  EXPECT_EQ(co_await outcome(loop, client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
            "unknown_outcome reset")
      << "cut short";
  EXPECT_EQ(co_await outcome(loop, client, "HTTP/1.1 200 OK\r\nA: b"), "unknown_outcome reset");
  EXPECT_EQ(co_await outcome(loop, client, "\x16\x03 what is this\r\n\r\n"), "corrupt answer");
  EXPECT_EQ(
      co_await outcome(loop, client, "HTTP/1.1 200 OK\r\nA: " + std::string(90'000, 'x') + "\r\n"),
      "too_large answer");
  EXPECT_EQ(co_await outcome(loop, client,
                             "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                             "Content-Length: 0\r\n\r\n"),
            "status 302 ")
      << "not followed";
  EXPECT_EQ(co_await outcome(loop, client,
                             "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
                             "Content-Length: 2\r\n\r\nhi"),
            "status 200 hi");
}

TEST(HttpClient, ClassifiesWhatBrokenServersDo) { run(broken_servers); }

Task<void> nobody_there(RealLoop& loop, HttpClient& client) {
  const auto listener = *loop.network().listen({"127.0.0.1", 0});
  const std::string closed = "http://" + listener->local().to_string() + "/";
  listener->close();
  auto refused = co_await get(loop, client, closed);
  EXPECT_TRUE(refused.failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(refused.error().detail.starts_with("connect: ")) << refused.error().detail;
  auto unknown = co_await get(loop, client, "http://no-such-host.invalid/");
  EXPECT_TRUE(unknown.failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(unknown.error().detail.starts_with("resolve: ")) << unknown.error().detail;
  for (const char* bad : {"ftp://a/", "file:///etc/passwd", "http://a/\nb", "a"})
    EXPECT_TRUE((co_await get(loop, client, bad)).failed_with(ErrorCode::kInvalid)) << bad;
  HttpClientRequest smuggled{"GET", "http://127.0.0.1/", {{"x", "1\r\ny: 2"}}};
  EXPECT_TRUE((co_await client.send(smuggled, soon(loop))).failed_with(ErrorCode::kInvalid));
}

TEST(HttpClient, SaysWhyNothingWasReached) { run(nobody_there); }

Task<void> cancel_soon(RealLoop& loop, async::CancelSource& source) {
  co_await async::sleep_for(loop, milliseconds(20));
  source.cancel();
}

Task<void> silence(RealLoop& loop, HttpClient& client) {
  RawServer server(loop, "", true);
  HttpClientRequest request{"GET", server.url()};
  auto late = co_await client.send(request, Deadline::after(loop, milliseconds(200)));
  EXPECT_TRUE(late.failed_with(ErrorCode::kUnknownOutcome)) << late.error().to_string();
  EXPECT_TRUE(late.error().detail.starts_with("timeout: "));
  async::CancelSource source;
  async::TaskGroup group(loop);
  group.spawn(cancel_soon(loop, source));
  auto cancelled = co_await client.send(request, Deadline::none(source.token()));
  EXPECT_TRUE(cancelled.failed_with(ErrorCode::kCancelled));
  co_await group.join();
  auto passed = co_await client.send(request, Deadline{MonotonicTime{1}, {}});
  EXPECT_TRUE(passed.failed_with(ErrorCode::kTimeout));
  co_await server.stop();
}

TEST(HttpClient, EndsAtDeadlinesAndCancels) { run(silence); }

Task<void> through_proxy(RealLoop& loop, HttpClient& client) {
  auto answer = co_await get(loop, client, "http://somewhere.invalid/path");
  EXPECT_TRUE(answer.ok()) << answer.error().to_string();
  if (answer) EXPECT_EQ(answer->body, "GET http://somewhere.invalid/path ");
  auto direct = co_await get(loop, client, "http://direct.invalid/path");
  EXPECT_TRUE(direct.failed_with(ErrorCode::kUnavailable)) << "NO_PROXY";
}

Task<int> with_proxy(RealLoop& loop) {
  HttpServer server(loop, *loop.network().listen({"127.0.0.1", 0}), echo);
  server.start();
  co_await with_client(
      loop, through_proxy,
      {.proxy = "http://" + server.local().to_string(), .no_proxy = "direct.invalid"});
  co_await server.stop();
  co_return 0;
}

TEST(HttpClient, GoesThroughTheProxyExceptWhereToldNotTo) {
  RealLoop loop;
  loop.run(with_proxy(loop));
}

}  // namespace
}  // namespace ringfence::net
