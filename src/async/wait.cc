#include "async/wait.h"

namespace ringfence::async {

WaitQueue::Awaiter WaitQueue::wait(Deadline deadline) { return Awaiter(*this, deadline); }

bool WaitQueue::wake_one() {
  if (first_ == nullptr) return false;
  first_->finish(Wake::kSignalled);
  return true;
}

void WaitQueue::wake_all() {
  while (first_ != nullptr) first_->finish(Wake::kSignalled);
}

void WaitQueue::Awaiter::await_suspend(std::coroutine_handle<> handle) {
  if (ends_with_the_node()) {
    outcome_ = Wake::kCancelled;
    queue_.loop_.post(handle);
    return;
  }
  handle_ = handle;
  previous_ = queue_.last_;
  (queue_.last_ ? queue_.last_->next_ : queue_.first_) = this;
  queue_.last_ = this;
  linked_ = true;
  deadline_.cancel.attach(*this);
  if (deadline_.at != MonotonicTime::never()) {
    timer_ = queue_.loop_.timer_at(deadline_.at, handle);
  }
}

Wake WaitQueue::Awaiter::await_resume() {
  // Resumed by the timer: still linked.
  if (linked_) {
    timer_ = 0;
    unlink();
    outcome_ = queue_.loop_.dead() ? Wake::kCancelled : Wake::kTimeout;
  }
  return outcome_;
}

void WaitQueue::Awaiter::unlink() {
  detach();
  (previous_ ? previous_->next_ : queue_.first_) = next_;
  (next_ ? next_->previous_ : queue_.last_) = previous_;
  linked_ = false;
}

void WaitQueue::Awaiter::finish(Wake outcome) {
  unlink();
  outcome_ = outcome;
  if (timer_ != 0 && !queue_.loop_.cancel_timer(timer_))
    return;  // the timer already posted the handle
  timer_ = 0;
  queue_.loop_.post(handle_);
}

Task<bool> sleep_until(Loop& loop, Deadline deadline) {
  WaitQueue queue(loop);
  const Wake wake = co_await queue.wait(deadline);
  co_return wake == Wake::kTimeout;
}

Task<bool> sleep_for(Loop& loop, Duration d, Cancel cancel) {
  return sleep_until(loop, Deadline::after(loop, d, cancel));
}

Task<Wake> Event::wait(Deadline deadline) {
  while (!set_) {
    const Wake wake = co_await queue_.wait(deadline);
    if (!set_ && wake != Wake::kSignalled) co_return wake;
  }
  co_return Wake::kSignalled;
}

struct Budget::Pending {
  WaitQueue queue;
  std::size_t amount;
  bool granted = false;
  Pending* previous = nullptr;
  Pending* next = nullptr;
};

bool Budget::try_acquire(std::size_t amount) {
  if (first_ != nullptr || !fits(amount)) return false;
  used_ += amount;
  return true;
}

void Budget::remove(Pending& pending) {
  (pending.previous ? pending.previous->next : first_) = pending.next;
  (pending.next ? pending.next->previous : last_) = pending.previous;
}

void Budget::grant() {
  while (first_ != nullptr && fits(first_->amount)) {
    Pending& pending = *first_;
    used_ += pending.amount;
    pending.granted = true;
    remove(pending);
    pending.queue.wake_all();
  }
}

Task<Result<void>> Budget::acquire(std::size_t amount, Deadline deadline) {
  if (try_acquire(amount)) co_return Result<void>();
  Pending pending{WaitQueue(loop_), amount};
  pending.previous = last_;
  (last_ ? last_->next : first_) = &pending;
  last_ = &pending;
  Wake wake = Wake::kSignalled;
  while (!pending.granted && wake == Wake::kSignalled) wake = co_await pending.queue.wait(deadline);
  if (pending.granted) co_return Result<void>();
  remove(pending);
  grant();  // this one may have been what blocked the others
  co_return Error(wake == Wake::kTimeout ? ErrorCode::kTimeout : ErrorCode::kCancelled);
}

void Budget::release(std::size_t amount) {
  RF_ASSERT(amount <= used_, "a budget was released twice");
  used_ -= amount;
  grant();
}

}  // namespace ringfence::async
