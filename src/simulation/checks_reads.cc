// Rules about the order of polls, about ends that never go back, and about answers that say "not
// there".
#include <fmt/format.h>

#include "simulation/history_index.h"

namespace ringfence::sim {
namespace {

// The first offset in [from, to) where a record is known to stand, or kUnknown.
std::int64_t known_between(const KeyIndex& key, std::int64_t from, std::int64_t to) {
  auto seen = key.at.lower_bound(from);
  return seen != key.at.end() && seen->first < to ? seen->first : kUnknown;
}

void check_one_poll(HistoryIndex& index, const Op& op, const PollMop& mop, std::int64_t& next) {
  const KeyIndex& key = index.keys.at(mop.key);
  std::int64_t expected = mop.position != kUnknown ? mop.position : next;
  for (const SeenRecord& record : mop.records) {
    if (expected != kUnknown && record.offset < expected) {
      index.report(
          "nonmonotonic-poll", mop.key,
          fmt::format("offset {} was polled where {} or later was due", record.offset, expected),
          &op);
    } else if (expected != kUnknown && record.offset > expected) {
      const std::int64_t skipped = known_between(key, expected, record.offset);
      if (skipped != kUnknown)
        index.report("poll-skip", mop.key,
                     fmt::format("a poll from {} returned {} and left out {}", expected,
                                 record.offset, skipped),
                     &op);
    }
    expected = record.offset + 1;
  }
  if (!mop.records.empty()) next = expected;
}

}  // namespace

void check_poll_order(HistoryIndex& index) {
  std::map<std::pair<std::int32_t, std::string>, std::int64_t> positions;
  for (const Op& op : index.history.ops()) {
    if (op.type != OpType::kOk) continue;
    if (op.f == "assign") {
      // Without a list, and of a group's member: of everything.
      if (op.assigned.empty() || !op.group.empty())
        std::erase_if(positions,
                      [&](const auto& entry) { return entry.first.first == op.process; });
      for (const std::string& key : op.assigned) positions.erase({op.process, key});
    }
    if (op.f != "poll") continue;
    for (const PollMop& mop : op.polls) {
      std::int64_t& next = positions.try_emplace({op.process, mop.key}, kUnknown).first->second;
      check_one_poll(index, op, mop, next);
    }
  }
}

namespace {

using NodeLife = std::pair<std::string, std::int64_t>;

// What everybody could know about the end of a partition at some moment of the history.
struct KnownEnd {
  std::int64_t acked = 0;                     // the last acknowledged offset + 1
  std::int64_t seen = 0;                      // the highest end shown by any answer
  std::map<NodeLife, std::int64_t> acked_by;  // acknowledged by this life of this agent
  std::map<NodeLife, std::int64_t> shown_by;  // high watermark shown by it
};

class EndChecker {
 public:
  explicit EndChecker(HistoryIndex& index) : index_(index) {}

  void run() {
    for (const Op& op : index_.history.ops()) {
      if (op.type == OpType::kInvoke) {
        remember(op);
        continue;
      }
      auto span = index_.span_of_end.find(op.index);
      if (span == index_.span_of_end.end()) continue;
      const Op& invoke = *index_.spans[span->second].invoke;
      judge(invoke, op);
      learn(invoke, op);
    }
  }

 private:
  struct Floor {
    KnownEnd end;
    bool topic_exists = false;
  };

  void remember(const Op& op) {
    for (const std::string& key : keys_of(op)) {
      Floor& floor = floors_[&op][key];
      floor.end = ends_[key];
      floor.topic_exists = topics_.contains(topic_of(key));
    }
    if (op.f == "delete_topic") deleted_.insert(op.topic);
  }

  static std::vector<std::string> keys_of(const Op& op) {
    std::vector<std::string> keys;
    if (op.f == "send")
      for (const SendMop& mop : op.sends) keys.push_back(mop.key);
    if (op.f == "poll")
      for (const PollMop& mop : op.polls) keys.push_back(mop.key);
    if (op.f == "list_offsets")
      for (const ListMop& mop : op.lists) keys.push_back(mop.key);
    return keys;
  }

  static NodeLife node_of(const Op& op) { return {op.node, op.life}; }

