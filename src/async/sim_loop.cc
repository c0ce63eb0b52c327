#include "async/sim_loop.h"

namespace ringfence::async {

SimScheduler::SimScheduler(std::uint64_t seed) : random_(seed), ties_(random_.fork()) {}

SimScheduler::EventId SimScheduler::schedule(MonotonicTime when, std::function<void()> action) {
  const EventId id = next_id_++;
  queue_.push(Entry{std::max(when, now_), ties_.next(), id});
  actions_.emplace(id, Action{{}, std::move(action)});
  return id;
}

SimScheduler::EventId SimScheduler::schedule_resume(MonotonicTime when,
                                                    std::coroutine_handle<> handle) {
  const EventId id = next_id_++;
  queue_.push(Entry{std::max(when, now_), ties_.next(), id});
  actions_.emplace(id, Action{handle, {}});
  return id;
}

bool SimScheduler::cancel(EventId id) { return actions_.erase(id) > 0; }

bool SimScheduler::step() {
  while (!queue_.empty()) {
    const Entry entry = queue_.top();
    queue_.pop();
    auto found = actions_.find(entry.id);
    if (found == actions_.end()) continue;  // cancelled
    Action action = std::move(found->second);
    actions_.erase(found);
    now_ = entry.when;
    ++events_;
    note(static_cast<std::uint64_t>(now_.ns));
    note(entry.id);
    if (action.handle) {
      action.handle.resume();
    } else {
      action.function();
    }
    return true;
  }
  return false;
}

bool SimScheduler::run_until(const std::function<bool()>& done, MonotonicTime until) {
  while (!done()) {
    if (now_ > until || !step()) return false;
  }
  return true;
}

void SimScheduler::note(std::uint64_t value) {
  trace_hash_ = (trace_hash_ ^ value) * 0x100000001B3ull;
  trace_hash_ ^= trace_hash_ >> 29;
}

SimLoop::SimLoop(SimScheduler& scheduler, std::uint64_t seed, UnixMillis wall_start)
    : scheduler_(scheduler), random_(seed), wall_start_(wall_start) {}

UnixMillis SimLoop::wall_now() const {
  return {wall_start_.ms + scheduler_.now().ns / 1'000'000 + wall_offset_ms_};
}

MonotonicTime SimLoop::not_before(MonotonicTime when) const {
  return dead_ ? scheduler_.now() : std::max(when, paused_until_);
}

void SimLoop::post(std::coroutine_handle<> handle) {
  scheduler_.schedule_resume(not_before(scheduler_.now()), handle);
}

Loop::TimerId SimLoop::timer_at(MonotonicTime when, std::coroutine_handle<> handle) {
  return scheduler_.schedule_resume(not_before(when), handle);
}

bool SimLoop::cancel_timer(TimerId id) { return scheduler_.cancel(id); }

void SimLoop::submit_blocking(std::function<void()> work, std::coroutine_handle<> done) {
  // The cost is drawn first, the work runs at its end: a crash in between means it never ran.
  const Duration cost(random_.between(blocking_low_.count(), blocking_high_.count()));
  scheduler_.schedule(not_before(scheduler_.now() + cost), [this, work = std::move(work), done] {
    if (!dead_) work();
    scheduler_.schedule_resume(not_before(scheduler_.now()), done);
  });
}

}  // namespace ringfence::async
