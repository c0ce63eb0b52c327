// What the rules look at: a history sorted by partition, invocations joined with their completions.
// Internal to the checker.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulation/history_checker.h"

namespace ringfence::sim {

// An operation from invocation to completion; `end` is null when none came, which counts as
// unknown.
struct Span {
  const Op* invoke = nullptr;
  const Op* end = nullptr;
  bool ok() const { return end != nullptr && end->type == OpType::kOk; }
  bool failed() const { return end != nullptr && end->type == OpType::kFail; }
};

struct SendRecord {
  std::int64_t value = 0;
  Span span;
  std::int64_t offset = kUnknown;  // when acknowledged
  bool idempotent = false;
};

struct PollRecord {
  Span span;
  const PollMop* mop = nullptr;  // of the completion
};

struct KeyIndex {
  std::vector<SendRecord> sends;  // by invocation
  std::vector<PollRecord> polls;  // ok ones, by completion
  std::map<std::int64_t, std::map<std::int64_t, std::int64_t>>
      at;                                                     // polled: offset -> value -> first op
  std::map<std::int64_t, std::set<std::int64_t>> offsets_of;  // polled: value -> offsets
  std::map<std::int64_t, std::size_t> send_of;                // value -> position in sends
  std::map<std::int64_t, SeenRecord> final_log;               // offset -> record, from final polls
  std::map<std::string, std::set<std::int64_t>>
      final_by_node;  // node -> offsets it gave in final polls
  std::int64_t final_high_watermark = kUnknown;
  bool final_polled = false;
  bool deleted = false;  // somebody asked for it, so reading nothing proves nothing
};

struct HistoryIndex {
  HistoryIndex(const History& history, const CheckOptions& options);

  const History& history;
  CheckOptions options;
  std::vector<Span> spans;                          // by invocation
  std::map<std::int64_t, std::size_t> span_of_end;  // index of a completion -> position in spans
  std::map<std::string, KeyIndex> keys;
  Verdict verdict;

  void report(std::string rule, const std::string& key, std::string detail, const Op* op);

 private:
  void pair();
  void add_sends(const Span& span);
  void add_poll(const Span& span);
};

std::string topic_of(const std::string& key);

void check_values(HistoryIndex& index);  // lost-write, unseen, duplicate, inconsistent-offsets, ...
void check_send_order(HistoryIndex& index);  // nonmonotonic-send, realtime order
void check_poll_order(HistoryIndex& index);  // poll-skip, nonmonotonic-poll
void check_ends(HistoryIndex& index);        // I4, I16, spurious errors
void check_batches(HistoryIndex& index);     // I5, I6, I7
void check_groups(HistoryIndex& index);       // I9, I10, I16 and I19 of consumer groups
void check_final(HistoryIndex& index);       // I3, I15, I19, audits

}  // namespace ringfence::sim
