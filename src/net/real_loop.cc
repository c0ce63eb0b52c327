#include "net/real_loop.h"

#include <sys/random.h>

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>

#include "async/cancel.h"
#include "base/assert.h"
#include "net/real_loop_impl.h"

namespace ringfence::net {
namespace {

namespace asio = boost::asio;

std::uint64_t entropy() {
  std::uint64_t seed = 0;
  RF_ASSERT(getrandom(&seed, sizeof seed, 0) == sizeof seed, "getrandom failed");
  return seed;
}

MonotonicTime monotonic_now() {
  return {
      std::chrono::duration_cast<nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count()};
}

// A frame that owns itself: runs the main task, keeps its result, stops the loop.
struct MainRun {
  struct promise_type {
    MainRun get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
    void return_void() {}
  };
  static MainRun start(async::Task<int> task, int* result, asio::io_context* io) {
    *result = co_await std::move(task);
    io->stop();
  }
};

}  // namespace

RealLoop::Impl::Impl(const RealLoopOptions& options)
    : pool(options.blocking_threads), random(entropy()) {}

RealLoop::RealLoop(RealLoopOptions options) : impl_(std::make_unique<Impl>(options)) {
  impl_->network = make_tcp_network(*this, impl_->io);
}

RealLoop::~RealLoop() { impl_->pool.join(); }

MonotonicTime RealLoop::now() const { return monotonic_now(); }

UnixMillis RealLoop::wall_now() const {
  return {
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count()};
}

Random& RealLoop::random() { return impl_->random; }

async::Network& RealLoop::network() { return *impl_->network; }

void RealLoop::post(std::coroutine_handle<> handle) {
  impl_->ready.push_back(handle);
  if (impl_->drain_scheduled) return;
  impl_->drain_scheduled = true;
  asio::post(impl_->io, [impl = impl_.get()] { impl->drain_ready(); });
}

void RealLoop::Impl::drain_ready() {
  // Only what is ready now: a handle that posts itself again must not starve the sockets.
  std::size_t batch = ready.size();
  while (batch-- > 0) {
    std::coroutine_handle<> handle = ready.front();
    ready.pop_front();
    handle.resume();
  }
  drain_scheduled = !ready.empty();
  if (drain_scheduled) asio::post(io, [this] { drain_ready(); });
}

async::Loop::TimerId RealLoop::timer_at(MonotonicTime when, std::coroutine_handle<> handle) {
  const TimerId id = impl_->next_timer++;
  impl_->timers.push({when, id});
  impl_->timer_handles.emplace(id, handle);
  impl_->arm();
  return id;
}

bool RealLoop::cancel_timer(TimerId id) {
  const bool cancelled = impl_->timer_handles.erase(id) > 0;
  // Cancelled entries stay in the heap until they surface; rebuild it when they outnumber the live
  // ones.
  if (cancelled && impl_->timers.size() > 64 &&
      impl_->timers.size() > 2 * impl_->timer_handles.size()) {
    decltype(impl_->timers) live;
    while (!impl_->timers.empty()) {
      if (impl_->timer_handles.contains(impl_->timers.top().id)) live.push(impl_->timers.top());
      impl_->timers.pop();
    }
    impl_->timers = std::move(live);
  }
  return cancelled;
}

void RealLoop::Impl::arm() {
  while (!timers.empty() && !timer_handles.contains(timers.top().id)) timers.pop();
  if (timers.empty() || timers.top().when >= armed_for) return;
  armed_for = timers.top().when;
  wakeup.expires_at(std::chrono::steady_clock::time_point(nanoseconds(armed_for.ns)));
  wakeup.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) fire_timers();
  });
}

void RealLoop::Impl::fire_timers() {
  armed_for = MonotonicTime::never();
  const MonotonicTime now = monotonic_now();
  while (!timers.empty() && timers.top().when <= now) {
    const TimerId id = timers.top().id;
    timers.pop();
    auto found = timer_handles.find(id);
    if (found == timer_handles.end()) continue;
    std::coroutine_handle<> handle = found->second;
    timer_handles.erase(found);
    handle.resume();
  }
  arm();
}

void RealLoop::submit_blocking(std::function<void()> work, std::coroutine_handle<> done) {
  asio::post(impl_->pool, [io = &impl_->io, guard = asio::make_work_guard(impl_->io),
                           work = std::move(work), done] {
    work();
    asio::post(*io, [done] { done.resume(); });
  });
}

int RealLoop::run(async::Task<int> main) {
  int result = 0;
  auto guard = asio::make_work_guard(impl_->io);
  asio::post(impl_->io,
             [this, &main, &result] { MainRun::start(std::move(main), &result, &impl_->io); });
  impl_->io.run();
  impl_->io.restart();
  return result;
}

namespace {

struct SignalWait final : async::CancelHook {
  SignalWait(asio::io_context& io, async::Cancel c) : signals(io, SIGTERM, SIGINT), cancel(c) {}
  bool await_ready() { return cancel.cancelled(); }
  void await_suspend(std::coroutine_handle<> handle) {
    cancel.attach(*this);
    signals.async_wait([this, handle](const boost::system::error_code& ec, int n) {
      number = ec ? 0 : n;
      detach();
      handle.resume();
    });
  }
  int await_resume() const { return number; }
  void on_cancel() override { signals.cancel(); }

  asio::signal_set signals;
  async::Cancel cancel;
  int number = 0;
};

}  // namespace

async::Task<int> RealLoop::wait_signal(async::Cancel cancel) {
  SignalWait wait(impl_->io, cancel);
  co_return co_await wait;
}

}  // namespace ringfence::net
