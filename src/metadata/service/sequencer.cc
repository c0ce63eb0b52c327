// The sequencer's outside: lifecycle, waiting callers, replication, housekeeping. Rounds are in
// sequencer_rounds.cc.
#include "metadata/service/sequencer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/deliberate_bugs.h"
#include "metadata/service/loader.h"
#include "metadata/service/sequencer_internal.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

constexpr Duration kLoadTimeout = seconds(300);
constexpr std::size_t kReadStepBytes = 4u << 20;

}  // namespace

std::string_view sequencer_status_name(SequencerStatus status) {
  switch (status) {
    case SequencerStatus::kStopped:
      return "stopped";
    case SequencerStatus::kLoading:
      return "loading";
    case SequencerStatus::kServing:
      return "serving";
    case SequencerStatus::kFenced:
      return "fenced";
    case SequencerStatus::kDiverged:
      return "diverged";
    case SequencerStatus::kFailed:
      return "failed";
  }
  return "unknown";
}

Sequencer::Sequencer(async::Loop& loop, MetadataLog& log, store::ObjectStore& snapshots,
                     SequencerOptions options)
    : loop_(loop),
      log_(log),
      store_(snapshots),
      options_(std::move(options)),
      snapshotter_(loop, log, snapshots, options_.shard, options_.snapshot),
      tasks_(loop),
      work_(loop),
      space_(loop),
      durable_wait_(loop),
      status_wait_(loop) {}

Sequencer::~Sequencer() = default;

// ---- lifecycle

async::Task<Result<void>> Sequencer::start() {
  RF_ASSERT(status_ == SequencerStatus::kStopped && tasks_.running() == 0,
            "a sequencer is started once");
  status_ = SequencerStatus::kLoading;
  started_at_ = loop_.now();
  offsets_checked_ = loop_.now();
  started_wall_ = loop_.wall_now();
  auto opened = co_await log_.open(options_.shard);
  Result<void> loaded;
  if (opened) {
    epoch_ = opened->epoch;
    loaded = co_await load();
    if (loaded && durable_.sequence < opened->last) {
      loaded = Error(ErrorCode::kCorrupt,
                     "metadata log record " + std::to_string(opened->last.value) +
                         " is missing: the log ends at " + std::to_string(durable_.sequence.value));
    }
  } else {
    loaded = opened.error();
  }
  if (cancel_.cancelled()) loaded = Error(ErrorCode::kCancelled);
  if (!loaded) {
    const bool damaged =
        loaded.failed_with(ErrorCode::kCorrupt) || loaded.failed_with(ErrorCode::kUnsupported);
    const bool fenced = loaded.failed_with(ErrorCode::kFenced);
    fail(damaged  ? SequencerStatus::kFailed
         : fenced ? SequencerStatus::kFenced
                  : SequencerStatus::kStopped,
         loaded.error());
    co_return loaded;
  }
  tasks_.spawn(run_rounds());
  tasks_.spawn(housekeeping());
  tasks_.spawn(run_snapshotter());
  co_return Result<void>();
}

async::Task<void> Sequencer::stop() {
  cancel_.cancel();
  fail_all(Error(ErrorCode::kCancelled, "the sequencer is stopping"));
  work_.wake_all();
  space_.wake_all();
  durable_wait_.wake_all();
  co_await tasks_.join();
  if (status_ == SequencerStatus::kServing || status_ == SequencerStatus::kLoading)
    status_ = SequencerStatus::kStopped;
  status_wait_.wake_all();
}

async::Task<Result<void>> Sequencer::load() {
  const auto deadline = async::Deadline::after(loop_, kLoadTimeout, cancel_.token());
  RF_CO_TRY_ASSIGN(Loaded loaded, co_await load_state(loop_, log_, store_,
                                                      options_.snapshot.step_bytes, deadline));
  snapshotter_.reset(epoch_, loaded.snapshot, loaded.state.position().sequence, loaded.log_bytes);
  adopt(std::move(loaded.state));
  co_return Result<void>();
}

