// The coordinator's inside: entries, timers, and the order of changes and answers. What it serves
// is in group_calls_served.cc.
#include "metadata/service/group_coordinator.h"

#include <algorithm>

#include "base/deliberate_bugs.h"
#include "metadata/service/group_coordinator_internal.h"
#include "metadata/service/sequencer.h"

namespace ringfence::meta {

GroupCoordinator::GroupCoordinator(async::Loop& loop, Sequencer& sequencer,
                                   GroupCoordinatorOptions options)
    : loop_(loop),
      sequencer_(sequencer),
      options_(options),
      tasks_(loop),
      loaded_(loop),
      timer_(loop) {}

GroupCoordinator::~GroupCoordinator() = default;

void GroupCoordinator::start() {
  if (started_ || over_) return;
  started_ = true;
  tasks_.spawn(run());
  tasks_.spawn(watch_sequencer());
}

async::Task<void> GroupCoordinator::stop() {
  cancel_.cancel();
  fail_all();
  co_await tasks_.join();
}

async::Task<void> GroupCoordinator::watch_sequencer() {
  co_await sequencer_.wait_not_serving(cancel_.token());
  fail_all();
}

// Nothing is known any more: clients find the next leader, and everything that counts is in the
// log.
void GroupCoordinator::fail_all() {
  over_ = true;
  leading_ = false;
  auto waiters = std::exchange(waiters_, {});
  for (auto& [ticket, waiter] : waiters)
    if (!waiter->answer.is_set()) waiter->answer.set(std::nullopt);
  std::vector<EntryPtr> entries;
  for (auto& [token, entry] : entries_) entries.push_back(entry);
  std::ranges::sort(entries, {}, [](const EntryPtr& e) { return e->token; });
  for (const EntryPtr& entry : entries) {
    entry->broken = true;
    entry->kept = false;
    entry->changed.wake_all();
  }
  entries_.clear();
  timers_.clear();
  loaded_.wake_all();
  timer_.wake_all();
}

// Everybody gets a full session timeout from here.
void GroupCoordinator::load() {
  for (const Group* group : sequencer_.state().groups()) {
    if (group->members.empty()) continue;
    keep(std::make_shared<Entry>(loop_, *group, options_.group, loop_.now()));
  }
  leading_ = true;
  loaded_.wake_all();
}

async::Task<void> GroupCoordinator::run() {
  while (!cancel_.cancelled() && !over_ && !loop_.dead() && !leading_) {
    if (sequencer_.serving()) {
      load();
    } else if (!co_await async::sleep_for(loop_, milliseconds(20), cancel_.token())) {
      co_return;
    }
  }
  while (!cancel_.cancelled() && !over_ && !loop_.dead()) {
    async::Deadline next = async::Deadline::none(cancel_.token());
    if (!timers_.empty()) next.at = timers_.begin()->first;
    const async::Wake wake = co_await timer_.wait(next);
    if (wake == async::Wake::kCancelled) co_return;
    tick_due();
  }
}

void GroupCoordinator::tick_due() {
  const MonotonicTime now = loop_.now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    const EntryPtr entry = find(timers_.begin()->second);
    if (entry == nullptr || entry->timer != timers_.begin()->first) {
      timers_.erase(timers_.begin());
      continue;
    }
    const std::size_t before = entry->group.size();
    GroupEffects effects;
    entry->group.tick(now, effects);
    stats_.members_left += before - std::min(before, entry->group.size());
    settle(entry, std::move(effects));
  }
}

// ---- entries

GroupCoordinator::EntryPtr GroupCoordinator::keep(EntryPtr entry) {
  entries_[entry->token] = entry;
  entry->kept = true;
  entry->timer = MonotonicTime::never();
  timers_.emplace(entry->timer, entry->token);
  account(*entry);
  schedule(*entry);
  return entry;
}

// The entry of a group that has members; null: nobody is in it.
GroupCoordinator::EntryPtr GroupCoordinator::find(const Token& group) {
  const auto found = entries_.find(group);
  if (found != entries_.end()) return found->second;
  const Group* stored = sequencer_.state().find_group(group);
  if (stored == nullptr || stored->members.empty()) return nullptr;
  return keep(std::make_shared<Entry>(loop_, *stored, options_.group, loop_.now()));
}

GroupCoordinator::EntryPtr GroupCoordinator::find_or_make(const NamePair& group) {
  if (EntryPtr known = find(group.token)) return known;
  const Group* stored = sequencer_.state().find_group(group.token);
  if (stored != nullptr)
    return keep(std::make_shared<Entry>(loop_, *stored, options_.group, loop_.now()));
  return keep(std::make_shared<Entry>(loop_, group, options_.group));
}

