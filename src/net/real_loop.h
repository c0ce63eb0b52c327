// The real event loop: one Asio io_context on the calling thread, plus a small pool for blocking
// work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"

namespace ringfence::net {

struct RealLoopOptions {
  std::size_t blocking_threads = 4;  // 1..64: file and SQLite calls run here
};

// Made, run and destroyed on one thread. Sockets of `network()` belong to this loop.
class RealLoop final : public async::Loop {
 public:
  explicit RealLoop(RealLoopOptions options = {});
  ~RealLoop() override;

  MonotonicTime now() const override;
  UnixMillis wall_now() const override;
  Random& random() override;
  void post(std::coroutine_handle<> handle) override;
  TimerId timer_at(MonotonicTime when, std::coroutine_handle<> handle) override;
  bool cancel_timer(TimerId id) override;
  void submit_blocking(std::function<void()> work, std::coroutine_handle<> done) override;

  // Runs the loop until `main` has finished, and returns what it returned.
  int run(async::Task<int> main);

  // Waits for SIGTERM or SIGINT and returns its number; 0 when cancelled.
  async::Task<int> wait_signal(async::Cancel cancel);

  // TCP sockets on this loop. Lives as long as the loop.
  async::Network& network();

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace ringfence::net
