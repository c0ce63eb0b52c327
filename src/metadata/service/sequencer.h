// The sequencer: the one place where commands become decisions (ARCHITECTURE rules 1, 2, 8 and 13).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "metadata/log/metadata_log.h"
#include "metadata/service/snapshotter.h"
#include "metadata/state/decide.h"
#include "metadata/state/record.h"
#include "metadata/state/state.h"
#include "object_store/object_store.h"
#include "rpc/messages.h"

namespace ringfence::meta {

struct SequencerOptions {
  ShardId shard = kFirstShard;
  // Commands that wait for a round; beyond either, wait_space() waits and nothing more is read from
  // agents.
  std::size_t queue_commands_max = 16'384;
  std::size_t queue_bytes_max = 64u << 20;
  // A round takes no more commands once it has reached either.
  std::size_t round_commands_max = 8'192;
  std::size_t round_bytes_max = 1u << 20;
  // Durable records kept in memory for agents that are a little behind.
  std::size_t tail_bytes_max = 16u << 20;
  // A session whose agent has been away so long is ended.
  Duration session_timeout = seconds(60);
  // Producers silent for so long are forgotten.
  Duration producer_expiry = std::chrono::hours(24);
  std::uint32_t expire_per_round = 1'000;  // at most so many in one decision
  // Committed offsets are kept so long after their group became empty or their topic unused.
  Duration offsets_retention = std::chrono::hours(7 * 24);
  Duration offsets_retention_check = seconds(600);
  Duration housekeeping_interval = seconds(5);
  // After a failed append or load.
  Duration retry_min = milliseconds(20);
  Duration retry_max = seconds(2);
  // How far the leader's wall clock is from the store's, if known. Expiry by wall time runs only
  // within kClockSkewMax. Without it, the wall clock is compared with the monotonic one since the
  // start.
  std::function<std::optional<Duration>()> store_clock_skew;
  SnapshotOptions snapshot;
};
inline constexpr Duration kClockSkewMax = std::chrono::minutes(5);

enum class SequencerStatus : std::uint8_t {
  kStopped,
  kLoading,  // reading snapshot and log; commands wait
  kServing,
  kFenced,    // another sequencer took over: serves nothing any more
  kDiverged,  // an agent has applied what this log does not hold (rule 13): serves nothing
  kFailed,    // stored bytes are damaged: serves nothing
};
std::string_view sequencer_status_name(SequencerStatus status);

// Counters for /metrics; plain numbers, read on the loop's thread.
struct SequencerStats {
  std::uint64_t rounds = 0;          // with a record
  std::uint64_t confirm_rounds = 0;  // leadership confirmed without a record
  std::uint64_t commands = 0;
  std::uint64_t decisions = 0;
  std::uint64_t commit_entries = 0;
  std::uint64_t record_bytes = 0;
  std::uint64_t append_failures = 0;
  std::uint64_t reloads = 0;
  std::uint64_t sessions_ended = 0;
  std::uint64_t producers_expired = 0;
  std::uint64_t offsets_expired = 0;
  std::int64_t append_ns_total = 0;  // time between handing a record to the engine and its answer
  std::int64_t append_ns_max = 0;
};

// Single-threaded on its loop. Lifecycle: make, start(), use, stop() (everything still waiting ends
// as kCancelled), destroy. The log and the store outlive it. When it is fenced, diverged or failed
// it answers kFenced or kCorrupt until it is stopped.
class Sequencer {
 public:
  Sequencer(async::Loop& loop, MetadataLog& log, store::ObjectStore& snapshots,
            SequencerOptions options = {});
  ~Sequencer();

  // Takes leadership and loads. kCorrupt names the object or the record; kFenced: another one came
  // in between. Other errors may pass: make a new sequencer and start that.
  async::Task<Result<void>> start();
  async::Task<void> stop();

  // Decides the command in order of the calls and answers once the newest decision that it saw is
  // durable and leadership was confirmed (rule 2). The call is queued before it first suspends.
  // kTimeout, kCancelled: the caller gave up; the command may still be decided.
  async::Task<Result<rpc::CommandResponse>> submit(rpc::CommandRequest request,
                                                   async::Deadline deadline);
  // The durable position, with leadership confirmed after the call was made (rule 8).
  async::Task<Result<rpc::ReadIndexResponse>> read_index(async::Deadline deadline);
  async::Task<Result<rpc::ListAgentsResponse>> list_agents(async::Deadline deadline);
  // Until the queue has room.
  async::Task<void> wait_space(async::Cancel cancel);

  SequencerStatus status() const { return status_; }
  bool serving() const { return status_ == SequencerStatus::kServing; }
  // What is wrong, when status() is kFenced, kDiverged or kFailed.
  const Error& failure() const { return failure_; }
  // Until status() is none of kLoading and kServing, or cancelled.
  async::Task<void> wait_not_serving(async::Cancel cancel);
  const SequencerStats& stats() const { return stats_; }
  // Commands that are not answered yet, and their bytes.
  std::size_t waiting_commands() const { return waiting_commands_; }
  std::size_t waiting_bytes() const { return waiting_bytes_; }
  // The newest failure of an append, and of a snapshot that cannot be made at all; for logs and
  // /ready.
  const Error& last_append_error() const { return last_append_error_; }
  const Error& snapshot_failure() const { return snapshot_failure_; }
  const SnapshotStats& snapshot_stats() const { return snapshotter_.stats(); }
  LeaderEpoch epoch() const { return epoch_; }

