// Rules about consumer groups: who may hold what in which generation, and what becomes of committed
// offsets. Sessions may end and groups rebalance at any time; these hold whatever they do.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "simulation/history_index.h"

namespace ringfence::sim {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// One of the leader's assignments: member -> keys. A leader that asks twice may say two things.
struct Plan {
  std::int64_t begin = 0;
  std::map<std::string, std::set<std::string>> keys;
};

// What a generation was told to be. Moments are positions in the history.
struct Generation {
  std::int64_t told = kNever;  // the first answer to a join that names it
  std::string leader;
  std::map<std::string, std::string> owners;  // key -> member
  std::vector<Plan> plans;
};

// A commit of one partition, as the write of a register.
struct Write {
  std::int64_t offset = 0;
  std::int64_t begin = 0;
  std::int64_t end = kNever;  // not acknowledged: it may happen at any time
  bool refused = false;
};

struct GroupKey {
  std::vector<Write> writes;      // by begin
  std::set<std::int64_t> handed;  // offsets at or after all_handed that some member was given
  std::int64_t all_handed = 0;    // every known record before was given to some member
  std::int64_t committed = 0;     // the highest acknowledged
  const Op* committed_by = nullptr;
};

struct GroupIndex {
  std::map<std::int64_t, Generation> generations;
  std::map<std::string, std::int64_t> seen;  // the first answer that names the member
  std::map<std::string, std::int64_t> left;  // the answer to its leave
  std::map<std::string, GroupKey> keys;
  std::set<std::int32_t> processes;
  bool planned = false;  // the history tells what leaders want

  // The highest generation that anybody had been told of then.
  std::int64_t told_before(std::int64_t moment) const {
    for (auto it = generations.rbegin(); it != generations.rend(); ++it)
      if (it->second.told < moment) return it->first;
    return kUnknown;
  }
};

bool is_group_op(const Op& op) {
  return !op.group.empty() || op.f == "commit" || op.f == "offset_fetch";
}

class GroupChecker {
 public:
  explicit GroupChecker(HistoryIndex& index) : index_(index) {}

  void run() {
    for (const Op& op : index_.history.ops())
      if (is_group_op(op)) prepare(op);
    if (groups_.empty()) return;
    for (const Op& op : index_.history.ops()) {
      auto span = index_.span_of_end.find(op.index);
      if (span != index_.span_of_end.end()) judge(*index_.spans[span->second].invoke, op);
    }
    for (const auto& [name, group] : groups_)
      for (const auto& [key, entry] : group.keys) check_beyond_end(name, key, entry);
  }

 private:
  // What was asked for is known before anything is answered.
  void prepare(const Op& op) {
    GroupIndex& group = groups_[op.group];
    group.processes.insert(op.process);
    if (op.f == "assign" && !op.assignments.empty()) {
      group.planned = true;
      Plan plan{op.index, {}};
      for (const auto& [member, keys] : op.assignments)
        plan.keys[member] = {keys.begin(), keys.end()};
      group.generations[op.generation].plans.push_back(std::move(plan));
    }
    const bool alone = op.type != OpType::kInvoke && begins_itself(op);
    if (op.f == "commit" && (op.type == OpType::kInvoke || alone))
      for (const OffsetMop& mop : op.offsets)
        group.keys[mop.key].writes.push_back({mop.offset, op.index});
  }

  bool begins_itself(const Op& op) const {
    auto span = index_.span_of_end.find(op.index);
    return span != index_.span_of_end.end() && index_.spans[span->second].invoke == &op;
  }

  void judge(const Op& invoke, const Op& op) {
    if (op.f == "poll") return hand_out(op);
    if (!is_group_op(op)) return;
    GroupIndex& group = groups_[op.group];
    if (!op.member.empty()) group.seen.try_emplace(op.member, op.index);
    if (op.f == "commit") settle_commit(group, invoke, op);
    if (op.type != OpType::kOk) return;
    if (op.f == "join") check_join(group, invoke, op);
    if (op.f == "assign") check_assign(group, invoke, op);
    if (op.f == "offset_fetch") check_fetch(group, invoke, op);
    if (op.f == "leave") group.left.try_emplace(op.member, op.index);
  }

  void report(const char* rule, const Op& op, const std::string& key, std::string detail) {
    index_.report(rule, key.empty() ? op.group : key, std::move(detail), &op);
  }

  // ---- at least once

  void hand_out(const Op& op) {
    if (op.type != OpType::kOk || op.final) return;
    for (auto& [name, group] : groups_) {
      if (!name.empty() && !group.processes.contains(op.process)) continue;
      for (const PollMop& mop : op.polls) {
        GroupKey& key = group.keys[mop.key];
        for (const SeenRecord& record : mop.records)
          if (record.offset >= key.all_handed) key.handed.insert(record.offset);
      }
    }
  }

  void check_skip(const Op& op, GroupKey& entry, const OffsetMop& mop) {
    auto key = index_.keys.find(mop.key);
    if (key == index_.keys.end()) return;
    const auto& known = key->second.at;
    auto next = known.lower_bound(entry.all_handed);
    while (next != known.end() && entry.handed.contains(next->first)) {
      entry.handed.erase(next->first);
      entry.all_handed = next->first + 1;
      ++next;
    }
    if (next == known.end() || next->first >= mop.offset) return;
    report("I9-group-skip", op, mop.key,
           fmt::format("{} {} goes on from {}, and no member of it was given {}", op.f, op.group,
                       mop.offset, next->first));
  }

  // ---- committed offsets

