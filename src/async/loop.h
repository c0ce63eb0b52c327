// The event loop seam: the only source of time, timers, randomness and blocking work for everything
// above it. Two implementations: RealLoop (one Asio io_context on one thread) and SimLoop (virtual
// time, seeded order).
#pragma once

#include <coroutine>
#include <cstdint>
#include <functional>

#include "base/random.h"
#include "base/time.h"

namespace ringfence::async {

// Single-threaded. Every member is called on the loop's thread unless it says otherwise. Outlives
// all its users.
class Loop {
 public:
  using TimerId = std::uint64_t;  // 0 is never a timer

  virtual ~Loop() = default;

  virtual MonotonicTime now() const = 0;
  virtual UnixMillis wall_now() const = 0;
  virtual Random& random() = 0;

  // Resumes `handle` from the loop, never inline.
  virtual void post(std::coroutine_handle<> handle) = 0;
  // Resumes `handle` at or after `when`.
  virtual TimerId timer_at(MonotonicTime when, std::coroutine_handle<> handle) = 0;
  // True: the timer had not fired and its handle will not be resumed by it. Id 0 returns false.
  virtual bool cancel_timer(TimerId id) = 0;

  // Runs `work` where it may block (a small pool; inline in the simulator, charged with virtual
  // time), then resumes `done` on the loop. Never drops `done`. Work of a crashed simulated node is
  // skipped: see dead().
  virtual void submit_blocking(std::function<void()> work, std::coroutine_handle<> done) = 0;

  // A simulated node that crashed: its seams have no effect any more and every wait ends as
  // cancelled.
  virtual bool dead() const { return false; }
};

}  // namespace ringfence::async
