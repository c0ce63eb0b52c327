// Rounds: commands are decided into the open round on a state that has every round in flight; a
// sealed round is one record; its answers leave when the record is durable (rule 2).
#include <algorithm>
#include <string>
#include <utility>

#include "base/deliberate_bugs.h"
#include "metadata/service/sequencer.h"
#include "metadata/service/sequencer_internal.h"

namespace ringfence::meta {
namespace {

constexpr int kAppendRetries = 3;  // of one record, when it certainly was not taken

}  // namespace

// ---- deciding

void Sequencer::start_round() { open_ = std::make_unique<Round>(options_.shard, epoch_, sealed_); }

void Sequencer::enqueue(PendingPtr pending) {
  if (status_ != SequencerStatus::kServing && status_ != SequencerStatus::kLoading) {
    pending->done.set(refusal());
    return;
  }
  if (cancel_.cancelled()) {
    pending->done.set(Error(ErrorCode::kCancelled, "the sequencer is stopping"));
    return;
  }
  ++waiting_commands_;
  waiting_bytes_ += pending->bytes;
  queue_.push_back(std::move(pending));
  fill_round();
}

// Decides what is queued, in order, until the open round is full.
void Sequencer::fill_round() {
  if (status_ != SequencerStatus::kServing || open_ == nullptr) return;
  while (!queue_.empty() && open_->pendings.size() < options_.round_commands_max &&
         open_->builder.size_bytes() < options_.round_bytes_max) {
    const PendingPtr pending = std::move(queue_.front());
    queue_.pop_front();
    if (pending->abandoned || pending->done.is_set()) {
      forget(*pending);
    } else {
      decide_one(pending);
    }
  }
  if (!open_->pendings.empty()) work_.wake_one();
}

void Sequencer::forget(const Pending& pending) {
  --waiting_commands_;
  waiting_bytes_ -= pending.bytes;
  space_.wake_all();
}

void Sequencer::decide_one(const PendingPtr& pending) {
  switch (pending->kind) {
    case Pending::Kind::kCommand:
      decide_command(*pending);
      break;
    case Pending::Kind::kReadIndex:
      break;
    case Pending::Kind::kListAgents:
      pending->agents.clear();
      for (const Session* session : state_.sessions())
        pending->agents.push_back({session->id, session->node, session->agent, session->endpoints});
      break;
  }
  open_->pendings.push_back(pending);
  if (deliberate_bug(DeliberateBug::kAckBeforeLogAppend) &&
      pending->kind == Pending::Kind::kCommand) {
    pending->sequence = durable_.sequence;
    pending->done.set(Result<void>());
  }
}

void Sequencer::decide_command(Pending& pending) {
  const DecideContext context{loop_.wall_now(), pending.request.fresh_id, pending.request.actor,
                              pending.request.request_id};
  const Command& command = pending.request.command;
  if (const auto* registration = std::get_if<RegisterSession>(&command))
    end_older_sessions(*registration, context);
  const auto* commit = std::get_if<CommitObject>(&command);
  Outcome outcome = commit != nullptr ? decide_commit(state_, *commit, context)
                                      : decide(state_, command, context);
  pending.error = outcome.error;
  pending.answer = std::move(outcome.answer);
  if (outcome.decision) record_decision(*outcome.decision);
  ++stats_.commands;
  if (commit != nullptr) stats_.commit_entries += commit->entries.size();
}

// An agent that registers has lost what it knew: whatever an earlier process of the same node still
// has on the way is refused from here on.
void Sequencer::end_older_sessions(const RegisterSession& command, const DecideContext& context) {
  std::vector<SessionId> older;
  for (const Session* session : state_.sessions())
    if (session->node == command.node) older.push_back(session->id);
  for (const SessionId session : older) {
    Outcome outcome = decide(state_, EndSession{session}, context);
    if (outcome.decision) record_decision(*outcome.decision);
  }
}

void Sequencer::record_decision(const Decision& decision) {
  evolve(state_, decision);
  open_->builder.add(decision);
  ++stats_.decisions;
  if (const auto* registered = std::get_if<SessionRegistered>(&decision.body))
    presence_[registered->session] = Presence{0, loop_.now()};
  if (const auto* ended = std::get_if<SessionEnded>(&decision.body))
    presence_.erase(ended->session);
}

// ---- making durable

std::unique_ptr<Sequencer::Round> Sequencer::seal_round() {
  std::unique_ptr<Round> round = std::move(open_);
  if (round->builder.decision_count() > 0) {
    round->blob = round->builder.finish();
    sealed_ = round->builder.position();
  }
  round->position = sealed_;
  start_round();
  if (deliberate_bug(DeliberateBug::kServeBeyondDurable) && !round->blob.empty())
    publish(round->position, round->blob);
  return round;
}

async::Task<void> Sequencer::run_rounds() {
  while (!cancel_.cancelled() && !loop_.dead()) {
    if (open_->pendings.empty()) {
      co_await work_.wait(async::Deadline::none(cancel_.token()));
      continue;
    }
    in_flight_ = seal_round();
    fill_round();
    const AppendVerdict verdict = co_await make_durable(*in_flight_);
    std::unique_ptr<Round> round = std::move(in_flight_);
    if (verdict == AppendVerdict::kDurable) {
      complete(*round);
    } else if (verdict == AppendVerdict::kReload) {
      co_await reload(std::move(round));
    } else {
      give_up(verdict, *round);
      break;
    }
  }
  fail_all(Error(ErrorCode::kCancelled, "the sequencer is stopping"));
}

void Sequencer::give_up(AppendVerdict verdict, Round& round) {
  if (verdict == AppendVerdict::kFenced)
    fail(SequencerStatus::kFenced,
         Error(ErrorCode::kFenced, "another sequencer leads this log now"));
  if (verdict == AppendVerdict::kFailed) fail(SequencerStatus::kFailed, last_append_error_);
  const bool stopping = verdict == AppendVerdict::kCancelled;
  fail_round(round,
             stopping ? Error(ErrorCode::kCancelled, "the sequencer is stopping") : refusal());
}

// Between tries, longer each time until a round succeeds; false: stopping.
async::Task<bool> Sequencer::back_off() {
  const Duration wait = std::clamp(retry_wait_, options_.retry_min, options_.retry_max);
  retry_wait_ = wait * 2;
  co_return co_await async::sleep_for(loop_, wait, cancel_.token());
}

async::Task<Sequencer::AppendVerdict> Sequencer::make_durable(Round& round) {
  int failures = 0;
  while (true) {
    const MonotonicTime begun = loop_.now();
    Result<void> done;
    if (round.blob.empty()) {
      done = co_await log_.confirm_leadership(epoch_);
    } else {
      done = co_await log_.append(epoch_, round.position.sequence, round.blob);
    }
    if (done) {
      const std::int64_t ns = (loop_.now() - begun).count();
      stats_.append_ns_total += ns;
      stats_.append_ns_max = std::max(stats_.append_ns_max, ns);
      co_return AppendVerdict::kDurable;
    }
    ++stats_.append_failures;
    last_append_error_ = done.error();
    switch (done.error().code) {
      case ErrorCode::kFenced:
        co_return AppendVerdict::kFenced;
      case ErrorCode::kCancelled:
        co_return AppendVerdict::kCancelled;
      case ErrorCode::kCorrupt:
        co_return AppendVerdict::kFailed;
      case ErrorCode::kUnavailable:
      case ErrorCode::kOutOfSpace:
        // Certainly no effect. The same record a few times more; then the commands are decided
        // again, so that nothing is done for callers that have left. Nothing is answered.
        if (!round.blob.empty() && ++failures > kAppendRetries) co_return AppendVerdict::kReload;
        if (!round.blob.empty() && deliberate_bug(DeliberateBug::kReloadKeepsInFlight))
          co_return AppendVerdict::kReload;
        break;
      default:
        if (!round.blob.empty()) co_return co_await examine(round);
    }
    if (!co_await back_off()) co_return AppendVerdict::kCancelled;
  }
}

// Is the record there? Its digest decides.
async::Task<Sequencer::AppendVerdict> Sequencer::examine(Round& round) {
  while (true) {
    auto stored = co_await log_.read(round.position.sequence, 1);
    if (stored && stored->empty()) co_return AppendVerdict::kReload;
    if (stored) {
      auto hash = record_hash(stored->front().blob.span());
      const bool same = hash && *hash == round.position.hash;
      if (!same) {
        auto leads = co_await log_.confirm_leadership(epoch_);
        if (leads.failed_with(ErrorCode::kFenced)) co_return AppendVerdict::kFenced;
      }
      co_return same ? AppendVerdict::kDurable : AppendVerdict::kReload;
    }
    last_append_error_ = stored.error();
    if (stored.failed_with(ErrorCode::kCorrupt)) co_return AppendVerdict::kFailed;
    if (stored.failed_with(ErrorCode::kCancelled)) co_return AppendVerdict::kCancelled;
    if (!co_await back_off()) co_return AppendVerdict::kCancelled;
  }
}

void Sequencer::complete(Round& round) {
  retry_wait_ = options_.retry_min;
  if (round.blob.empty()) {
    ++stats_.confirm_rounds;
  } else {
    ++stats_.rounds;
    stats_.record_bytes += round.blob.size();
    durable_ = round.position;
    snapshotter_.note_durable(durable_.sequence, round.blob.size());
    publish(round.position, round.blob);
  }
  for (const PendingPtr& pending : round.pendings) {
    forget(*pending);
    if (pending->done.is_set()) continue;
    pending->sequence = durable_.sequence;
    pending->done.set(Result<void>());
  }
  fill_round();
}

// The round in flight and the open one are void: the state is read again, and their commands are
// decided again on it, in the order in which they came. Nobody has been told anything about them.
async::Task<void> Sequencer::reload(std::unique_ptr<Round> failed) {
  ++stats_.reloads;
  std::unique_ptr<Round> open = std::move(open_);
  queue_.insert(queue_.begin(), open->pendings.begin(), open->pendings.end());
  queue_.insert(queue_.begin(), failed->pendings.begin(), failed->pendings.end());
  if (deliberate_bug(DeliberateBug::kReloadKeepsInFlight)) {
    (void)co_await back_off();
    sealed_ = durable_;
    start_round();
    fill_round();
    co_return;
  }
  status_ = SequencerStatus::kLoading;
  while (true) {
    if (!co_await back_off()) co_return;
    auto loaded = co_await load();
    if (loaded) co_return;
    if (loaded.failed_with(ErrorCode::kCorrupt) || loaded.failed_with(ErrorCode::kUnsupported)) {
      fail(SequencerStatus::kFailed, loaded.error());
      co_return;
    }
  }
}

void Sequencer::fail_round(Round& round, const Error& error) {
  for (const PendingPtr& pending : round.pendings) {
    forget(*pending);
    if (!pending->done.is_set()) pending->done.set(error);
  }
  round.pendings.clear();
}

// Everything that is not in flight. What is in flight may still become durable, and is answered by
// its round.
void Sequencer::fail_all(const Error& error) {
  for (const PendingPtr& pending : queue_) {
    forget(*pending);
    if (!pending->done.is_set()) pending->done.set(error);
  }
  queue_.clear();
  if (open_ != nullptr) fail_round(*open_, error);
}

}  // namespace ringfence::meta