  void settle_commit(GroupIndex& group, const Op& invoke, const Op& op) {
    const bool ok = op.type == OpType::kOk;
    for (const OffsetMop& mop : op.offsets) {
      GroupKey& entry = group.keys[mop.key];
      auto write = std::ranges::lower_bound(entry.writes, invoke.index, {}, &Write::begin);
      if (write == entry.writes.end() || write->begin != invoke.index) continue;
      if (ok) write->end = op.index;
      write->refused = op.type == OpType::kFail;
      if (!ok) continue;
      check_skip(op, entry, mop);
      if (mop.offset <= entry.committed) continue;
      entry.committed = mop.offset;
      entry.committed_by = &op;
    }
    if (ok && !op.member.empty()) check_committer(group, invoke, op);
  }

  void check_committer(const GroupIndex& group, const Op& invoke, const Op& op) {
    const std::int64_t told = group.told_before(invoke.index);
    if (op.generation != kUnknown && op.generation < told)
      report("I10-fenced-commit", op, "",
             fmt::format("a commit of generation {} was taken after generation {} had begun",
                         op.generation, told));
    auto left = group.left.find(op.member);
    if (left != group.left.end() && left->second < invoke.index)
      report("I10-fenced-commit", op, "",
             fmt::format("a commit of {} was taken after it had left", op.member));
  }

  void check_fetch(GroupIndex& group, const Op& invoke, const Op& op) {
    for (const OffsetMop& mop : op.offsets) {
      GroupKey& entry = group.keys[mop.key];
      check_register(invoke, op, entry, mop);
      if (mop.offset > 0) check_skip(op, entry, mop);
      auto key = index_.keys.find(mop.key);
      if (!op.final || key == index_.keys.end() || !key->second.final_polled) continue;
      if (mop.offset < key->second.final_high_watermark)
        report("I19-group-lag", op, mop.key,
               fmt::format("the group is at {} after the heal, the log ends at {}", mop.offset,
                           key->second.final_high_watermark));
    }
  }

  // A read gives the last write, or one that may have happened after it.
  void check_register(const Op& invoke, const Op& op, const GroupKey& entry, const OffsetMop& mop) {
    const Write* last = nullptr;  // the one that begins last of those that ended before this read
    for (const Write& write : entry.writes)
      if (write.end < invoke.index && (last == nullptr || write.begin > last->begin)) last = &write;
    if (last == nullptr && mop.offset == kUnknown) return;
    bool written = false;
    for (const Write& write : entry.writes) {
      if (write.offset != mop.offset || write.begin > op.index || write.refused) continue;
      if (last == nullptr || write.end >= last->begin) return;
      written = true;
    }
    if (mop.offset == kUnknown || written) {
      report("I9-commit-lost", op, mop.key,
             fmt::format("{} answered {} after {} had been committed", op.node, mop.offset,
                         last == nullptr ? kUnknown : last->offset));
    } else {
      report(
          "I9-phantom-commit", op, mop.key,
          fmt::format("{} answered {}, which nobody committed with success", op.node, mop.offset));
    }
  }

  void check_beyond_end(const std::string& group, const std::string& name, const GroupKey& entry) {
    auto key = index_.keys.find(name);
    if (key == index_.keys.end() || key->second.deleted) return;
    if (key->second.final_high_watermark == kUnknown) return;
    if (entry.committed > key->second.final_high_watermark)
      report("I9-beyond-end", *entry.committed_by, name,
             fmt::format("{} committed {}, the log ends at {}", group, entry.committed,
                         key->second.final_high_watermark));
  }

  // ---- generations

  void check_generation(const GroupIndex& group, const Op& invoke, const Op& op) {
    const std::int64_t told = group.told_before(invoke.index);
    if (op.generation < told)
      report("I10-generation", op, "",
             fmt::format("{} was told generation {} after {} had begun", op.member, op.generation,
                         told));
  }

  void check_join(GroupIndex& group, const Op& invoke, const Op& op) {
    check_generation(group, invoke, op);
    Generation& generation = group.generations[op.generation];
    const bool came_later =
        generation.told < invoke.index && group.seen.at(op.member) > generation.told;
    if (came_later)
      report("I10-generation", op, "",
             fmt::format("{}, new, is in generation {}, which others had been told before",
                         op.member, op.generation));
    if (!generation.leader.empty() && !op.leader.empty() && generation.leader != op.leader)
      report("I10-generation", op, "",
             fmt::format("generation {} has two leaders, {} and {}", op.generation,
                         generation.leader, op.leader));
    if (generation.leader.empty()) generation.leader = op.leader;
    generation.told = std::min(generation.told, op.index);
  }

  void check_assign(GroupIndex& group, const Op& invoke, const Op& op) {
    if (op.generation == kUnknown) return;
    check_generation(group, invoke, op);
    Generation& generation = group.generations[op.generation];
    for (const std::string& key : op.assigned) {
      auto [owner, fresh] = generation.owners.emplace(key, op.member);
      if (!fresh && owner->second != op.member)
        report("I10-two-owners", op, key,
               fmt::format("{} and {} both hold it in generation {}", owner->second, op.member,
                           op.generation));
    }
    if (!group.planned) return;
    const std::set<std::string> got(op.assigned.begin(), op.assigned.end());
    const bool wanted = std::ranges::any_of(generation.plans, [&](const Plan& plan) {
      auto entry = plan.keys.find(op.member);
      return plan.begin < op.index && entry != plan.keys.end() && entry->second == got;
    });
    if (!wanted)
      report("I10-assignment", op, "",
             fmt::format("{} holds {} partitions in generation {}, not what the leader gave it",
                         op.member, got.size(), op.generation));
  }

  HistoryIndex& index_;
  std::map<std::string, GroupIndex> groups_;
};

}  // namespace

void check_groups(HistoryIndex& index) { GroupChecker(index).run(); }

}  // namespace ringfence::sim
