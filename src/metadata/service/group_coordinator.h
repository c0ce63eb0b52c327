// The leader's half of consumer groups (ARCHITECTURE rule 9): who waits for a join or a sync,
// whose session ends when. In memory only; what must last becomes decisions of the sequencer, and
// no answer leaves before the decisions that it rests on are durable.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <variant>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/hash_map.h"
#include "metadata/groups/classic_group.h"
#include "metadata/state/groups/group_calls.h"

namespace ringfence::meta {

class Sequencer;

struct GroupCoordinatorOptions {
  GroupSettings group;
  // What members sent, of all groups; beyond it nobody new may join.
  std::size_t bytes_max = 256u << 20;
  // The same of one group.
  std::size_t group_bytes_max = 64u << 20;
};

// Counters for /metrics.
struct GroupCoordinatorStats {
  std::uint64_t joins = 0;
  std::uint64_t heartbeats = 0;
  std::uint64_t commits = 0;
  std::uint64_t rebalances = 0;  // completed
  std::uint64_t members_left = 0;
  std::uint64_t crowded = 0;  // joins refused for lack of memory
};

// Single-threaded. Lifecycle: make, serve..., stop() (everything that waits ends as
// kNotCoordinator), destroy; the sequencer outlives it. Begins with the first call or start(), as
// soon as the sequencer serves.
class GroupCoordinator {
 public:
  GroupCoordinator(async::Loop& loop, Sequencer& sequencer, GroupCoordinatorOptions options);
  ~GroupCoordinator();

  // Idempotent. Sessions of the members that are known run from here.
  void start();
  async::Task<void> stop();

  // May take minutes (joins and syncs). kTimeout, kCancelled: the asker gave up. Refusals are
  // answers.
  async::Task<Result<GroupReply>> serve(GroupCall call, async::Deadline deadline);

  const GroupCoordinatorStats& stats() const { return stats_; }
  // Live groups by GroupState; Empty ones are in the state only.
  std::array<std::size_t, 5> group_counts() const;
  std::size_t member_count() const;
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry;
  struct Waiter;
  using EntryPtr = std::shared_ptr<Entry>;
  using Timer = std::pair<MonotonicTime, Token>;

  async::Task<void> run();
  async::Task<void> watch_sequencer();
  void load();
  void fail_all();
  EntryPtr find(const Token& group);
  EntryPtr find_or_make(const NamePair& group);
  EntryPtr keep(EntryPtr entry);
  void drop(const EntryPtr& entry);
  void schedule(Entry& entry);
  void account(Entry& entry);
  void tick_due();
  // Sends the changes to the sequencer and the replies after them.
  void settle(const EntryPtr& entry, GroupEffects effects);
  async::Task<void> write(EntryPtr entry, Command change);
  async::Task<void> deliver_later(EntryPtr entry, std::uint64_t writes,
                                  std::vector<GroupEffects::Reply> replies);
  void deliver(std::vector<GroupEffects::Reply> replies, bool good);
  // Until what the group has asked for so far is durable. False: it did not become so.
  async::Task<bool> written(EntryPtr entry);

  async::Task<Result<GroupReply>> serve_join(JoinCall call, async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_sync(SyncCall call, async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_heartbeat(HeartbeatCall call);
  async::Task<Result<GroupReply>> serve_leave(LeaveCall call);
  async::Task<Result<GroupReply>> serve_commit(OffsetCommitCall call, async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_describe(DescribeGroupsCall call, async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_list(async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_delete(DeleteGroupsCall call, async::Deadline deadline);
  async::Task<Result<GroupReply>> serve_delete_offsets(OffsetDeleteCall call,
                                                       async::Deadline deadline);
  GroupError judge_commit(const OffsetCommitCall& call);
  async::Task<Result<GroupReply>> wait_reply(GroupTicket ticket, async::Deadline deadline);
  GroupDescription describe_one(const Token& group);

  async::Loop& loop_;
  Sequencer& sequencer_;
  GroupCoordinatorOptions options_;
  GroupCoordinatorStats stats_;

  bool started_ = false;
  bool leading_ = false;              // loaded, and the sequencer serves
  bool over_ = false;                 // it does not any more
  HashMap<Token, EntryPtr> entries_;  // groups with members, or that somebody joins
  std::set<Timer> timers_;            // one for each entry
  std::map<GroupTicket, Waiter*> waiters_;
  GroupTicket next_ticket_ = 1;
  std::size_t bytes_ = 0;

  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  async::WaitQueue loaded_;
  async::WaitQueue timer_;  // an earlier deadline came
};

}  // namespace ringfence::meta