// The loaded state becomes the truth. Subscribers read what they lack from the log.
void Sequencer::adopt(State state) {
  state_ = std::move(state);
  durable_ = sealed_ = visible_ = state_.position();
  tail_.clear();
  tail_bytes_ = 0;
  std::map<SessionId, Presence> presence;
  for (const Session* session : state_.sessions()) {
    const auto known = presence_.find(session->id);
    presence[session->id] = known != presence_.end() ? known->second : Presence{0, loop_.now()};
  }
  presence_ = std::move(presence);
  status_ = SequencerStatus::kServing;
  start_round();
  fill_round();
  durable_wait_.wake_all();
}

void Sequencer::fail(SequencerStatus status, Error error) {
  if (status_ != SequencerStatus::kServing && status_ != SequencerStatus::kLoading) return;
  status_ = status;
  failure_ = std::move(error);
  fail_all(refusal());
  cancel_.cancel();
  space_.wake_all();
  durable_wait_.wake_all();
  status_wait_.wake_all();
}

Error Sequencer::refusal() const {
  if (status_ == SequencerStatus::kStopped)
    return Error(ErrorCode::kUnavailable, "the sequencer is stopped");
  return Error(failure_.code, "the sequencer is " + std::string(sequencer_status_name(status_)) +
                                  ": " + failure_.detail);
}

async::Task<void> Sequencer::wait_not_serving(async::Cancel cancel) {
  while (status_ == SequencerStatus::kServing || status_ == SequencerStatus::kLoading) {
    if (co_await status_wait_.wait(async::Deadline::none(cancel)) == async::Wake::kCancelled)
      co_return;
  }
}

async::Task<void> Sequencer::run_snapshotter() {
  Error ended = co_await snapshotter_.run(cancel_.token());
  // The next start would fail as well: say so while the log still has everything.
  if (ended.is(ErrorCode::kCorrupt)) snapshot_failure_ = std::move(ended);
}

// ---- callers

async::Task<Result<void>> Sequencer::wait_answer(PendingPtr pending, async::Deadline deadline) {
  enqueue(pending);
  auto answered = co_await pending->done.wait(deadline);
  if (!answered) {
    pending->abandoned = true;
    co_return answered.error();
  }
  co_return std::move(**answered);
}

async::Task<Result<rpc::CommandResponse>> Sequencer::submit(rpc::CommandRequest request,
                                                            async::Deadline deadline) {
  auto pending = std::make_shared<Pending>(loop_, Pending::Kind::kCommand, std::move(request));
  RF_CO_TRY(co_await wait_answer(pending, deadline));
  co_return rpc::CommandResponse{pending->error, std::move(pending->answer), pending->sequence};
}

async::Task<Result<rpc::ReadIndexResponse>> Sequencer::read_index(async::Deadline deadline) {
  auto pending = std::make_shared<Pending>(loop_, Pending::Kind::kReadIndex, rpc::CommandRequest{});
  RF_CO_TRY(co_await wait_answer(pending, deadline));
  co_return rpc::ReadIndexResponse{pending->sequence};
}

async::Task<Result<rpc::ListAgentsResponse>> Sequencer::list_agents(async::Deadline deadline) {
  auto pending =
      std::make_shared<Pending>(loop_, Pending::Kind::kListAgents, rpc::CommandRequest{});
  RF_CO_TRY(co_await wait_answer(pending, deadline));
  co_return rpc::ListAgentsResponse{pending->sequence, std::move(pending->agents)};
}

async::Task<void> Sequencer::wait_space(async::Cancel cancel) {
  while (!cancel_.cancelled() && (waiting_commands_ >= options_.queue_commands_max ||
                                  waiting_bytes_ >= options_.queue_bytes_max)) {
    if (co_await space_.wait(async::Deadline::none(cancel)) == async::Wake::kCancelled) co_return;
  }
}

// ---- replication

