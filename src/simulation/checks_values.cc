// Rules about which value stands at which offset, and in which order sends end up in the log.
#include <fmt/format.h>

#include "simulation/history_index.h"

namespace ringfence::sim {
namespace {

void check_offsets_agree(HistoryIndex& index, const std::string& name, const KeyIndex& key) {
  for (const auto& [offset, values] : key.at) {
    if (values.size() < 2) continue;
    index.report("inconsistent-offsets", name,
                 fmt::format("offset {} was read as value {} and as value {}", offset,
                             values.begin()->first, values.rbegin()->first),
                 &index.history.ops()[static_cast<std::size_t>(values.rbegin()->second)]);
  }
  std::map<std::int64_t, std::int64_t> acked_at;
  for (const SendRecord& send : key.sends) {
    if (send.offset == kUnknown) continue;
    auto [it, fresh] = acked_at.emplace(send.offset, send.value);
    if (fresh || it->second == send.value) continue;
    index.report("inconsistent-offsets", name,
                 fmt::format("values {} and {} were both acknowledged at offset {}", it->second,
                             send.value, send.offset),
                 send.span.end);
  }
}

// An acknowledged value: it must be read, and at the offset that the answer named.
void check_acknowledged(HistoryIndex& index, const std::string& name, const KeyIndex& key,
                        const SendRecord& send) {
  auto seen = key.offsets_of.find(send.value);
  const std::string what =
      fmt::format("value {} acknowledged at offset {}", send.value, send.offset);
  if (seen == key.offsets_of.end()) {
    if (key.deleted) return;
    if (key.polls.empty() && !index.options.final_reads) return;  // nobody looked
    const bool passed = !key.at.empty() && key.at.rbegin()->first >= send.offset;
    index.report(passed ? "lost-write" : "unseen", name, what + " was never read", send.span.end);
    return;
  }
  if (send.offset != kUnknown && !seen->second.contains(send.offset)) {
    index.report(send.offset == 0 ? "I2-zero-offset" : "I2-ack-offset", name,
                 fmt::format("{} was read at offset {}", what, *seen->second.begin()),
                 send.span.end);
    return;
  }
  if (!key.final_polled || key.deleted || send.offset == kUnknown) return;
  auto final = key.final_log.find(send.offset);
  if (final == key.final_log.end() || final->second.value != send.value)
    index.report("I1-not-in-final-log", name, what + " is not in the final log", send.span.end);
}

void check_reads(HistoryIndex& index, const std::string& name, const KeyIndex& key) {
  for (const auto& [value, offsets] : key.offsets_of) {
    const std::int64_t first_offset = *offsets.begin();
    const std::int64_t op = key.at.at(first_offset).at(value);
    const Op* seen_by = &index.history.ops()[static_cast<std::size_t>(op)];
    auto send = key.send_of.find(value);
    if (send == key.send_of.end()) {
      index.report("phantom-value", name,
                   fmt::format("value {} at offset {} was never sent here", value, first_offset),
                   seen_by);
      continue;
    }
    const SendRecord& record = key.sends[send->second];
    if (record.span.failed())
      index.report("G1a-aborted-read", name,
                   fmt::format("value {} was refused ({}) and read at offset {}", value,
                               record.span.end->error, first_offset),
                   seen_by);
    if (record.idempotent && offsets.size() > 1)
      index.report(
          "duplicate", name,
          fmt::format("value {} is at offsets {} and {}", value, first_offset, *offsets.rbegin()),
          seen_by);
    if (!key.final_polled || key.deleted) continue;
    for (const std::int64_t offset : offsets) {
      auto final = key.final_log.find(offset);
      if (final != key.final_log.end() && final->second.value == value) continue;
      index.report(
          "vanished-read", name,
          fmt::format("value {} was read at offset {} and is not in the final log", value, offset),
          &index.history.ops()[static_cast<std::size_t>(key.at.at(offset).at(value))]);
    }
  }
}

}  // namespace

void check_values(HistoryIndex& index) {
  for (const auto& [name, key] : index.keys) {
    check_offsets_agree(index, name, key);
    for (const SendRecord& send : key.sends)
      if (send.span.ok()) check_acknowledged(index, name, key, send);
    check_reads(index, name, key);
  }
}

namespace {

// A process's acknowledged sends stand in the log in the order in which it sent them, also those
// that it had in flight at the same time: requests of a connection keep their order, and retries of
// idempotent ones keep their sequence.
void check_pipelined_order(HistoryIndex& index) {
  for (const auto& [name, key] : index.keys) {
    std::map<std::int32_t, const SendRecord*> newest;  // by process, the highest offset so far
    for (const SendRecord& send : key.sends) {
      if (send.offset == kUnknown) continue;
      const SendRecord*& last = newest[send.span.invoke->process];
      if (last != nullptr && send.offset < last->offset) {
        index.report("nonmonotonic-send", name,
                     fmt::format("value {} got offset {}, value {} sent before it got {}",
                                 send.value, send.offset, last->value, last->offset),
                     send.span.end);
        continue;
      }
      last = &send;
    }
  }
}

}  // namespace

void check_send_order(HistoryIndex& index) {
  check_pipelined_order(index);
  struct Ends {
    std::int64_t any = kUnknown;  // highest acknowledged by anybody
    std::map<std::int32_t, std::int64_t> by_process;
  };
  std::map<std::string, Ends> ends;
  // For each open send: what was already acknowledged when it began.
  std::map<const Op*, std::map<std::string, std::pair<std::int64_t, std::int64_t>>> floors;
  for (const Op& op : index.history.ops()) {
    if (op.f != "send") continue;
    if (op.type == OpType::kInvoke) {
      for (const SendMop& mop : op.sends) {
        const Ends& end = ends[mop.key];
        auto mine = end.by_process.find(op.process);
        floors[&op][mop.key] = {mine == end.by_process.end() ? kUnknown : mine->second, end.any};
      }
      continue;
    }
    auto span = index.span_of_end.find(op.index);
    if (op.type != OpType::kOk || span == index.span_of_end.end()) continue;
    const Op* invoke = index.spans[span->second].invoke;
    if (invoke == &op) continue;  // nobody knows when it began
    auto& floor = floors[invoke];
    for (const SendMop& mop : op.sends) {
      if (mop.offset == kUnknown) continue;
      const auto [mine, any] = floor[mop.key];
      if (mop.offset <= std::max(mine, any)) {
        index.report(mop.offset <= mine ? "nonmonotonic-send" : "send-realtime-order", mop.key,
                     fmt::format("value {} got offset {}, but offset {} was acknowledged before it "
                                 "was sent",
                                 mop.value, mop.offset, std::max(mine, any)),
                     &op);
      }
    }
    for (const SendMop& mop : op.sends) {
      Ends& end = ends[mop.key];
      end.any = std::max(end.any, mop.offset);
      std::int64_t& mine = end.by_process.try_emplace(op.process, kUnknown).first->second;
      mine = std::max(mine, mop.offset);
    }
  }
}

}  // namespace ringfence::sim