  // Durable records, for replication.
  const LogPosition& durable() const { return visible_; }
  // Until something behind `seen` is durable. kCancelled also when the sequencer stops or no longer
  // serves.
  async::Task<async::Wake> wait_durable_beyond(LogSequence seen, async::Deadline deadline);
  // Durable records from `from` on, at most about `bytes_max` (at least one if there is one).
  // kNotFound: truncated.
  async::Task<Result<std::vector<bytes::Slice>>> read_durable(LogSequence from,
                                                              std::size_t bytes_max);
  // Where a subscriber that has `position` goes on. `resync`: its records are gone. An agent ahead
  // of this log or with another history: kFenced here, and status() becomes kDiverged.
  async::Task<Result<rpc::SubscribeResponse>> locate(LogPosition position, SessionId session);

  // The snapshot that an agent whose records are gone goes on from.
  async::Task<Result<rpc::SnapshotRef>> locate_snapshot();

  // An agent's connection carries (or no longer carries) the session: away for session_timeout ends
  // it.
  void session_attached(SessionId session);
  void session_detached(SessionId session);

  // Digest of the durable state, when nothing is in flight; for tests and `inspect`.
  Digest state_digest() const;
  // With the rounds in flight: nothing of it may be told before they are durable.
  const State& state() const { return state_; }
  const State& state_for_test() const { return state_; }

 private:
  struct Pending;
  struct Round;
  using PendingPtr =
      std::shared_ptr<Pending>;  // shared: the caller may give up while the round is in flight
  // What became of a round's record.
  enum class AppendVerdict : std::uint8_t { kDurable, kReload, kFenced, kFailed, kCancelled };

  async::Task<Result<void>> load();
  void adopt(State state);
  void start_round();
  std::unique_ptr<Round> seal_round();
  void enqueue(PendingPtr pending);
  void fill_round();
  void forget(const Pending& pending);
  void decide_one(const PendingPtr& pending);
  void decide_command(Pending& pending);
  void end_older_sessions(const RegisterSession& command, const DecideContext& context);
  void record_decision(const Decision& decision);
  async::Task<void> run_rounds();
  async::Task<bool> back_off();
  async::Task<AppendVerdict> make_durable(Round& round);
  async::Task<AppendVerdict> examine(Round& round);
  void give_up(AppendVerdict verdict, Round& round);
  void complete(Round& round);
  async::Task<void> reload(std::unique_ptr<Round> failed);
  void fail_round(Round& round, const Error& error);
  void fail_all(const Error& error);
  void fail(SequencerStatus status, Error error);
  Error refusal() const;
  async::Task<Result<void>> wait_answer(PendingPtr pending, async::Deadline deadline);
  void publish(const LogPosition& position, bytes::Slice blob);
  Error diverge(const LogPosition& position, std::string what);
  async::Task<void> run_snapshotter();
  async::Task<void> housekeeping();
  async::Task<void> end_silent_sessions();
  async::Task<void> expire_producers();
  async::Task<void> expire_offsets();
  async::Task<Result<rpc::CommandResponse>> submit_own(Command command);
  bool clock_trusted() const;

  async::Loop& loop_;
  MetadataLog& log_;
  store::ObjectStore& store_;
  SequencerOptions options_;
  Snapshotter snapshotter_;

  SequencerStatus status_ = SequencerStatus::kStopped;
  Error failure_;
  LeaderEpoch epoch_;
  State state_;                  // with every round in flight
  LogPosition durable_;          // the newest durable record
  LogPosition sealed_;           // the newest record that was built
  LogPosition visible_;          // the newest record that replicas may have: durable_
  std::unique_ptr<Round> open_;  // gathering; null while loading
  std::unique_ptr<Round> in_flight_;
  std::deque<PendingPtr> queue_;      // not decided yet
  std::size_t waiting_commands_ = 0;  // not answered yet
  std::size_t waiting_bytes_ = 0;
  Duration retry_wait_{0};
  Error last_append_error_;
  Error snapshot_failure_;

  std::deque<bytes::Slice> tail_;  // durable records, the last is visible_
  std::size_t tail_bytes_ = 0;

  struct Presence {
    std::uint32_t connections = 0;
    MonotonicTime away_since;
  };
  std::map<SessionId, Presence> presence_;
  std::uint64_t expiry_cursor_ = 0;
  Uuid offsets_cursor_;
  MonotonicTime offsets_checked_;
  MonotonicTime started_at_;
  UnixMillis started_wall_;

  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  async::WaitQueue work_;          // something to seal
  async::WaitQueue space_;         // the queue has room
  async::WaitQueue durable_wait_;  // durable_ moved
  async::WaitQueue status_wait_;   // status_ changed
  SequencerStats stats_;
};

}  // namespace ringfence::meta
