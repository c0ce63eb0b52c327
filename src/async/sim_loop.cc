#include "async/sim_loop.h"

namespace ringfence::async {

SimScheduler::SimScheduler(std::uint64_t seed) : random_(seed), ties_(random_.fork()) {}

SimScheduler::Slot* SimScheduler::find(EventId id) {
  const std::size_t index = static_cast<std::uint32_t>(id);
  if (index >= slots_.size()) return nullptr;
  Slot& slot = slots_[index];
  return slot.pending && slot.generation == id >> 32 ? &slot : nullptr;
}

SimScheduler::EventId SimScheduler::take_slot(SimLoop* owner) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t index = free_.back();
  free_.pop_back();
  slots_[index].pending = true;
  slots_[index].owner = owner;
  return (std::uint64_t{slots_[index].generation} << 32) | index;
}

void SimScheduler::free_slot(EventId id) {
  Slot& slot = slots_[static_cast<std::uint32_t>(id)];
  slot.pending = false;
  slot.owner = nullptr;
  ++slot.generation;
  slot.handle = {};
  slot.function = nullptr;
  free_.push_back(static_cast<std::uint32_t>(id));
}

void SimScheduler::push(MonotonicTime when, EventId id) {
  queue_.push(Entry{std::max(when, now_), ties_.next(), id});
}

SimScheduler::EventId SimScheduler::schedule(MonotonicTime when, std::function<void()> action,
                                             SimLoop* owner) {
  const EventId id = take_slot(owner);
  slots_[static_cast<std::uint32_t>(id)].function = std::move(action);
  push(when, id);
  return id;
}

SimScheduler::EventId SimScheduler::schedule_resume(MonotonicTime when,
                                                    std::coroutine_handle<> handle,
                                                    SimLoop* owner) {
  const EventId id = take_slot(owner);
  slots_[static_cast<std::uint32_t>(id)].handle = handle;
  push(when, id);
  return id;
}

bool SimScheduler::cancel(EventId id) {
  if (find(id) == nullptr) return false;
  free_slot(id);
  return true;
}

void SimScheduler::hasten_all(SimLoop* owner) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].pending && slots_[i].owner == owner)
      push(now_, (std::uint64_t{slots_[i].generation} << 32) | i);
  }
}

bool SimScheduler::step() {
  while (!queue_.empty()) {
    const Entry entry = queue_.top();
    queue_.pop();
    Slot* slot = find(entry.id);
    if (slot == nullptr) continue;
    if (slot->owner != nullptr && slot->owner->paused_until() > entry.when) {
      push(slot->owner->paused_until(), entry.id);
      continue;
    }
    now_ = entry.when;
    ++events_;
    note(static_cast<std::uint64_t>(now_.ns));
    note(entry.id);
    // Moved out first: the action may schedule, and slots may move.
    const std::coroutine_handle<> handle = slot->handle;
    std::function<void()> function = std::move(slot->function);
    free_slot(entry.id);
    if (handle) {
      handle.resume();
    } else {
      function();
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

void SimLoop::kill() {
  dead_ = true;
  scheduler_.hasten_all(this);
}

void SimLoop::post(std::coroutine_handle<> handle) {
  scheduler_.schedule_resume(scheduler_.now(), handle, this);
}

Loop::TimerId SimLoop::timer_at(MonotonicTime when, std::coroutine_handle<> handle) {
  return scheduler_.schedule_resume(not_before(when), handle, this);
}

bool SimLoop::cancel_timer(TimerId id) { return scheduler_.cancel(id); }

void SimLoop::submit_blocking(std::function<void()> work, std::coroutine_handle<> done) {
  // The cost is drawn first, the work runs at its end: a crash in between means it never ran.
  const Duration cost(random_.between(blocking_low_.count(), blocking_high_.count()));
  scheduler_.schedule(
      not_before(scheduler_.now() + cost),
      [this, work = std::move(work), done] {
        if (!dead_) work();
        scheduler_.schedule_resume(scheduler_.now(), done, this);
      },
      this);
}

}  // namespace ringfence::async
