// TaskGroup: the only way to run tasks beside each other. Bounded by its owner, joined before it
// dies.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "async/loop.h"
#include "async/task.h"
#include "async/wait.h"
#include "base/result.h"

namespace ringfence::async {

// Spawned tasks start inline, at once, and run to their end; the group counts them.
// Single-threaded.
class TaskGroup {
 public:
  explicit TaskGroup(Loop& loop) : queue_(loop) {}
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;
  ~TaskGroup() { RF_ASSERT(running_ == 0, "a task group died with running tasks; join it first"); }

  void spawn(Task<void> task);
  // Returns when no task runs. Cancel what they wait for first, or this waits as long as they do.
  Task<void> join();
  // Returns when fewer than `limit` tasks run: back-pressure for an accept or read loop.
  Task<Wake> wait_below(std::size_t limit, Deadline deadline = {});
  std::size_t running() const { return running_; }

 private:
  struct Detached;
  static Detached run(TaskGroup* group, Task<void> task);

  WaitQueue queue_;
  std::size_t running_ = 0;
};

// Runs `work` where blocking is allowed and returns what it returned. kCancelled: the simulated
// node crashed and the work did not run. `work` must own or outlive everything it touches; the
// caller's frame does.
template <class F>
Task<Result<std::invoke_result_t<F>>> run_blocking(Loop& loop, F work) {
  using R = std::invoke_result_t<F>;
  if (loop.dead()) co_return Error(ErrorCode::kCancelled);
  struct Awaiter {
    Loop& loop;
    F& work;
    std::optional<R>& value;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) {
      loop.submit_blocking([this] { value.emplace(work()); }, h);
    }
    void await_resume() {}
  };
  std::optional<R> value;
  co_await Awaiter{loop, work, value};
  if (!value) co_return Error(ErrorCode::kCancelled);
  co_return std::move(*value);
}

}  // namespace ringfence::async