  void judge(const Op& invoke, const Op& op) {
    auto floors = floors_.find(&invoke);
    if (floors == floors_.end()) return;
    if (op.type == OpType::kOk) {
      if (op.f == "poll")
        for (const PollMop& mop : op.polls) judge_poll(floors->second[mop.key], mop, op);
      if (op.f == "list_offsets")
        for (const ListMop& mop : op.lists) judge_list(floors->second[mop.key], mop, op);
    } else {
      judge_error(invoke, floors->second, op);
    }
    floors_.erase(floors);
  }

  void judge_poll(const Floor& floor, const PollMop& mop, const Op& op) {
    if (mop.high_watermark == kUnknown) return;
    auto shown = floor.end.shown_by.find(node_of(op));
    if (shown != floor.end.shown_by.end() && mop.high_watermark < shown->second)
      index_.report("I4-high-watermark-back", mop.key,
                    fmt::format("{} showed high watermark {} after {}", op.node, mop.high_watermark,
                                shown->second),
                    &op);
    auto acked = floor.end.acked_by.find(node_of(op));
    if (acked != floor.end.acked_by.end() && mop.high_watermark < acked->second)
      index_.report("I16-read-your-acks", mop.key,
                    fmt::format("{} showed high watermark {} after acknowledging offset {}",
                                op.node, mop.high_watermark, acked->second - 1),
                    &op);
  }

  void judge_list(const Floor& floor, const ListMop& mop, const Op& op) {
    if (mop.timestamp != -1 || mop.offset == kUnknown) return;
    if (mop.offset < floor.end.acked)
      index_.report("I16-read-your-acks", mop.key,
                    fmt::format("{} listed end {} after offset {} was acknowledged", op.node,
                                mop.offset, floor.end.acked - 1),
                    &op);
    else if (mop.offset < floor.end.seen)
      index_.report("I4-high-watermark-back", mop.key,
                    fmt::format("{} listed end {} after {} had been shown", op.node, mop.offset,
                                floor.end.seen),
                    &op);
  }

  void judge_error(const Op& invoke, const std::map<std::string, Floor>& floors, const Op& op) {
    if (op.error == "OFFSET_OUT_OF_RANGE") {
      for (const PollMop& mop : invoke.polls) {
        const Floor& floor = floors.at(mop.key);
        const std::int64_t end = std::max(floor.end.acked, floor.end.seen);
        if (mop.position >= 0 && mop.position <= end && !deleted_.contains(topic_of(mop.key)))
          index_.report("spurious-out-of-range", mop.key,
                        fmt::format("{} refused offset {} though the end was at least {}", op.node,
                                    mop.position, end),
                        &op);
      }
    }
    if (op.error == "UNKNOWN_TOPIC_OR_PARTITION" || op.error == "UNKNOWN_TOPIC_ID") {
      for (const auto& [key, floor] : floors) {
        if (floor.topic_exists && !deleted_.contains(topic_of(key)))
          index_.report("spurious-unknown-topic", key,
                        fmt::format("{} does not know a topic that had been created", op.node),
                        &op);
      }
    }
  }

  void learn(const Op& invoke, const Op& op) {
    if (op.type != OpType::kOk) return;
    if (op.f == "create_topic") topics_.insert(invoke.topic);
    for (const SendMop& mop : op.f == "send" ? op.sends : std::vector<SendMop>{}) {
      KnownEnd& end = ends_[mop.key];
      end.acked = std::max(end.acked, mop.offset + 1);
      raise(end.acked_by, op, mop.offset + 1);
    }
    if (op.f == "poll") {
      for (const PollMop& mop : op.polls) {
        KnownEnd& end = ends_[mop.key];
        const std::int64_t last = mop.records.empty() ? 0 : mop.records.back().offset + 1;
        end.seen = std::max({end.seen, last, mop.high_watermark});
        raise(end.shown_by, op, mop.high_watermark);
      }
    }
    if (op.f == "list_offsets") {
      for (const ListMop& mop : op.lists)
        if (mop.timestamp == -1) ends_[mop.key].seen = std::max(ends_[mop.key].seen, mop.offset);
    }
  }

  static void raise(std::map<NodeLife, std::int64_t>& ends, const Op& op, std::int64_t end) {
    std::int64_t& have = ends.try_emplace(node_of(op), 0).first->second;
    have = std::max(have, end);
  }

  HistoryIndex& index_;
  std::map<std::string, KnownEnd> ends_;
  std::map<const Op*, std::map<std::string, Floor>> floors_;
  std::set<std::string> topics_;
  std::set<std::string> deleted_;
};

}  // namespace

void check_ends(HistoryIndex& index) { EndChecker(index).run(); }

}  // namespace ringfence::sim