void Sequencer::publish(const LogPosition& position, bytes::Slice blob) {
  if (position.sequence <= visible_.sequence) return;  // only with a deliberate bug
  visible_ = position;
  tail_bytes_ += blob.size();
  tail_.push_back(std::move(blob));
  while (tail_.size() > 1 && tail_bytes_ > options_.tail_bytes_max) {
    tail_bytes_ -= tail_.front().size();
    tail_.pop_front();
  }
  durable_wait_.wake_all();
}

async::Task<async::Wake> Sequencer::wait_durable_beyond(LogSequence seen,
                                                        async::Deadline deadline) {
  while (visible_.sequence <= seen) {
    if (cancel_.cancelled()) co_return async::Wake::kCancelled;
    const async::Wake wake = co_await durable_wait_.wait(deadline);
    if (wake != async::Wake::kSignalled) co_return wake;
  }
  co_return async::Wake::kSignalled;
}

async::Task<Result<std::vector<bytes::Slice>>> Sequencer::read_durable(LogSequence from,
                                                                       std::size_t bytes_max) {
  std::vector<bytes::Slice> records;
  if (from > visible_.sequence) co_return records;
  const std::uint64_t tail_first = visible_.sequence.value + 1 - tail_.size();
  std::size_t bytes = 0;
  if (from.value >= tail_first) {
    for (std::size_t i = from.value - tail_first; i < tail_.size(); ++i) {
      bytes += tail_[i].size();
      if (!records.empty() && bytes > bytes_max) break;
      records.push_back(tail_[i]);
    }
    co_return records;
  }
  RF_CO_TRY_ASSIGN(std::vector<LogRecord> stored,
                   co_await log_.read(from, std::min(bytes_max, kReadStepBytes)));
  for (LogRecord& record : stored) {
    // The log may hold a record whose append has not been answered: it is not known to be durable
    // yet.
    if (record.sequence <= visible_.sequence) records.push_back(std::move(record.blob));
  }
  co_return records;
}

Error Sequencer::diverge(const LogPosition& position, std::string what) {
  fail(SequencerStatus::kDiverged,
       Error(ErrorCode::kFenced,
             "an agent has applied record " + std::to_string(position.sequence.value) + ", " +
                 std::move(what) + "; this log ends at record " +
                 std::to_string(visible_.sequence.value) +
                 ". Nothing is served, so that nothing acknowledged is taken back"));
  return refusal();
}

async::Task<Result<rpc::SnapshotRef>> Sequencer::locate_snapshot() {
  RF_CO_TRY_ASSIGN(const std::optional<SnapshotPointer> pointer, co_await log_.snapshot_pointer());
  if (!pointer)
    co_return Error(ErrorCode::kCorrupt, "the log is truncated, but there is no snapshot");
  co_return rpc::SnapshotRef{pointer->object_key, pointer->position};
}

async::Task<Result<rpc::SubscribeResponse>> Sequencer::locate(LogPosition position,
                                                              SessionId session) {
  if (!serving()) co_return Error(ErrorCode::kUnavailable, "the sequencer is not serving");
  rpc::SubscribeResponse response{visible_.sequence, {}, state_.find_session(session) != nullptr};
  if (position.sequence > visible_.sequence) {
    co_return diverge(position, std::to_string(position.sequence.value - visible_.sequence.value) +
                                    " more than this log holds");
  }
  if (position.sequence == visible_.sequence) {
    if (position != visible_) co_return diverge(position, "with another history");
    co_return response;
  }
  auto next = co_await read_durable(position.sequence.next(), 1);
  if (next.failed_with(ErrorCode::kNotFound)) {
    RF_CO_TRY_ASSIGN(response.resync, co_await locate_snapshot());
    co_return response;
  }
  if (!next) co_return next.error();
  if (next->empty()) co_return Error(ErrorCode::kUnavailable, "the log is being read again");
  RF_CO_TRY_ASSIGN(const RecordHeader header, parse_record_header(next->front().span()));
  if (header.previous != position.hash) co_return diverge(position, "with another history");
  co_return response;
}

