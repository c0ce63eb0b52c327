// Rules about whole batches (identity, sequences, epochs) and about what must hold once everything
// was healed.
#include <fmt/format.h>

#include <algorithm>

#include "simulation/history_index.h"

namespace ringfence::sim {
namespace {

using BatchLog = std::map<std::int64_t, std::pair<SeenBatch, const Op*>>;  // by base offset

std::map<std::string, BatchLog> collect_batches(HistoryIndex& index) {
  std::map<std::string, BatchLog> logs;
  for (const Op& op : index.history.ops()) {
    if (op.f != "poll" || op.type != OpType::kOk) continue;
    for (const SeenBatch& batch : op.batches) {
      BatchLog& log = logs[batch.key];
      auto [it, fresh] = log.emplace(batch.base, std::make_pair(batch, &op));
      if (!fresh) {
        const SeenBatch& old = it->second.first;
        if (old.last != batch.last || old.crc != batch.crc || old.bytes_hash != batch.bytes_hash)
          index.report("I5-batch-bytes", batch.key,
                       fmt::format("the batch at {} read through {} differs from the one read "
                                   "through {}",
                                   batch.base, op.node, it->second.second->node),
                       &op);
        continue;
      }
      auto overlaps = [&](BatchLog::iterator other) {
        return other->second.first.base <= batch.last && batch.base <= other->second.first.last;
      };
      const bool before = it != log.begin() && overlaps(std::prev(it));
      const bool after = std::next(it) != log.end() && overlaps(std::next(it));
      if (before || after)
        index.report("I5-batch-bytes", batch.key,
                     fmt::format("the batch {}..{} overlaps another one", batch.base, batch.last),
                     &op);
    }
  }
  return logs;
}

std::int32_t next_sequence(std::int32_t sequence, std::int64_t records) {
  // Sequences wrap to zero after 2^31 - 1.
  return static_cast<std::int32_t>((sequence + records) & 0x7FFFFFFF);
}

// Per producer, in log order: epochs rise, sequences of one epoch follow each other without gap or
// repeat.
void check_producers(HistoryIndex& index, const std::string& key, const BatchLog& log) {
  struct Last {
    std::int32_t epoch = -1;
    std::int32_t next = 0;
  };
  std::map<std::int64_t, Last> producers;
  std::set<std::tuple<std::int64_t, std::int32_t, std::int32_t>> seen;
  std::int64_t expected_base = 0;
  bool whole = true;  // read from the first offset on without a hole
  for (const auto& [base, entry] : log) {
    const auto& [batch, op] = entry;
    // Batches that nobody read leave a hole; sequences are judged from there on anew.
    if (expected_base != base) {
      producers.clear();
      whole = false;
    }
    expected_base = batch.last + 1;
    if (batch.producer_id < 0) continue;
    if (!seen.insert({batch.producer_id, batch.epoch, batch.sequence}).second) {
      index.report("I6-duplicate-batch", key,
                   fmt::format("producer {} epoch {} sequence {} is in the log twice",
                               batch.producer_id, batch.epoch, batch.sequence),
                   op);
    }
    auto [it, fresh] = producers.try_emplace(batch.producer_id);
    Last& last = it->second;
    if (!fresh && batch.epoch < last.epoch) {
      index.report("I7-fenced-epoch", key,
                   fmt::format("producer {}: a batch of epoch {} at offset {} follows epoch {}",
                               batch.producer_id, batch.epoch, base, last.epoch),
                   op);
      continue;
    }
    const bool same = !fresh && batch.epoch == last.epoch;
    if (same && batch.sequence != last.next)
      index.report("I6-sequence", key,
                   fmt::format("producer {} epoch {}: sequence {} at offset {} where {} was due",
                               batch.producer_id, batch.epoch, batch.sequence, base, last.next),
                   op);
    if (!same && (!fresh || whole) && batch.sequence != 0)
      index.report("I6-sequence", key,
                   fmt::format("producer {}: epoch {} begins with sequence {}", batch.producer_id,
                               batch.epoch, batch.sequence),
                   op);
    last = {batch.epoch, next_sequence(batch.sequence, batch.last - batch.base + 1)};
  }
}

// A batch that was read is the batch that was sent: the CRC covers all but base offset and leader
// epoch.
void check_sent_bytes(HistoryIndex& index, const std::map<std::string, BatchLog>& logs) {
  for (const Span& span : index.spans) {
    if (span.invoke->f != "send" || !span.ok() || span.end->sends.empty()) continue;
    for (const SeenBatch& sent : span.invoke->batches) {
      if (sent.crc == 0) continue;
      auto log = logs.find(sent.key);
      if (log == logs.end()) continue;
      const auto mop = std::ranges::find(span.end->sends, sent.key, &SendMop::key);
      if (mop == span.end->sends.end() || mop->offset == kUnknown) continue;
      auto read = log->second.find(mop->offset);
      if (read != log->second.end() && read->second.first.crc != sent.crc)
        index.report(
            "I5-batch-bytes", sent.key,
            fmt::format("the batch acknowledged at {} is not the one that was sent", mop->offset),
            span.end);
    }
  }
}

}  // namespace

void check_batches(HistoryIndex& index) {
  const std::map<std::string, BatchLog> logs = collect_batches(index);
  for (const auto& [key, log] : logs) check_producers(index, key, log);
  check_sent_bytes(index, logs);
}

namespace {

void check_dense(HistoryIndex& index, const std::string& name, const KeyIndex& key) {
  std::int64_t expected = 0;
  for (const auto& [offset, record] : key.final_log) {
    if (offset != expected) {
      index.report(
          "I3-dense", name,
          fmt::format("the final log has nothing at {} and goes on at {}", expected, offset),
          nullptr);
    }
    expected = offset + 1;
  }
  for (const auto& [node, offsets] : key.final_by_node) {
    if (offsets.size() != key.final_log.size())
      index.report("I16-read-everywhere", name,
                   fmt::format("{} reads {} records at the end, all agents together {}", node,
                               offsets.size(), key.final_log.size()),
                   nullptr);
  }
  if (key.final_high_watermark != kUnknown && key.final_high_watermark != expected)
    index.report("I3-dense", name,
                 fmt::format("the final log ends at {}, the high watermark is {}", expected,
                             key.final_high_watermark),
                 nullptr);
}

// ListOffsets after the heal against a scan of the final log.
void check_lookup(HistoryIndex& index, const Op& op) {
  for (const ListMop& mop : op.lists) {
    auto found = index.keys.find(mop.key);
    if (found == index.keys.end() || !found->second.final_polled || found->second.deleted) continue;
    const auto& log = found->second.final_log;
    std::int64_t expected = kUnknown;
    if (mop.timestamp == -1) {
      expected = log.empty() ? 0 : log.rbegin()->first + 1;
    } else if (mop.timestamp == -2) {
      expected = 0;
    } else if (mop.timestamp == -3) {
      std::int64_t best = kUnknown;
      for (const auto& [offset, record] : log)
        if (record.timestamp > best) best = record.timestamp, expected = offset;
    } else {
      for (const auto& [offset, record] : log) {
        if (record.timestamp < mop.timestamp) continue;
        expected = offset;
        break;
      }
    }
    if (mop.offset != expected)
      index.report("I15-list-offsets", mop.key,
                   fmt::format("timestamp {} was answered with offset {}, a scan finds {}",
                               mop.timestamp, mop.offset, expected),
                   &op);
  }
}

}  // namespace

void check_final(HistoryIndex& index) {
  for (const auto& [name, key] : index.keys) {
    if (key.deleted) continue;
    if (key.final_polled) check_dense(index, name, key);
    const bool acked =
        std::ranges::any_of(key.sends, [](const SendRecord& s) { return s.span.ok(); });
    if (index.options.final_reads && acked && !key.final_polled)
      index.report("I19-no-progress", name, "no final read of this partition succeeded", nullptr);
  }
  for (const Span& span : index.spans) {
    if (!span.invoke->final) continue;
    if (!span.ok()) {
      const std::string error = span.end == nullptr ? "no answer" : span.end->error;
      index.report("I19-no-progress", "",
                   fmt::format("{} by process {} through {} after the heal: {}", span.invoke->f,
                               span.invoke->process, span.invoke->node, error),
                   span.invoke);
    } else if (span.invoke->f == "list_offsets") {
      check_lookup(index, *span.end);
    }
  }
  for (const Op& op : index.history.ops())
    if (op.f == "audit" && !op.holds) index.report(op.rule, "", op.detail, &op);
}

}  // namespace ringfence::sim
