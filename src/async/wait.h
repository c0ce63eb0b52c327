// Waiting: a queue of suspended coroutines with deadline and cancel, and the few tools built on it.
// All single-threaded: created, waited on and woken on one loop.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "base/assert.h"
#include "base/result.h"
#include "base/time.h"

namespace ringfence::async {

// How long and on whose behalf an operation may wait; travels down the call tree.
struct Deadline {
  MonotonicTime at = MonotonicTime::never();
  Cancel cancel;

  static Deadline none(Cancel cancel = {}) { return {MonotonicTime::never(), cancel}; }
  static Deadline after(const Loop& loop, Duration d, Cancel cancel = {}) {
    return {loop.now() + d, cancel};
  }
  bool passed(const Loop& loop) const { return loop.now() >= at; }
  // The earlier of this and `when`.
  Deadline sooner(MonotonicTime when) const { return {when < at ? when : at, cancel}; }
};

enum class Wake : std::uint8_t { kSignalled, kTimeout, kCancelled };

// A FIFO of waiters. wake_one/wake_all resume through the loop, never inline, so a waker's
// invariants hold.
class WaitQueue {
 public:
  explicit WaitQueue(Loop& loop) : loop_(loop) {}
  WaitQueue(const WaitQueue&) = delete;
  WaitQueue& operator=(const WaitQueue&) = delete;
  ~WaitQueue() { RF_ASSERT(first_ == nullptr, "a wait queue died with waiters"); }

  class Awaiter;
  // Suspends until woken, the deadline passes, or the cancel fires. Already past or cancelled:
  // returns at once.
  Awaiter wait(Deadline deadline = {});

  // False when nobody waits.
  bool wake_one();
  void wake_all();
  bool has_waiters() const { return first_ != nullptr; }
  Loop& loop() { return loop_; }

 private:
  Loop& loop_;
  Awaiter* first_ = nullptr;
  Awaiter* last_ = nullptr;
};

class WaitQueue::Awaiter final : private CancelHook {
 public:
  Awaiter(WaitQueue& queue, Deadline deadline) : queue_(queue), deadline_(deadline) {}
  ~Awaiter() { RF_ASSERT(!linked_, "a waiter died while waiting"); }

  bool await_ready() {
    if (deadline_.cancel.cancelled()) {
      outcome_ = Wake::kCancelled;
      return true;
    }
    if (ends_with_the_node()) return false;
    if (deadline_.passed(queue_.loop_)) {
      outcome_ = Wake::kTimeout;
      return true;
    }
    return false;
  }
  void await_suspend(std::coroutine_handle<> handle);
  Wake await_resume();

 private:
  friend class WaitQueue;
  void on_cancel() override { finish(Wake::kCancelled); }
  // On a dead loop a wait that can be cancelled or can time out is cancelled, through the loop, so
  // that a task which asks again and again lets others run; one that can do neither (a join) waits
  // for its signal as ever.
  bool ends_with_the_node() const {
    return queue_.loop_.dead() &&
           (deadline_.cancel.can_fire() || deadline_.at != MonotonicTime::never());
  }
  // Unlinks and posts the waiter; the first caller decides the outcome.
  void finish(Wake outcome);
  void unlink();

  WaitQueue& queue_;
  Deadline deadline_;
  std::coroutine_handle<> handle_;
  Loop::TimerId timer_ = 0;
  Wake outcome_ = Wake::kTimeout;
  bool linked_ = false;
  Awaiter* previous_ = nullptr;
  Awaiter* next_ = nullptr;
};

// Sleeps until `deadline.at`: true, or false when cancelled first.
Task<bool> sleep_until(Loop& loop, Deadline deadline);
// Sleeps for `d`: true, or false when cancelled first.
Task<bool> sleep_for(Loop& loop, Duration d, Cancel cancel = {});

// Lets everything that is ready run first.
struct Yield {
  Loop& loop;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> handle) { loop.post(handle); }
  void await_resume() {}
};
inline Yield yield(Loop& loop) { return Yield{loop}; }

// A flag that stays set until reset; waiting on a set event returns at once.
class Event {
 public:
  explicit Event(Loop& loop) : queue_(loop) {}
  bool is_set() const { return set_; }
  void set() {
    set_ = true;
    queue_.wake_all();
  }
  void reset() { set_ = false; }
  Task<Wake> wait(Deadline deadline = {});

 private:
  WaitQueue queue_;
  bool set_ = false;
};

// One value, set once, read by any number of waiters who copy or one who moves.
template <class T>
class Promise {
 public:
  explicit Promise(Loop& loop) : queue_(loop) {}
  bool is_set() const { return value_.has_value(); }
  void set(T value) {
    RF_ASSERT(!value_, "a promise is set once");
    value_.emplace(std::move(value));
    queue_.wake_all();
  }
  // The set value, or null when the deadline passed (kTimeout) or the cancel fired (kCancelled).
  Task<Result<T*>> wait(Deadline deadline = {}) {
    while (!value_) {
      const Wake wake = co_await queue_.wait(deadline);
      if (value_) break;
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    co_return &*value_;
  }

 private:
  WaitQueue queue_;
  std::optional<T> value_;
};

// A byte or slot budget. FIFO: a large request is not starved by small ones.
class Budget {
 public:
  Budget(Loop& loop, std::size_t capacity) : loop_(loop), capacity_(capacity) {}
  ~Budget() { RF_ASSERT(first_ == nullptr, "a budget died with waiters"); }
  // Waits for `amount` units. More than the whole capacity is granted alone, when nothing else is
  // held, so that an oversized but legal request goes through one at a time. kCancelled or
  // kTimeout: nothing is held.
  Task<Result<void>> acquire(std::size_t amount, Deadline deadline = {});
  bool try_acquire(std::size_t amount);
  void release(std::size_t amount);
  std::size_t used() const { return used_; }
  std::size_t capacity() const { return capacity_; }

 private:
  struct Pending;
  bool fits(std::size_t amount) const { return used_ == 0 || used_ + amount <= capacity_; }
  // Grants to the waiters at the head for as long as they fit.
  void grant();
  void remove(Pending& pending);

  Loop& loop_;
  std::size_t capacity_;
  std::size_t used_ = 0;
  Pending* first_ = nullptr;
  Pending* last_ = nullptr;
};

}  // namespace ringfence::async
