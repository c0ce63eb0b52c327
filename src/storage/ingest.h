// The batcher: gathers record batches of all partitions, writes one object per flush, commits it,
// and hands each caller its offsets. Durable first, visible second, acknowledged last.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/hash_map.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "metadata/state/commands.h"
#include "object_store/object_store.h"
#include "storage/batch.h"
#include "storage/block_cache.h"
#include "storage/metadata_port.h"
#include "storage/object_ids.h"
#include "storage/put_pacer.h"
#include "storage/sequence_gate.h"

namespace ringfence::storage {

struct IngestOptions {
  ClusterId cluster;
  // Bytes held by requests between their arrival and their answer; past it reserve() waits.
  std::size_t memory_bytes_max = 64u << 20;
  // A flush takes no more batches once it has this many bytes.
  std::size_t object_bytes_max = 8u << 20;
  // Objects being PUT at once.
  std::size_t put_slots = 4;
  // Without an interval: while PUTs run, another starts only for at least this many waiting bytes
  // and at least as many as are being PUT, or when an object is full. Under light load a second
  // small object costs more than waiting for the first.
  std::size_t extra_slot_bytes_min = 256u << 10;
  // Objects whose commit is unanswered, PUT included; beyond it nothing new is flushed.
  std::size_t uncommitted_max = 16;
  // Least time between the starts of two flushes, unless one is full. By store (rule 16): file 0,
  // Express-class 25 ms, Standard-class 250 ms.
  Duration flush_interval{0};
  // Money: PUTs per second over time, retries included; 0: no limit. Widens the interval by itself.
  double put_rate_max = 0;
  // From a batch's arrival to its answer at the latest; below the clients' request timeout (30 s).
  Duration answer_within = seconds(15);
  Duration put_attempt_timeout = seconds(10);
  Duration put_backoff_min = milliseconds(20);
  Duration put_backoff_max = seconds(1);
  // Failed sequences remembered (rule 3), and for how long.
  std::size_t gate_entries_max = 100'000;
  // Long enough for what was on its way when the failure was answered. Not longer: a producer that
  // sent the failed batch again through another agent and then comes back never sends it here any
  // more.
  Duration gate_expiry = seconds(10);
};

// The verdict on one batch. `error` kNone or kDuplicate: it is in the log at base_offset, and the
// own replica has applied it.
struct AppendResult {
  meta::DecideError error = meta::DecideError::kNone;
  Offset base_offset{-1};
  UnixMillis max_timestamp{-1};  // of the batch; the original's for a duplicate
  LogSequence sequence;          // the metadata log record that holds it
};

// One result per batch, in the order given. Errors are retriable for the client:
//   kUnavailable     certainly not in the log
//   kUnknownOutcome  may be in the log (idempotent producers settle it by their retry)
//   kCancelled       the agent is stopping; nothing may be concluded
using AppendResults = std::vector<Result<AppendResult>>;

struct IngestStats {
  std::uint64_t appended_batches = 0;
  std::uint64_t appended_bytes = 0;
  std::uint64_t objects_put = 0;
  std::uint64_t object_bytes = 0;
  std::uint64_t put_attempts = 0;
  std::uint64_t put_failures = 0;     // attempts
  std::uint64_t flushes_failed = 0;   // for good
  std::uint64_t batches_refused = 0;  // by the gate
  std::uint64_t batches_unknown = 0;  // answered with kUnknownOutcome
  std::uint64_t commits = 0;
  std::size_t waiting_bytes = 0;    // now, not yet in a flush
  std::size_t flushes_running = 0;  // now
  std::int64_t put_ns_total = 0;    // successful PUTs
};

// Memory held by a request; given back when destroyed. The ingest outlives it.
class Reservation {
 public:
  Reservation() = default;
  Reservation(async::Budget* budget, std::size_t bytes) : budget_(budget), bytes_(bytes) {}
  Reservation(Reservation&& other) noexcept
      : budget_(std::exchange(other.budget_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  Reservation& operator=(Reservation&& other) noexcept {
    if (this != &other) {
      release();
      budget_ = std::exchange(other.budget_, nullptr);
      bytes_ = std::exchange(other.bytes_, 0);
    }
    return *this;
  }
  ~Reservation() { release(); }
  void release() {
    if (budget_ != nullptr) budget_->release(bytes_);
    budget_ = nullptr;
    bytes_ = 0;
  }
  std::size_t bytes() const { return bytes_; }

 private:
  async::Budget* budget_ = nullptr;
  std::size_t bytes_ = 0;
};

// Single-threaded; one per process (rule 4). Lifecycle: make, start(), use, stop() (waits for its
// tasks and callers; every append in flight ends as kCancelled or kUnknownOutcome), destroy.
// Everything it refers to outlives it.
class Ingest {
 public:
  Ingest(async::Loop& loop, store::ObjectStore& store, BlockCache& cache, MetadataPort& metadata,
         const ObjectIdCipher& ids, IngestOptions options);
  ~Ingest();

  void start();
  async::Task<void> stop();

  // Waits until `bytes` fit into the memory bound. A connection calls this before it reads a
  // produce request's body, so that a full ingest leaves the bytes in the socket. FIFO. `bytes` is
  // what the request really keeps alive.
  async::Task<Result<Reservation>> reserve(std::size_t bytes, async::Deadline deadline);

  // Queues the batches before it first suspends, so that the order in which tasks start is the
  // order of the batches (rule 4). Holds the reservation until all are settled. After `deadline`
  // the answer is kUnknownOutcome for whatever is not settled, and the work goes on.
  async::Task<AppendResults> append(std::vector<Batch> batches, Reservation reservation,
                                    async::Deadline deadline = {});

  // The caller refused these batches, retriably, before append() (no memory in time): their
  // producers' later ones are held back like those behind a failed flush.
  void refused(const std::vector<Batch>& batches);
  // Whether a batch follows one that was refused so and has not come again: it gets the same error.
  // For batches whose topic could not be looked up, `partition` names the topic by anything that is
  // the same each time.
  bool follows_refused(const TopicPartition& partition, const BatchFacts& facts);
  bool any_refused() const { return gate_.size() > 0; }

  const IngestStats& stats() const { return stats_; }
  std::size_t memory_used() const { return memory_.used(); }

 private:
  struct Request;
  struct Flush;
  using RequestPtr = std::shared_ptr<Request>;

  // Queue and flushes: ingest.cc.
  void enqueue(const RequestPtr& request);
  void settle_batch(Request& request, std::size_t index, Result<AppendResult> result);
  void expire_waiting();
  void refuse_followers();
  async::Task<void> run();
  bool may_flush(MonotonicTime& next_look) const;
  std::shared_ptr<Flush> take_flush();
  void gather(Flush& flush);
  void name_flush(Flush& flush);
  static void sort_items(Flush& flush);
  static void build(Flush& flush);
  // PUT, commit, answers: ingest_commit.cc.
  async::Task<void> run_flush(std::shared_ptr<Flush> flush);
  async::Task<Result<void>> put(Flush& flush);
  async::Task<Result<void>> put_attempts(Flush& flush);
  async::Task<void> commit_in_turn(std::shared_ptr<Flush> flush);
  async::Task<void> commit(std::shared_ptr<Flush> flush);
  meta::CommitObject make_commit(Flush& flush);
  async::Task<Result<Committed>> commit_command(Flush& flush, meta::CommitObject command);
  void settle(Flush& flush, const Committed& committed);
  void fail_flush(Flush& flush, const Error& error);
  async::Task<void> answer_at_deadline(std::shared_ptr<Flush> flush);
  // Deliberate bugs only.
  void answer_early(Flush& flush);
  static bool bodies_alive(const Flush& flush);
  async::Task<void> cancel_after(async::CancelSource& target, async::Cancel stop, Duration d);

  async::Loop& loop_;
  store::ObjectStore& store_;
  BlockCache& cache_;
  MetadataPort& metadata_;
  const ObjectIdCipher& ids_;
  IngestOptions options_;
  IngestStats stats_;

  async::Budget memory_;
  PutPacer pacer_;
  SequenceGate gate_;
  // Requests with batches that are in no flush yet; the first may be taken in part.
  std::deque<RequestPtr> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::vector<std::shared_ptr<Flush>> running_;  // in flush order, until committed or failed
  std::size_t puts_running_ = 0;
  std::size_t putting_bytes_ = 0;  // batches in those
  std::size_t callers_ = 0;

  SessionId session_{0};           // of the newest flush
  FlushCounter counter_{0};        // of the newest flush
  std::uint64_t next_ticket_ = 1;  // order of flushes over all sessions
  std::uint64_t turn_ = 1;         // ticket whose commit may leave now

  bool stopping_ = false;
  bool early_ = false;  // a deliberate bug answered before the commit
  HashMap<TopicPartition, std::int64_t> predicted_;
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  async::WaitQueue changed_;  // something that may_flush() looks at
  async::WaitQueue turns_;    // turn_ moved
  async::WaitQueue idle_;     // a caller left
};

}  // namespace ringfence::storage
