// Walks the batches of one run: loads windows of it through the cache and checks what came from the
// store.
#pragma once

#include <cstdint>

#include "async/task.h"
#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "kafka/protocol/record_batch.h"
#include "storage/block_cache.h"
#include "storage/fetch_planner.h"

namespace ringfence::storage {

// One owner, one thread.
class RunWalker {
 public:
  enum class Step : std::uint8_t { kBatch, kNeedBytes, kEnd };

  RunWalker(BlockCache& cache, const PlannedRun& run) : cache_(cache), run_(run) {
    offset_ = run.base_offset;
  }

  // Goes on at a batch boundary that an earlier walk of the same run has found.
  void resume(std::uint32_t position, std::int64_t offset);

  // Looks at the next batch: kBatch: whole and loaded; kNeedBytes: load(needed()) first; kEnd: all
  // batches seen. kCorrupt: the bytes are not the batches that the index says.
  Result<Step> step();
  // Bytes from the current position that must be loaded for the next step.
  std::uint32_t needed() const { return needed_; }
  // Loads at least needed() bytes from the current position, up to `window` if the run has them.
  async::Task<Result<void>> load(std::uint32_t window, async::Deadline deadline);

  // After kBatch. The stored header; its base offset is not the real one.
  const kafka::RecordBatchHeader& header() const { return header_; }
  std::int64_t base_offset() const { return offset_; }
  std::int64_t end_offset() const { return offset_ + header_.last_offset_delta + 1; }
  std::size_t batch_bytes() const { return header_.size(); }
  void skip();
  // kCorrupt when the batch's checksum fails. Only what came from the store is checked.
  Result<void> check() const;
  // Appends the batch without its first `without` bytes to `out`, by reference, and goes on behind
  // it.
  void take(std::size_t without, bytes::Chain& out);

  // Where the next batch begins, for resume().
  std::uint32_t position() const { return position_; }

 private:
  Error corrupt(const char* what) const;
  std::size_t loaded_left() const { return loaded_end_ - position_; }
  void advance(std::size_t bytes);
  // The next `size` bytes in one piece; copied into `scratch` when they are in several.
  bytes::ByteSpan peek(std::size_t size, std::byte* scratch) const;

  BlockCache& cache_;
  PlannedRun run_;
  std::uint32_t position_ = 0;    // of the next batch, from the run's start
  std::uint32_t loaded_end_ = 0;  // end of what is loaded, from the run's start
  std::uint32_t needed_ = 0;
  std::int64_t offset_ = 0;  // of the next batch
  kafka::RecordBatchHeader header_;
  CachedRange loaded_;
  std::size_t slice_ = 0;  // where position_ lies in loaded_
  std::size_t inside_ = 0;
};

}  // namespace ringfence::storage
