#include "storage/reader.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/deliberate_bugs.h"
#include "base/log.h"
#include "kafka/protocol/record_reader.h"
#include "storage/run_walker.h"

namespace ringfence::storage {
namespace {

constexpr std::int32_t kLeaderEpoch = -1;  // never validated: ARCHITECTURE, end of section 3a
constexpr std::size_t kPatchedBytes = 16;  // base offset, length, leader epoch
constexpr std::uint32_t kWindowBytesMin = 64u << 10;
constexpr std::uint32_t kTimeWindowBytes = 1u << 20;
constexpr std::size_t kUnpackedBytesMax = 128u << 20;
constexpr std::size_t kHintsMax = 65'536;
// Objects whose damage was logged: clients ask again and again, the log says it once.
constexpr std::size_t kReportedMax = 10'000;
constexpr log::Template kObjectDamaged{"storage.object.damaged",
                                       "an object is damaged or missing; its records are refused"};
constexpr int kPlansMax = 3;

// Rewritten batch fronts, several to an allocation.
class Fronts {
 public:
  bytes::Slice make(const kafka::RecordBatchHeader& header, std::int64_t base_offset) {
    if (used_ == kCount) {
      buffer_ = std::make_shared_for_overwrite<std::byte[]>(kCount * kPatchedBytes);
      used_ = 0;
    }
    std::byte* at = buffer_.get() + used_++ * kPatchedBytes;
    const std::uint64_t offset = std::byteswap(static_cast<std::uint64_t>(base_offset));
    const std::uint32_t length = std::byteswap(static_cast<std::uint32_t>(header.batch_length));
    const std::uint32_t epoch = std::byteswap(static_cast<std::uint32_t>(kLeaderEpoch));
    std::memcpy(at, &offset, 8);
    std::memcpy(at + 8, &length, 4);
    std::memcpy(at + 12, &epoch, 4);
    return bytes::Slice(buffer_, bytes::ByteSpan(at, kPatchedBytes));
  }

 private:
  static constexpr std::size_t kCount = 32;
  std::shared_ptr<std::byte[]> buffer_;
  std::size_t used_ = kCount;
};

}  // namespace

struct Reader::Progress {
  TopicPartition partition;
  std::int64_t wanted = 0;  // the offset asked for
  ReadLimits limits;
  ReadResult result;
  Fronts fronts;
  bool full = false;
  bool skipped_head = false;  // a deliberate bug

