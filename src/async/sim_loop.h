// The simulated loop: virtual time, one thread, every order drawn from one seed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "async/loop.h"
#include "async/task.h"

namespace ringfence::async {

class SimLoop;

// Owns virtual time. Events run in order of (time, seeded tie-break). `trace_hash` folds in every
// event, so two runs of one seed can be compared.
class SimScheduler {
 public:
  explicit SimScheduler(std::uint64_t seed);

  using EventId = std::uint64_t;  // 0 is never an event
  // An event with an owner waits while its owner is paused.
  EventId schedule(MonotonicTime when, std::function<void()> action, SimLoop* owner = nullptr);
  EventId schedule_resume(MonotonicTime when, std::coroutine_handle<> handle,
                          SimLoop* owner = nullptr);
  // False: it has run, was cancelled, or never was.
  bool cancel(EventId id);
  // Moves every pending event of this owner to the present.
  void hasten_all(SimLoop* owner);

  MonotonicTime now() const { return now_; }
  Random& random() { return random_; }
  // Runs one event; false when none is left.
  bool step();
  // Runs until `done` returns true, nothing is left, or virtual time passes `until`. True when
  // done.
  bool run_until(const std::function<bool()>& done, MonotonicTime until);
  // Runs a task to its end and returns its value; asserts when it cannot finish by `until`.
  template <class T>
  T run(Task<T> task, MonotonicTime until = MonotonicTime::never());

  // Folds something observable into the trace: a payload, an outcome.
  void note(std::uint64_t value);
  std::uint64_t trace_hash() const { return trace_hash_; }
  std::uint64_t events() const { return events_; }

 private:
  struct Entry {
    MonotonicTime when;
    std::uint64_t tie;
    EventId id;
    bool operator>(const Entry& other) const {
      return std::tie(when.ns, tie, id) > std::tie(other.when.ns, other.tie, other.id);
    }
  };
  // Events live in slots; an id is (generation of the slot, slot), so a heap entry of an event that
  // ran or was cancelled finds another generation and is skipped.
  struct Slot {
    std::uint32_t generation = 1;
    bool pending = false;
    SimLoop* owner = nullptr;
    std::coroutine_handle<> handle;
    std::function<void()> function;
  };

  Slot* find(EventId id);
  EventId take_slot(SimLoop* owner);
  void free_slot(EventId id);
  void push(MonotonicTime when, EventId id);

  MonotonicTime now_{0};
  Random random_;
  Random ties_;
  std::uint64_t trace_hash_ = 0xCBF29CE484222325ull;
  std::uint64_t events_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

// One node's view: its own random stream, wall clock offset, pause and death. All nodes share the
// scheduler.
class SimLoop final : public Loop {
 public:
  // `wall_start` is the wall clock at virtual time zero.
  SimLoop(SimScheduler& scheduler, std::uint64_t seed, UnixMillis wall_start);

  MonotonicTime now() const override { return scheduler_.now(); }
  UnixMillis wall_now() const override;
  Random& random() override { return random_; }
  void post(std::coroutine_handle<> handle) override;
  TimerId timer_at(MonotonicTime when, std::coroutine_handle<> handle) override;
  bool cancel_timer(TimerId id) override;
  void submit_blocking(std::function<void()> work, std::coroutine_handle<> done) override;
  bool dead() const override { return dead_; }

  // Crash: seams lose their effect, blocking work that has not run never will; the owner then stops
  // and joins the node's tasks in zero virtual time. The loop itself outlives every event that
  // names it.
  void kill();
  // Nothing of this node runs before `until` (a stopped process, a paused machine).
  void pause(MonotonicTime until) { paused_until_ = until; }
  MonotonicTime paused_until() const { return dead_ ? MonotonicTime{0} : paused_until_; }
  void set_wall_offset(std::int64_t ms) { wall_offset_ms_ = ms; }
  // The range of virtual time that one blocking call takes, in nanoseconds.
  void set_blocking_cost(Duration low, Duration high) {
    blocking_low_ = low;
    blocking_high_ = high;
  }
  SimScheduler& scheduler() { return scheduler_; }

 private:
  MonotonicTime not_before(MonotonicTime when) const { return dead_ ? scheduler_.now() : when; }

  SimScheduler& scheduler_;
  Random random_;
  UnixMillis wall_start_;
  std::int64_t wall_offset_ms_ = 0;
  bool dead_ = false;
  MonotonicTime paused_until_{0};
  Duration blocking_low_{microseconds(50)};
  Duration blocking_high_{microseconds(500)};
};

template <class T>
T SimScheduler::run(Task<T> task, MonotonicTime until) {
  struct Root {
    struct promise_type {
      Root get_return_object() { return {}; }
      std::suspend_never initial_suspend() noexcept { return {}; }
      std::suspend_never final_suspend() noexcept { return {}; }
      [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
      void return_void() {}
    };
    static Root start(Task<T> task, bool* done, std::optional<T>* value) {
      value->emplace(co_await std::move(task));
      *done = true;
    }
  };
  bool done = false;
  std::optional<T> value;
  Root::start(std::move(task), &done, &value);
  RF_ASSERT(run_until([&] { return done; }, until), "a simulated task did not finish");
  return std::move(*value);
}

}  // namespace ringfence::async
