// Snapshots (ARCHITECTURE rule 14): built beside the sequencer from the snapshot before and the
// log, never from the sequencer's own state. Why: docs/decisions/0001-snapshots-from-log.md.
#pragma once

#include <cstdint>
#include <string>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/wait.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "metadata/log/metadata_log.h"
#include "object_store/object_store.h"

namespace ringfence::meta {

struct SnapshotOptions {
  // A snapshot is made when the log has grown by either since the last one.
  std::uint64_t after_bytes = 64u << 20;
  std::uint64_t after_records = 50'000;
  // Records behind the snapshot that stay in the log, for agents that lag.
  std::uint64_t margin_records = 2'000;
  // One step of building: read and applied off the loop, so that neither memory nor a step's time
  // grows.
  std::size_t step_bytes = 4u << 20;
  Duration retry_min = seconds(1);
  Duration retry_max = seconds(60);
};

struct SnapshotStats {
  std::uint64_t made = 0;
  std::uint64_t failures = 0;
  std::uint64_t bytes = 0;     // of the last one
  std::uint64_t sequence = 0;  // of the last one
  std::uint64_t removed = 0;   // old objects deleted
  std::uint64_t truncations = 0;
};

// "metadata/snapshot/<20 digits of the sequence>-<16 hex digits of the record hash>"
std::string snapshot_key(const LogPosition& position);
inline constexpr std::string_view kSnapshotPrefix = "metadata/snapshot/";

// Single-threaded. run() until cancelled; the owner tells it of every durable record.
class Snapshotter {
 public:
  Snapshotter(async::Loop& loop, MetadataLog& log, store::ObjectStore& store, ShardId shard,
              SnapshotOptions options);

  // What the owner loaded from, and what the log holds behind it.
  void reset(LeaderEpoch epoch, LogSequence snapshot, LogSequence durable, std::uint64_t log_bytes);
  void note_durable(LogSequence sequence, std::size_t record_bytes);

  // Makes snapshots as they fall due. Returns when cancelled, or with kFenced or kCorrupt.
  async::Task<Error> run(async::Cancel cancel);
  // One snapshot now, at the newest durable record.
  async::Task<Result<void>> make_one(async::Cancel cancel);
  const SnapshotStats& stats() const { return stats_; }

 private:
  bool due() const;
  async::Task<Result<void>> publish(SnapshotPointer pointer, bytes::Chain body,
                                    async::Cancel cancel);
  async::Task<Result<void>> clean_up(LogSequence previous, async::Cancel cancel);

  async::Loop& loop_;
  MetadataLog& log_;
  store::ObjectStore& store_;
  ShardId shard_;
  SnapshotOptions options_;
  LeaderEpoch epoch_;
  LogSequence snapshot_;  // the last one's position
  LogSequence durable_;
  std::uint64_t log_bytes_ = 0;  // appended since
  async::WaitQueue due_wait_;
  SnapshotStats stats_;
};

}  // namespace ringfence::meta
