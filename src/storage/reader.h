// Reading a partition: from the replica's index to batches that can go on the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "async/task.h"
#include "async/wait.h"
#include "base/hash_map.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "bytes/slice.h"
#include "storage/block_cache.h"
#include "storage/fetch_planner.h"
#include "storage/metadata_port.h"

namespace ringfence::storage {

struct ReadLimits {
  // Batches are whole; the sum stays at or below this, except for the first with `at_least_one`.
  std::size_t bytes_max = 1u << 20;
  bool at_least_one = true;
};

struct ReadResult {
  // Record batches as they go on the wire: base offset set, leader epoch -1; the rest as the
  // producer sent it. The first one contains the offset asked for, or is the first behind it when
  // that offset is in a gap.
  bytes::Chain records;
  Offset next_offset;  // after the last batch returned; the offset asked for when none was
  std::uint32_t batch_count = 0;
};

struct RecordPosition {
  Offset offset;
  UnixMillis timestamp;
};

struct ReaderStats {
  std::uint64_t reads = 0;
  std::uint64_t batches = 0;
  std::uint64_t bytes = 0;
  std::uint64_t corrupt = 0;  // damaged or missing objects met
  std::uint64_t replans = 0;  // reads planned again after a 404 (rule 7)
};

// Single-threaded; calls may overlap. Everything it refers to outlives it and its calls.
class Reader {
 public:
  Reader(BlockCache& cache, MetadataPort& metadata) : cache_(cache), metadata_(metadata) {}

  // Batches from `offset` on, as far as the replica knows. Empty: nothing there at or behind the
  // offset (which proves nothing while the replica is behind: rule 8 is the caller's), or the
  // partition is unknown here. kCorrupt names the object that is damaged, or that the confirmed
  // index holds and the store does not; kTimeout, kCancelled, kUnavailable as the store says. When
  // some batches were read before a failure, they are returned without it.
  async::Task<Result<ReadResult>> read(TopicPartition partition, Offset offset, ReadLimits limits,
                                       async::Deadline deadline);

  // The first record with a timestamp of at least `at`; nullopt: none. Exact to the record.
  async::Task<Result<std::optional<RecordPosition>>> find_time(TopicPartition partition,
                                                               UnixMillis at,
                                                               async::Deadline deadline);
  // The first record with the partition's largest timestamp; nullopt: no records.
  async::Task<Result<std::optional<RecordPosition>>> find_max_timestamp(TopicPartition partition,
                                                                        async::Deadline deadline);

  const ReaderStats& stats() const { return stats_; }

 private:
  struct Progress;
  struct RecordSearch {
    UnixMillis at;         // the least timestamp
    Offset from;           // the least offset
    bool largest = false;  // the first record with the largest timestamp instead
  };
  // Where the last read of a partition stopped inside a run, so that the next one need not walk
  // there again.
  struct Hint {
    ObjectId object;
    std::uint64_t run_position = 0;
    std::uint32_t position = 0;
    std::int64_t offset = 0;
  };

  async::Task<Result<void>> read_run(PlannedRun run, Progress& progress, async::Deadline deadline);
  async::Task<Result<void>> read_plan(std::vector<PlannedRun> plan, Progress& progress,
                                      PlannedRun& failed, async::Deadline deadline);
  async::Task<Result<void>> confirm_missing(TopicPartition partition, PlannedRun run,
                                            async::Deadline deadline);
  // Counts a damaged or missing object, and logs each one once.
  void report(const ObjectId& object, const Error& error);
  async::Task<Result<std::optional<RecordPosition>>> search_run(PlannedRun run, RecordSearch search,
                                                                async::Deadline deadline);
  async::Task<Result<std::optional<RecordPosition>>> search(TopicPartition partition,
                                                            RecordSearch search,
                                                            async::Deadline deadline);
  std::optional<PlannedRun> next_candidate(const TopicPartition& partition, RecordSearch& search,
                                           std::int64_t from) const;

  BlockCache& cache_;
  MetadataPort& metadata_;
  HashMap<TopicPartition, Hint> hints_;  // looked up only
  HashSet<ObjectId> reported_;
  ReaderStats stats_;
};

}  // namespace ringfence::storage
