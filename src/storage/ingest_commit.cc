// The second half of the batcher: PUT with retries, commit in flush order, results to the callers.
#include <algorithm>

#include "base/deliberate_bugs.h"
#include "base/log.h"
#include "storage/ingest.h"
#include "storage/ingest_flush.h"

namespace ringfence::storage {
namespace {

constexpr log::Template kFlushFailed{"storage.flush.failed", "a flush failed for good"};

// Whether the same PUT may succeed later. After anything else it is pointless.
bool may_retry_put(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kUnknownOutcome ||
         code == ErrorCode::kTimeout || code == ErrorCode::kOutOfSpace;
}

}  // namespace

async::Task<void> Ingest::run_flush(std::shared_ptr<Flush> flush) {
  async::TaskGroup watch(loop_);
  watch.spawn(answer_at_deadline(flush));
  if (deliberate_bug(DeliberateBug::kAckBeforePut)) answer_early(*flush);
  if (deliberate_bug(DeliberateBug::kCommitBeforePut)) {
    co_await commit_in_turn(flush);
    (void)co_await put(*flush);
  } else {
    Result<void> stored = co_await put(*flush);
    if (stored && deliberate_bug(DeliberateBug::kAckBeforeCommit)) answer_early(*flush);
    if (!stored) {
      ++stats_.flushes_failed;
      log::warn(kFlushFailed, {{"object", flush->identity.object}, {"error", stored.error()}});
      fail_flush(*flush, stored.error().is(ErrorCode::kCancelled)
                             ? stored.error()
                             : Error(ErrorCode::kUnavailable, stored.error().to_string()));
    }
    co_await commit_in_turn(flush);
  }
  flush->finished.set();
  co_await watch.join();
  std::erase(running_, flush);
  stats_.flushes_running = running_.size();
  changed_.wake_all();
}

async::Task<Result<void>> Ingest::put(Flush& flush) {
  const std::size_t bytes = flush.batch_bytes;
  Result<void> stored = co_await put_attempts(flush);
  --puts_running_;
  putting_bytes_ -= bytes;
  changed_.wake_all();
  if (stored) {
    ++stats_.objects_put;
    stats_.object_bytes += flush.object_size;
    cache_.keep(flush.identity.object, flush.object.body, flush.retained_bytes);
  }
  flush.object.body = bytes::Chain();
  co_return stored;
}

async::Task<Result<void>> Ingest::put_attempts(Flush& flush) {
  Duration backoff = options_.put_backoff_min;
  while (true) {
    const MonotonicTime begun = loop_.now();
    ++stats_.put_attempts;
    auto stored = co_await store_.put(
        flush.key, flush.object.body, {},
        async::Deadline::after(loop_, options_.put_attempt_timeout, cancel_.token())
            .sooner(flush.answer_by));
    if (stored) {
      stats_.put_ns_total += (loop_.now() - begun).count();
      co_return Result<void>();
    }
    ++stats_.put_failures;
    if (!may_retry_put(stored.error().code) || stopping_) co_return stored.error();
    // Half fixed, half drawn, so that agents do not come back together.
    const Duration wait(backoff.count() / 2 +
                        static_cast<std::int64_t>(loop_.random().below(
                            static_cast<std::uint64_t>(backoff.count()) / 2 + 1)));
    if (loop_.now() + wait >= flush.answer_by) co_return stored.error();
    if (!co_await async::sleep_for(loop_, wait, cancel_.token())) {
      co_return Error(ErrorCode::kCancelled);
    }
    backoff = std::min(backoff * 2, options_.put_backoff_max);
    pacer_.retry(loop_.now());
    if (deliberate_bug(DeliberateBug::kDifferentBytesOnRetry) && bodies_alive(flush)) {
      gather(flush);
      build(flush);
    }
  }
}

// Commits leave in flush order: each waits until all flushes before it have sent theirs or failed.
async::Task<void> Ingest::commit_in_turn(std::shared_ptr<Flush> flush) {
  if (!deliberate_bug(DeliberateBug::kUnorderedCommit)) {
    while (turn_ != flush->ticket) {
      if (co_await turns_.wait(async::Deadline::none(cancel_.token())) == async::Wake::kCancelled) {
        break;
      }
    }
  }
  async::TaskGroup sent(loop_);
  if (stopping_ || loop_.dead()) {
    fail_flush(*flush, Error(ErrorCode::kCancelled));
  } else if (flush->session != metadata_.session()) {
    fail_flush(*flush, Error(ErrorCode::kUnavailable, "the session ended"));
  } else {
    // Runs until it has handed the command over; the next flush may follow then.
    sent.spawn(commit(flush));
  }
  turn_ = std::max(turn_, flush->ticket + 1);
  turns_.wake_all();
  co_await sent.join();
}

meta::CommitObject Ingest::make_commit(Flush& flush) {
  meta::CommitObject command;
  command.session = flush.session;
  command.counter = flush.counter;
  command.lowest_wanted = flush.counter;
  command.object = flush.identity.object;
  command.object_size = flush.object_size;
  flush.committed_items.clear();
  command.entries.reserve(flush.items.size());
  for (std::uint32_t i = 0; i < flush.items.size(); ++i) {
    if (flush.items[i].settled() && !early_) continue;
    const Batch& batch = flush.items[i].batch();
    if (command.topics.empty() || command.topics.back().topic != batch.partition.topic) {
      command.topics.push_back({batch.partition.topic, 0});
    }
    ++command.topics.back().entry_count;
    meta::CommitEntry entry;
    entry.partition = batch.partition.partition;
    entry.record_count = batch.facts.offset_count;
    entry.byte_length = batch.facts.byte_length;
    entry.position = flush.object.positions[i];
    entry.max_timestamp = batch.facts.max_timestamp;
    entry.producer_id = batch.facts.producer_id;
    entry.producer_epoch = batch.facts.producer_epoch;
    entry.base_sequence = batch.facts.base_sequence;
    command.entries.push_back(entry);
    flush.committed_items.push_back(i);
  }
  return command;
}

async::Task<void> Ingest::commit(std::shared_ptr<Flush> flush) {
  meta::CommitObject command = make_commit(*flush);
  if (command.entries.empty()) co_return;
  flush->committing = true;
  ++stats_.commits;
  Result<Committed> committed = co_await commit_command(*flush, std::move(command));
  if (committed && committed->error == meta::DecideError::kNone &&
      (committed->results == nullptr ||
       committed->results->size() != flush->committed_items.size())) {
    committed = Error(ErrorCode::kUnknownOutcome, "the answer does not match the commit");
  }
  if (committed && committed->error == meta::DecideError::kNone) {
    settle(*flush, *committed);
  } else if (committed) {
    // Refused as a whole, by a definite decision: an ended session, or a counter behind the last
    // one.
    fail_flush(*flush,
               Error(ErrorCode::kUnavailable,
                     "commit refused: " + std::string(meta::decide_error_name(committed->error))));
  } else if (committed.error().is(ErrorCode::kFenced)) {
    fail_flush(*flush, Error(ErrorCode::kUnavailable, "the session ended before the commit"));
  } else if (committed.error().is(ErrorCode::kCancelled)) {
    fail_flush(*flush, committed.error());
  } else {
    fail_flush(*flush, Error(ErrorCode::kUnknownOutcome, committed.error().to_string()));
  }
}

async::Task<Result<Committed>> Ingest::commit_command(Flush& flush, meta::CommitObject command) {
  if (!deliberate_bug(DeliberateBug::kRetryWithNewObject)) {
    co_return co_await metadata_.commit_object(std::move(command), cancel_.token());
  }
  // The bug: impatient, and every try is a new object under a new counter.
  while (true) {
    async::CancelSource impatience(cancel_.token());
    async::TaskGroup timer(loop_);
    async::CancelSource answered;
    timer.spawn(cancel_after(impatience, answered.token(), milliseconds(400)));
    Result<Committed> committed = co_await metadata_.commit_object(command, impatience.token());
    answered.cancel();
    co_await timer.join();
    const bool unknown = committed.failed_with(ErrorCode::kUnknownOutcome) ||
                         committed.failed_with(ErrorCode::kCancelled);
    if (!unknown || stopping_ || metadata_.session() == SessionId{0} || !bodies_alive(flush)) {
      co_return committed;
    }
    name_flush(flush);
    build(flush);
    (void)co_await store_.put(flush.key, flush.object.body, {},
                              async::Deadline::none(cancel_.token()));
    flush.object.body = bytes::Chain();
    command = make_commit(flush);
  }
}

bool Ingest::bodies_alive(const Flush& flush) {
  return std::all_of(flush.items.begin(), flush.items.end(),
                     [](const Flush::Item& item) { return !item.batch().body.empty(); });
}

async::Task<void> Ingest::cancel_after(async::CancelSource& target, async::Cancel stop,
                                       Duration d) {
  if (co_await async::sleep_for(loop_, d, stop)) target.cancel();
}

void Ingest::settle(Flush& flush, const Committed& committed) {
  bool failed = false;
  for (std::size_t i = 0; i < flush.committed_items.size(); ++i) {
    Flush::Item& item = flush.items[flush.committed_items[i]];
    const meta::EntryResult& result = (*committed.results)[i];
    if (item.behind_failure && result.error == meta::DecideError::kOutOfOrderSequence) {
      // Not the client's gap but ours: it must not read as data loss.
      gate_.fail(item.batch().partition, item.batch().facts, loop_.now());
      settle_batch(*item.request, item.index,
                   Error(ErrorCode::kUnavailable, "an earlier batch of this producer failed"));
      failed = true;
      continue;
    }
    settle_batch(
        *item.request, item.index,
        AppendResult{result.error, result.base_offset, result.max_timestamp, committed.sequence});
  }
  if (failed) refuse_followers();
}

// Answers whatever is open with the same error and shuts the gate behind it.
void Ingest::fail_flush(Flush& flush, const Error& error) {
  const MonotonicTime now = loop_.now();
  for (Flush::Item& item : flush.items) {
    if (item.settled()) continue;
    if (error.is(ErrorCode::kUnknownOutcome)) ++stats_.batches_unknown;
    if (!error.is(ErrorCode::kCancelled))
      gate_.fail(item.batch().partition, item.batch().facts, now);
    settle_batch(*item.request, item.index, error);
  }
  if (!error.is(ErrorCode::kCancelled)) refuse_followers();
}

// Clients do not wait for ever: what is open at the flush's deadline is answered, and the work goes
// on.
async::Task<void> Ingest::answer_at_deadline(std::shared_ptr<Flush> flush) {
  const async::Wake wake =
      co_await flush->finished.wait(async::Deadline{flush->answer_by, cancel_.token()});
  if (wake != async::Wake::kTimeout) co_return;
  fail_flush(*flush, flush->committing
                         ? Error(ErrorCode::kUnknownOutcome, "the sequencer has not answered yet")
                         : Error(ErrorCode::kUnavailable, "the store has not answered in time"));
}

// The deliberate bugs that acknowledge too early, with the offsets that are most likely to be
// assigned.
void Ingest::answer_early(Flush& flush) {
  early_ = true;
  for (Flush::Item& item : flush.items) {
    if (item.settled()) continue;
    const Batch& batch = item.batch();
    std::int64_t& next = predicted_[batch.partition];
    const auto view =
        metadata_.state().find_partition(batch.partition.topic, batch.partition.partition);
    if (view) next = std::max(next, view->high_watermark.value);
    settle_batch(
        *item.request, item.index,
        AppendResult{meta::DecideError::kNone, Offset(next), batch.facts.max_timestamp, {}});
    next += batch.facts.offset_count;
  }
}

}  // namespace ringfence::storage