  bool fits(std::size_t batch_bytes) const {
    if (result.batch_count == 0 && limits.at_least_one) return true;
    return result.records.size() + batch_bytes <= limits.bytes_max;
  }
  std::size_t room() const {
    return limits.bytes_max - std::min(limits.bytes_max, result.records.size());
  }
};

async::Task<Result<void>> Reader::read_run(PlannedRun run, Progress& progress,
                                           async::Deadline deadline) {
  RunWalker walker(cache_, run);
  if (const auto hint = hints_.find(progress.partition); hint != hints_.end()) {
    const Hint& known = hint->second;
    if (known.object == run.object && known.run_position == run.position &&
        known.offset <= progress.wanted && known.offset >= run.base_offset &&
        known.position < run.byte_length) {
      walker.resume(known.position, known.offset);
    }
  }
  while (true) {
    RF_CO_TRY_ASSIGN(const RunWalker::Step step, walker.step());
    if (step == RunWalker::Step::kEnd) break;
    if (step == RunWalker::Step::kNeedBytes) {
      if (progress.result.batch_count > 0 && !progress.fits(walker.needed())) {
        progress.full = true;
        break;
      }
      const auto window = static_cast<std::uint32_t>(
          std::clamp<std::size_t>(progress.room(), kWindowBytesMin, UINT32_MAX));
      RF_CO_TRY(co_await walker.load(window, deadline));
      continue;
    }
    if (walker.end_offset() <= progress.wanted) {
      walker.skip();
      continue;
    }
    if (!progress.fits(walker.batch_bytes())) {
      progress.full = true;
      break;
    }
    if (deliberate_bug(DeliberateBug::kFetchSkipsHeadBatch) && progress.result.batch_count == 0 &&
        !progress.skipped_head && walker.end_offset() < run.end_offset) {
      progress.skipped_head = true;
      walker.skip();
      continue;
    }
    RF_CO_TRY(walker.check());
    const std::int64_t next = walker.end_offset();
    progress.result.records.append(progress.fronts.make(walker.header(), walker.base_offset()));
    walker.take(kPatchedBytes, progress.result.records);
    progress.result.next_offset = Offset(next);
    ++progress.result.batch_count;
  }
  if (walker.position() < run.byte_length) {
    if (hints_.size() >= kHintsMax) hints_.clear();
    hints_.insert_or_assign(progress.partition, Hint{run.object, run.position, walker.position(),
                                                     walker.base_offset()});
  }
  co_return Result<void>();
}

async::Task<Result<void>> Reader::read_plan(std::vector<PlannedRun> plan, Progress& progress,
                                            PlannedRun& failed, async::Deadline deadline) {
  for (const PlannedRun& run : plan) {
    auto outcome = co_await read_run(run, progress, deadline);
    if (!outcome) {
      failed = run;
      co_return outcome;
    }
    if (progress.full || progress.room() == 0) break;
  }
  co_return Result<void>();
}

void Reader::report(const ObjectId& object, const Error& error) {
  ++stats_.corrupt;
  if (reported_.size() >= kReportedMax) return;
  if (!reported_.insert(object).second) return;
  log::error(kObjectDamaged, {{"object", object}, {"error", error}});
}

// Rule 7: a 404 is believed only when the confirmed index still refers to the object. Ok: plan
// again.
async::Task<Result<void>> Reader::confirm_missing(TopicPartition partition, PlannedRun run,
                                                  async::Deadline deadline) {
  RF_CO_TRY(co_await metadata_.read_index(deadline));
  ++stats_.replans;
  for (const meta::Run& now :
       metadata_.state().find(partition.topic, partition.partition, Offset(run.base_offset))) {
    if (planned(metadata_.state(), now) == run) {
      Error missing(ErrorCode::kCorrupt,
                    fmt::format("object {} is missing from the store", run.object.to_hex()));
      report(run.object, missing);
      co_return missing;
    }
    break;
  }
  co_return Result<void>();
}

async::Task<Result<ReadResult>> Reader::read(TopicPartition partition, Offset offset,
                                             ReadLimits limits, async::Deadline deadline) {
  ++stats_.reads;
  Progress progress;
  progress.partition = partition;
  progress.wanted = offset.value;
  progress.limits = limits;
  progress.result.next_offset = offset;
  bool asked_again = false;
  for (int plans = 0; plans < kPlansMax; ++plans) {
    PlannedRun failed;
    auto outcome =
        co_await read_plan(plan_fetch(metadata_.state(), partition, offset, limits.bytes_max),
                           progress, failed, deadline);
    if (outcome || progress.result.batch_count > 0) {
      stats_.batches += progress.result.batch_count;
      stats_.bytes += progress.result.records.size();
      co_return std::move(progress.result);
    }
    if (outcome.error().is(ErrorCode::kCorrupt)) {
      // What is cached may be an old or a damaged copy: the store is asked once more.
      cache_.forget(failed.object);
      if (!std::exchange(asked_again, true)) continue;
      report(failed.object, outcome.error());
    }
    if (!outcome.error().is(ErrorCode::kNotFound)) co_return outcome.error();
    RF_CO_TRY(co_await confirm_missing(partition, failed, deadline));
  }
  co_return Error(ErrorCode::kUnavailable, "the index keeps changing under a read");
}

// The first batch of the run for which `find` finds a record.
async::Task<Result<std::optional<RecordPosition>>> Reader::search_run(PlannedRun run,
                                                                      RecordSearch search,
                                                                      async::Deadline deadline) {
  RunWalker walker(cache_, run);
  while (true) {
    RF_CO_TRY_ASSIGN(const RunWalker::Step step, walker.step());
    if (step == RunWalker::Step::kEnd) co_return std::nullopt;
    if (step == RunWalker::Step::kNeedBytes) {
      RF_CO_TRY(co_await walker.load(kTimeWindowBytes, deadline));
      continue;
    }
    if (walker.header().max_timestamp < search.at.ms || walker.end_offset() <= search.from.value) {
      walker.skip();
      continue;
    }
    // Offsets inside the stored batch count from its stored base.
    const std::int64_t shift = walker.base_offset() - walker.header().base_offset;
    RF_CO_TRY(walker.check());
    bytes::Chain chain;
    walker.take(0, chain);
    const bytes::Slice batch = chain.flatten();
    const auto found = search.largest
                           ? kafka::find_max_timestamp(batch.span(), kUnpackedBytesMax)
                           : kafka::find_by_timestamp(batch.span(), search.at.ms,
                                                      search.from.value - shift, kUnpackedBytesMax);
    if (!found) {
      co_return Error(ErrorCode::kCorrupt,
                      "object " + run.object.to_hex() + ": " + found.error().to_string());
    }
    if (*found) {
      co_return RecordPosition{Offset((*found)->offset + shift), UnixMillis{(*found)->timestamp}};
    }
  }
}

async::Task<Result<std::optional<RecordPosition>>> Reader::search(TopicPartition partition,
                                                                  RecordSearch search,
                                                                  async::Deadline deadline) {
  int plans = 0;
  std::int64_t from = -1;  // runs before it have been searched
  while (true) {
    const std::optional<PlannedRun> run = next_candidate(partition, search, from);
    if (!run) co_return std::nullopt;
    auto found = co_await search_run(*run, search, deadline);
    if (found) {
      if (*found || search.largest) co_return found;
      from = run->end_offset;
      continue;
    }
    if (found.error().is(ErrorCode::kCorrupt)) {
      report(run->object, found.error());
      cache_.forget(run->object);
    }
    if (!found.error().is(ErrorCode::kNotFound)) co_return found.error();
    RF_CO_TRY(co_await confirm_missing(partition, *run, deadline));
    if (++plans == kPlansMax) {
      co_return Error(ErrorCode::kUnavailable, "the index keeps changing under a read");
    }
  }
}

std::optional<PlannedRun> Reader::next_candidate(const TopicPartition& partition,
                                                 RecordSearch& search, std::int64_t from) const {
  const meta::State& state = metadata_.state();
  const auto view = state.find_partition(partition.topic, partition.partition);
  if (!view) return std::nullopt;
  search.from = view->log_start;
  if (search.largest) {
    const meta::Run* run = state.find_max_timestamp(partition.topic, partition.partition);
    if (run == nullptr) return std::nullopt;
    search.at = run->max_timestamp();
    return planned(state, *run);
  }
  if (from < 0) {
    const meta::Run* run = state.find_by_time(partition.topic, partition.partition, search.at);
    return run == nullptr ? std::nullopt : std::optional(planned(state, *run));
  }
  for (const meta::Run& run : state.find(partition.topic, partition.partition, Offset(from))) {
    if (run.max_timestamp() >= search.at) return planned(state, run);
  }
  return std::nullopt;
}

async::Task<Result<std::optional<RecordPosition>>> Reader::find_time(TopicPartition partition,
                                                                     UnixMillis at,
                                                                     async::Deadline deadline) {
  return search(partition, RecordSearch{at, Offset(0), false}, deadline);
}

async::Task<Result<std::optional<RecordPosition>>> Reader::find_max_timestamp(
    TopicPartition partition, async::Deadline deadline) {
  return search(partition, RecordSearch{UnixMillis{-1}, Offset(0), true}, deadline);
}

}  // namespace ringfence::storage
