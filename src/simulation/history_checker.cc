#include "simulation/history_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "simulation/history_index.h"

namespace ringfence::sim {

std::string topic_of(const std::string& key) { return key.substr(0, key.rfind('/')); }

HistoryIndex::HistoryIndex(const History& h, const CheckOptions& o) : history(h), options(o) {
  pair();
  std::set<std::string> deleted;
  for (const Span& span : spans) {
    if (span.ok()) ++verdict.operations_ok;
    if (span.invoke->f == "delete_topic" && !span.failed()) deleted.insert(span.invoke->topic);
    if (span.invoke->f == "send") add_sends(span);
  }
  // Polls are taken in the order of their completions: that is when they were seen.
  std::vector<Span> ended;
  for (const Span& span : spans)
    if (span.ok() && span.invoke->f == "poll") ended.push_back(span);
  std::ranges::sort(ended, {}, [](const Span& span) { return span.end->index; });
  for (const Span& span : ended) add_poll(span);
  for (auto& [key, entry] : keys) entry.deleted = deleted.contains(topic_of(key));
  verdict.keys = keys.size();
}

void HistoryIndex::report(std::string rule, const std::string& key, std::string detail,
                          const Op* op) {
  if (verdict.violations.size() >= options.violations_max) return;
  verdict.violations.push_back(
      {std::move(rule), key, std::move(detail), op == nullptr ? 0 : op->index});
}

namespace {

// Invocation and completion have the same process and `op`; without `op`, the sends of a process
// that has several outstanding are told apart by their first value.
using OpenId = std::tuple<std::int32_t, std::uint64_t, std::string, std::int64_t>;
OpenId open_id(const Op& op) {
  if (op.op != 0 || op.sends.empty()) return {op.process, op.op, "", 0};
  return {op.process, 0, op.sends[0].key, op.sends[0].value};
}

}  // namespace

void HistoryIndex::pair() {
  std::map<OpenId, std::size_t> open;
  for (const Op& op : history.ops()) {
    if (op.process < 0) continue;
    const OpenId id = open_id(op);
    if (op.type == OpType::kInvoke) {
      open[id] = spans.size();
      spans.push_back({&op, nullptr});
      continue;
    }
    auto found = open.find(id);
    if (found == open.end()) {
      // A recorder that writes completions alone: all that is known is when it was over.
      span_of_end[op.index] = spans.size();
      spans.push_back({&op, &op});
      continue;
    }
    spans[found->second].end = &op;
    span_of_end[op.index] = found->second;
    open.erase(found);
  }
}

void HistoryIndex::add_sends(const Span& span) {
  std::map<std::string, std::map<std::int64_t, std::int64_t>> acked;
  if (span.ok())
    for (const SendMop& mop : span.end->sends) acked[mop.key][mop.value] = mop.offset;
  for (const SendMop& mop : span.invoke->sends) {
    KeyIndex& key = keys[mop.key];
    SendRecord record{mop.value, span, kUnknown,
                      options.all_idempotent || span.invoke->idempotent ||
                          (span.end != nullptr && span.end->idempotent)};
    if (span.ok()) {
      ++verdict.acknowledged_sends;
      record.offset = acked[mop.key].contains(mop.value) ? acked[mop.key][mop.value] : kUnknown;
    } else {
      ++(span.failed() ? verdict.failed_sends : verdict.unknown_sends);
    }
    key.send_of[mop.value] = key.sends.size();
    key.sends.push_back(record);
  }
}

void HistoryIndex::add_poll(const Span& span) {
  for (const PollMop& mop : span.end->polls) {
    KeyIndex& key = keys[mop.key];
    key.polls.push_back({span, &mop});
    verdict.records_read += mop.records.size();
    for (const SeenRecord& record : mop.records) {
      key.at[record.offset].emplace(record.value, span.end->index);
      key.offsets_of[record.value].insert(record.offset);
      if (!span.end->final) continue;
      key.final_log.emplace(record.offset, record);
      key.final_by_node[span.end->node].insert(record.offset);
    }
    if (!span.end->final) continue;
    key.final_polled = true;
    key.final_high_watermark = std::max(key.final_high_watermark, mop.high_watermark);
  }
}

std::string Verdict::summary() const {
  std::map<std::string, int> counts;
  for (const Violation& violation : violations) ++counts[violation.rule];
  std::vector<std::pair<int, std::string>> sorted;
  for (const auto& [rule, count] : counts) sorted.emplace_back(-count, rule);
  std::ranges::sort(sorted);
  std::string out;
  for (const auto& [count, rule] : sorted)
    out += fmt::format("{}{} x{}", out.empty() ? "" : ", ", rule, -count);
  return out;
}

Verdict check_history(const History& history, const CheckOptions& options) {
  HistoryIndex index(history, options);
  check_values(index);
  check_send_order(index);
  check_poll_order(index);
  check_ends(index);
  check_batches(index);
  check_groups(index);
  check_final(index);
  return std::move(index.verdict);
}

}  // namespace ringfence::sim