void GroupCoordinator::drop(const EntryPtr& entry) {
  const auto found = entries_.find(entry->token);
  if (found == entries_.end() || found->second != entry) return;
  timers_.erase({entry->timer, entry->token});
  bytes_ -= entry->accounted;
  entry->accounted = 0;
  entry->kept = false;
  entries_.erase(found);
}

// Deadlines mostly move back, which costs nothing: the timer that fires too early is set again.
void GroupCoordinator::schedule(Entry& entry) {
  if (!entry.kept) return;
  const MonotonicTime next = entry.group.next_deadline();
  if (next == entry.timer) return;
  timers_.erase({entry.timer, entry.token});
  entry.timer = next;
  timers_.emplace(next, entry.token);
  if (timers_.begin()->second == entry.token) timer_.wake_all();
}

void GroupCoordinator::account(Entry& entry) {
  if (!entry.kept) return;
  bytes_ = bytes_ - entry.accounted + entry.group.bytes();
  entry.accounted = entry.group.bytes();
}

std::array<std::size_t, 5> GroupCoordinator::group_counts() const {
  std::array<std::size_t, 5> counts{};
  for (const auto& [token, entry] : entries_)
    ++counts[static_cast<std::size_t>(entry->group.state())];
  return counts;
}

std::size_t GroupCoordinator::member_count() const {
  std::size_t count = 0;
  for (const auto& [token, entry] : entries_) count += entry->group.size();
  return count;
}

// ---- changes, then answers

void GroupCoordinator::settle(const EntryPtr& entry, GroupEffects effects) {
  account(*entry);
  const std::uint64_t rebalances = entry->group.rebalances();
  stats_.rebalances += rebalances - std::exchange(entry->rebalances, rebalances);
  // Each is queued at once, in this order.
  for (Command& change : effects.changes) {
    ++entry->writes;
    tasks_.spawn(write(entry, std::move(change)));
  }
  const bool durable = entry->written == entry->writes;
  if (effects.replies.empty()) {
    // Nobody to tell.
  } else if (durable || deliberate_bug(DeliberateBug::kGroupAnswerBeforeDurable)) {
    deliver(std::move(effects.replies), !entry->broken);
  } else {
    tasks_.spawn(deliver_later(entry, entry->writes, std::move(effects.replies)));
  }
  if (entry->group.idle() && entry->written == entry->writes) drop(entry);
  schedule(*entry);
}

async::Task<void> GroupCoordinator::write(EntryPtr entry, Command change) {
  rpc::CommandRequest request;
  request.command = std::move(change);
  request.request_id = loop_.random().uuid();
  request.fresh_id = loop_.random().uuid();
  auto decided =
      co_await sequencer_.submit(std::move(request), async::Deadline::none(cancel_.token()));
  ++entry->written;
  if (!decided || decided->error != DecideError::kNone) {
    // The state has the last word: the group is read again from it by whoever comes next.
    entry->broken = true;
    drop(entry);
  }
  entry->changed.wake_all();
  const bool quiet = entry->written == entry->writes && entry->group.idle();
  if (quiet && !over_) drop(entry);
}

async::Task<void> GroupCoordinator::deliver_later(EntryPtr entry, std::uint64_t writes,
                                                  std::vector<GroupEffects::Reply> replies) {
  while (entry->written < writes && !entry->broken && !loop_.dead())
    if (co_await entry->changed.wait(async::Deadline::none(cancel_.token())) ==
        async::Wake::kCancelled)
      co_return;
  deliver(std::move(replies), !entry->broken);
}

void GroupCoordinator::deliver(std::vector<GroupEffects::Reply> replies, bool good) {
  for (GroupEffects::Reply& reply : replies) {
    const auto waiter = waiters_.find(reply.ticket);
    if (waiter == waiters_.end() || waiter->second->answer.is_set()) continue;  // gave up
    if (good) {
      waiter->second->answer.set(std::move(reply.answer));
    } else {
      waiter->second->answer.set(std::nullopt);
    }
  }
}

async::Task<bool> GroupCoordinator::written(EntryPtr entry) {
  const std::uint64_t writes = entry->writes;
  while (entry->written < writes && !entry->broken && !loop_.dead()) {
    if (co_await entry->changed.wait(async::Deadline::none(cancel_.token())) ==
        async::Wake::kCancelled)
      co_return false;
  }
  co_return !entry->broken && !over_;
}

}  // namespace ringfence::meta
