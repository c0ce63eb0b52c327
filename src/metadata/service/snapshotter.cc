#include "metadata/service/snapshotter.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "async/task_group.h"
#include "metadata/service/loader.h"
#include "metadata/state/builder.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

constexpr Duration kStoreTimeout = seconds(120);

}  // namespace

std::string snapshot_key(const LogPosition& position) {
  char digits[64];
  std::snprintf(digits, sizeof digits, "%020llu-",
                static_cast<unsigned long long>(position.sequence.value));
  std::string key = std::string(kSnapshotPrefix) + digits;
  for (std::size_t i = 0; i < 8; ++i) {
    std::snprintf(digits, sizeof digits, "%02x", position.hash[i]);
    key += digits;
  }
  return key;
}

Snapshotter::Snapshotter(async::Loop& loop, MetadataLog& log, store::ObjectStore& store,
                         ShardId shard, SnapshotOptions options)
    : loop_(loop), log_(log), store_(store), shard_(shard), options_(options), due_wait_(loop) {}

void Snapshotter::reset(LeaderEpoch epoch, LogSequence snapshot, LogSequence durable,
                        std::uint64_t log_bytes) {
  epoch_ = epoch;
  snapshot_ = std::max(snapshot_, snapshot);
  durable_ = std::max(durable_, durable);
  log_bytes_ = log_bytes;
  if (due()) due_wait_.wake_all();
}

void Snapshotter::note_durable(LogSequence sequence, std::size_t record_bytes) {
  durable_ = sequence;
  log_bytes_ += record_bytes;
  if (due()) due_wait_.wake_all();
}

bool Snapshotter::due() const {
  const std::uint64_t records = durable_.value - snapshot_.value;
  return records > 0 && (records >= options_.after_records || log_bytes_ >= options_.after_bytes);
}

async::Task<Error> Snapshotter::run(async::Cancel cancel) {
  Duration wait = options_.retry_min;
  while (!cancel.cancelled() && !loop_.dead()) {
    if (!due()) {
      co_await due_wait_.wait(async::Deadline::none(cancel));
      continue;
    }
    auto made = co_await make_one(cancel);
    if (made) {
      wait = options_.retry_min;
      continue;
    }
    ++stats_.failures;
    if (made.failed_with(ErrorCode::kFenced) || made.failed_with(ErrorCode::kCorrupt))
      co_return made.error();
    if (!co_await async::sleep_for(loop_, wait, cancel)) break;
    wait = std::min(wait * 2, options_.retry_max);
  }
  co_return Error(ErrorCode::kCancelled);
}

async::Task<Result<void>> Snapshotter::make_one(async::Cancel cancel) {
  const LogSequence previous = snapshot_;
  const LogSequence target = durable_;
  const std::uint64_t bytes_before = log_bytes_;
  RF_CO_TRY_ASSIGN(State base,
                   co_await load_newest_snapshot(
                       loop_, log_, store_, async::Deadline::after(loop_, kStoreTimeout, cancel)));
  StateBuilder builder(std::move(base));
  RF_CO_TRY(co_await apply_log(loop_, log_, builder, target, options_.step_bytes));
  const State state = std::move(builder).finish();
  auto body = co_await async::run_blocking(loop_, [&state] { return serialize_snapshot(state); });
  if (!body) co_return body.error();
  if (cancel.cancelled()) co_return Error(ErrorCode::kCancelled);
  const LogPosition position = state.position();
  stats_.bytes = body->size();
  RF_CO_TRY(co_await publish({snapshot_key(position), position}, std::move(*body), cancel));
  snapshot_ = position.sequence;
  log_bytes_ -= std::min(log_bytes_, bytes_before);
  ++stats_.made;
  stats_.sequence = position.sequence.value;
  co_return co_await clean_up(previous, cancel);
}

// The object first, then the pointer: whoever follows the pointer finds the object. Sending the
// same bytes again under the same key does no harm, so an unknown outcome is just tried again.
async::Task<Result<void>> Snapshotter::publish(SnapshotPointer pointer, bytes::Chain body,
                                               async::Cancel cancel) {
  auto put = co_await store_.put(pointer.object_key, std::move(body), {},
                                 async::Deadline::after(loop_, kStoreTimeout, cancel));
  if (!put) co_return put.error();
  auto pointed = co_await log_.put_snapshot_pointer(epoch_, pointer);
  if (!pointed) {
    // Perhaps it is there all the same: an answer was lost.
    auto now = co_await log_.snapshot_pointer();
    if (now && *now && **now == pointer) co_return Result<void>();
  }
  co_return pointed;
}

// Only what no pointer can name any more: the snapshot before the newest stays, for agents that
// were just told of it.
async::Task<Result<void>> Snapshotter::clean_up(LogSequence previous, async::Cancel cancel) {
  const std::uint64_t keep = std::min<std::uint64_t>(durable_.value, options_.margin_records);
  const LogSequence up_to = std::min(snapshot_, LogSequence(durable_.value - keep));
  if (up_to.value > 0) {
    RF_CO_TRY(co_await log_.truncate(epoch_, up_to));
    ++stats_.truncations;
  }
  const std::string oldest_kept = snapshot_key({previous, Digest{}});
  std::string after;
  while (true) {
    const async::Deadline deadline = async::Deadline::after(loop_, kStoreTimeout, cancel);
    RF_CO_TRY_ASSIGN(const store::ListPage page,
                     co_await store_.list(std::string(kSnapshotPrefix), after, deadline));
    for (const store::ObjectInfo& object : page.objects) {
      if (object.key >= oldest_kept) co_return Result<void>();
      RF_CO_TRY(co_await store_.remove(object.key, deadline));
      ++stats_.removed;
    }
    if (page.next.empty()) break;
    after = page.next;
  }
  co_return Result<void>();
}

}  // namespace ringfence::meta
