// Goal: frames come out whole whatever the pieces they arrive in, lies about lengths cost no
// memory, and memory is taken before large bodies are read. Method: both ends of a memory stream on
// a simulated loop; random frames cut at random places, seed printed.
#include "agent/frame_reader.h"

#include <gtest/gtest.h>

#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "async/task_group.h"
#include "bytes/writer.h"

namespace ringfence::agent {
namespace {

using async::Deadline;
using async::Task;

struct Fixture {
  explicit Fixture(std::uint64_t seed = 1)
      : scheduler(seed),
        loop(scheduler, seed, UnixMillis{0}),
        small(loop, kSmallRequestBudgetBytes),
        large(loop, 1 << 20) {
    auto pair = async::make_memory_stream_pair(loop, 64 * 1024);
    client = std::move(pair.first);
    server = std::move(pair.second);
  }
  FrameReader reader(std::size_t bytes_max = 100u << 20) {
    return FrameReader(loop, *server, {small, large}, bytes_max);
  }
  async::SimScheduler scheduler;
  async::SimLoop loop;
  async::Budget small, large;
  std::unique_ptr<async::Stream> client, server;
};

bytes::Slice frame_of(const std::string& body) {
  bytes::Writer writer;
  writer.i32(static_cast<std::int32_t>(body.size()));
  writer.raw(body);
  return writer.finish_flat();
}

Task<void> send_pieces(Fixture& fixture, std::string data, std::uint64_t seed) {
  Random random(seed);
  while (!data.empty()) {
    const std::size_t size =
        std::min<std::size_t>(data.size(), 1 + random.below(random.chance(0.5) ? 3 : 40'000));
    auto written = co_await fixture.client->write_all(
        bytes::Chain(bytes::Slice::copy_of(std::string_view(data).substr(0, size))),
        Deadline::none());
    if (!written) co_return;
    data.erase(0, size);
  }
  fixture.client->close();
}

Task<bool> read_all(Fixture& fixture, std::string data, std::vector<std::string> expected,
                    std::uint64_t seed) {
  async::TaskGroup group(fixture.loop);
  group.spawn(send_pieces(fixture, std::move(data), seed));
  auto reader = std::make_unique<FrameReader>(fixture.reader());
  bool good = true;
  for (const std::string& want : expected) {
    auto frame = co_await reader->next({});
    good = good && frame.ok() && frame->has_value() && (*frame)->data.text() == want;
    EXPECT_EQ(reader->frame_deadline(), MonotonicTime::never());
    if (!good) break;
  }
  if (good) {
    auto end = co_await reader->next({});
    good = end.ok() && !end->has_value();
  }
  fixture.server->close();
  co_await group.join();
  co_return good;
}

TEST(FrameReader, FramesSurviveAnyCut) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Fixture fixture(seed);
    Random random(seed);
    std::string data;
    std::vector<std::string> expected;
    for (int i = 0; i < 8; ++i) {
      const std::size_t sizes[] = {10,
                                   100,
                                   2000,
                                   2044,
                                   2048,
                                   5000,
                                   kSmallRequestBytes,
                                   kSmallRequestBytes + 1,
                                   kFrameProbeBytes - 1,
                                   kFrameProbeBytes,
                                   kFrameProbeBytes + 1,
                                   300'000};
      std::string body(sizes[random.below(std::size(sizes))], '\0');
      for (char& c : body) c = static_cast<char>(random.below(256));
      data += frame_of(body).text();
      expected.push_back(std::move(body));
    }
    EXPECT_TRUE(fixture.scheduler.run(read_all(fixture, data, expected, seed))) << "seed " << seed;
    EXPECT_EQ(fixture.small.used() + fixture.large.used(), 0u) << "seed " << seed;
  }
}

Task<Error> read_error(Fixture& fixture, std::string data, std::size_t bytes_max,
                       std::string& kind) {
  (void)co_await fixture.client->write_all(bytes::Chain(bytes::Slice::copy_of(data)),
                                           Deadline::none());
  fixture.client->close();
  FrameReader reader = fixture.reader(bytes_max);
  auto frame = co_await reader.next({});
  kind = reader.garbage_kind();
  co_return frame ? Error(ErrorCode::kInternal, "a frame came out") : frame.error();
}

TEST(FrameReader, GarbageIsNamed) {
  struct Row {
    std::string bytes;
    ErrorCode code;
    std::string kind;
  };
  const Row rows[] = {
      {std::string("\x16\x03\x01\x02\x00\x01", 6), ErrorCode::kTooLarge, "tls"},
      {"GET / HTTP/1.1\r\n", ErrorCode::kTooLarge, "http"},
      {std::string("\xff\xff\xff\xff", 4), ErrorCode::kInvalid, "length"},
      {std::string("\x00\x00\x00\x03"
                   "abc",
                   7),
       ErrorCode::kInvalid, "length"},
      {std::string("\x00\x10\x00\x01", 4), ErrorCode::kTooLarge, "length"},
      {std::string("\x00\x00\x00\x20"
                   "abc",
                   7),
       ErrorCode::kClosed, "length"},
      {std::string("\x00\x00", 2), ErrorCode::kClosed, "length"},
  };
  for (const Row& row : rows) {
    Fixture fixture;
    std::string kind;
    const Error error = fixture.scheduler.run(read_error(fixture, row.bytes, 1 << 20, kind));
    EXPECT_EQ(error.code, row.code) << row.kind << " " << error.to_string();
    EXPECT_EQ(kind, row.kind);
  }
}

Task<int> announce_only(Fixture& fixture, std::size_t sent) {
  async::CancelSource cancel;
  async::TaskGroup group(fixture.loop);
  FrameReader reader = fixture.reader();
  bytes::Writer writer;
  writer.i32(90 << 20);
  writer.raw(std::string(sent, 'x'));
  const auto pump = [](Fixture& f, bytes::Slice data) -> Task<void> {
    (void)co_await f.client->write_all(bytes::Chain(std::move(data)), Deadline::none());
  };
  const auto read = [](FrameReader& r, async::Cancel c) -> Task<void> { (void)co_await r.next(c); };
  group.spawn(read(reader, cancel.token()));
  group.spawn(pump(fixture, writer.finish_flat()));
  co_await async::sleep_for(fixture.loop, seconds(1));
  const int taken = static_cast<int>(fixture.large.used());
  EXPECT_LT(reader.frame_deadline(), MonotonicTime::never()) << "a slow frame has a deadline";
  cancel.cancel();
  fixture.client->close();
  co_await group.join();
  co_return taken;
}

TEST(FrameReader, AnnouncingMuchTakesNoMemory) {
  Fixture fixture;
  EXPECT_EQ(fixture.scheduler.run(announce_only(fixture, 1000)), 0);
  Fixture more;
  EXPECT_EQ(more.scheduler.run(announce_only(more, kFrameProbeBytes + 1)), 90 << 20)
      << "a frame over the whole budget is let in alone";
}

}  // namespace
}  // namespace ringfence::agent
