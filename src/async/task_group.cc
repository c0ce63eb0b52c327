#include "async/task_group.h"

namespace ringfence::async {

// A frame that owns itself: runs the task and then destroys both.
struct TaskGroup::Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
    void return_void() {}
  };
};

TaskGroup::Detached TaskGroup::run(TaskGroup* group, Task<void> task) {
  {
    // The task's frame dies before the group is told: a joiner may free what the frame refers to.
    Task<void> owned = std::move(task);
    co_await std::move(owned);
  }
  --group->running_;
  group->queue_.wake_all();
}

void TaskGroup::spawn(Task<void> task) {
  ++running_;
  run(this, std::move(task));
}

Task<void> TaskGroup::join() {
  // Never cancelled: the children's own cancellation ends them.
  while (running_ > 0) co_await queue_.wait();
}

Task<Wake> TaskGroup::wait_below(std::size_t limit, Deadline deadline) {
  while (running_ >= limit) {
    const Wake wake = co_await queue_.wait(deadline);
    if (wake != Wake::kSignalled) co_return wake;
  }
  co_return Wake::kSignalled;
}

}  // namespace ringfence::async