// ---- housekeeping

void Sequencer::session_attached(SessionId session) {
  const auto found = presence_.find(session);
  if (found != presence_.end()) ++found->second.connections;
}

void Sequencer::session_detached(SessionId session) {
  const auto found = presence_.find(session);
  if (found == presence_.end() || found->second.connections == 0) return;
  if (--found->second.connections == 0) found->second.away_since = loop_.now();
}

async::Task<void> Sequencer::housekeeping() {
  while (co_await async::sleep_for(loop_, options_.housekeeping_interval, cancel_.token())) {
    if (!serving()) continue;
    co_await end_silent_sessions();
    co_await expire_producers();
    co_await expire_offsets();
  }
}

async::Task<Result<rpc::CommandResponse>> Sequencer::submit_own(Command command) {
  rpc::CommandRequest request;
  request.command = std::move(command);
  request.request_id = loop_.random().uuid();
  co_return co_await submit(std::move(request), async::Deadline::none(cancel_.token()));
}

async::Task<void> Sequencer::end_silent_sessions() {
  std::vector<SessionId> silent;
  for (const auto& [session, presence] : presence_) {
    if (presence.connections == 0 && loop_.now() - presence.away_since >= options_.session_timeout)
      silent.push_back(session);
  }
  for (const SessionId session : silent) {
    const auto now = presence_.find(session);
    if (now == presence_.end() || now->second.connections > 0) continue;  // it came back meanwhile
    auto ended = co_await submit_own(EndSession{session});
    if (!ended) co_return;
    ++stats_.sessions_ended;
  }
}

// The leader's clock against the store's; without that, against the monotonic one, which shows a
// jump.
bool Sequencer::clock_trusted() const {
  std::int64_t skew_ms = 0;
  const std::optional<Duration> known =
      options_.store_clock_skew ? options_.store_clock_skew() : std::nullopt;
  if (known) {
    skew_ms = known->count() / 1'000'000;
  } else {
    const std::int64_t elapsed_ms = (loop_.now() - started_at_).count() / 1'000'000;
    skew_ms = loop_.wall_now().ms - started_wall_.ms - elapsed_ms;
  }
  const std::int64_t max_ms = Duration(kClockSkewMax).count() / 1'000'000;
  return skew_ms >= -max_ms && skew_ms <= max_ms;
}

// One bounded decision a turn: the scan goes on where it stopped.
async::Task<void> Sequencer::expire_producers() {
  if (!clock_trusted()) co_return;
  const UnixMillis silent_since{loop_.wall_now().ms - options_.producer_expiry.count() / 1'000'000};
  auto answer =
      co_await submit_own(ExpireProducers{silent_since, options_.expire_per_round, expiry_cursor_});
  if (!answer || answer->error != DecideError::kNone) co_return;
  const auto& expired = std::get<ExpireProducersAnswer>(answer->answer);
  expiry_cursor_ = expired.next_cursor;
  stats_.producers_expired += expired.expired;
}

// A scan now and then, in bounded decisions.
async::Task<void> Sequencer::expire_offsets() {
  const bool going_on = !offsets_cursor_.is_zero();
  if (!clock_trusted() || state_.group_count() == 0) co_return;
  if (!going_on && loop_.now() - offsets_checked_ < options_.offsets_retention_check) co_return;
  offsets_checked_ = loop_.now();
  const UnixMillis before{loop_.wall_now().ms - options_.offsets_retention.count() / 1'000'000};
  auto answer =
      co_await submit_own(ExpireOffsets{before, options_.expire_per_round, offsets_cursor_});
  if (!answer || answer->error != DecideError::kNone) co_return;
  const auto& expired = std::get<ExpireOffsetsAnswer>(answer->answer);
  offsets_cursor_ = expired.next_cursor;
  stats_.offsets_expired += expired.expired;
}

Digest Sequencer::state_digest() const { return state_hash(state_); }

}  // namespace ringfence::meta
