#include "metadata/service/loader.h"

#include <utility>
#include <vector>

#include "async/task_group.h"
#include "metadata/state/builder.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

constexpr int kSnapshotReads = 3;

std::string number(LogSequence sequence) { return std::to_string(sequence.value); }

Error about_snapshot(const SnapshotPointer& pointer, const Error& error) {
  return Error(error.code, "metadata snapshot " + pointer.object_key + " (sequence " +
                               number(pointer.position.sequence) + "): " + error.detail);
}

Error about_record(LogSequence sequence, const Error& error) {
  return Error(error.code, "metadata log record " + number(sequence) + ": " + error.detail);
}

Result<LogPosition> apply_one(State& state, bytes::ByteSpan blob) {
  return apply_record(state, blob);
}
Result<LogPosition> apply_one(StateBuilder& builder, bytes::ByteSpan blob) {
  return builder.apply(blob);
}
const LogPosition& position_of(const State& state) { return state.position(); }
const LogPosition& position_of(const StateBuilder& builder) { return builder.state().position(); }

// Applies in order; reports the first that fails.
template <class Target>
Result<void> apply_all(Target& target, const std::vector<LogRecord>& records, LogSequence until) {
  for (const LogRecord& record : records) {
    if (record.sequence > until) break;
    auto applied = apply_one(target, record.blob.span());
    if (!applied) return about_record(record.sequence, applied.error());
    if (applied->sequence != record.sequence) {
      return Error(ErrorCode::kCorrupt, "metadata log record " + number(record.sequence) +
                                            " says it is record " + number(applied->sequence));
    }
  }
  return {};
}

template <class Target>
async::Task<Result<void>> apply_steps(async::Loop& loop, MetadataLog& log, Target& target,
                                      LogSequence until, std::size_t step_bytes,
                                      std::uint64_t* bytes) {
  while (position_of(target).sequence < until) {
    const LogSequence next = position_of(target).sequence.next();
    auto records = co_await log.read(next, step_bytes);
    if (records.failed_with(ErrorCode::kNotFound)) {
      co_return about_record(next,
                             Error(ErrorCode::kCorrupt, "it is missing: the log starts behind it"));
    }
    if (!records) co_return records.error();
    if (records->empty()) {
      if (until == kWholeLog) break;
      co_return about_record(next, Error(ErrorCode::kCorrupt, "it is missing"));
    }
    for (const LogRecord& record : *records) *bytes += record.blob.size();
    auto applied = co_await async::run_blocking(
        loop, [&target, &records, until] { return apply_all(target, *records, until); });
    if (!applied) co_return applied.error();
    if (!*applied) co_return applied->error();
  }
  co_return Result<void>();
}

}  // namespace

namespace {

async::Task<Result<State>> read_snapshot_once(async::Loop& loop, store::ObjectStore& store,
                                              const SnapshotPointer& pointer, Mode mode,
                                              async::Deadline deadline) {
  auto object = co_await store.get(pointer.object_key, 0, std::nullopt, deadline);
  if (object.failed_with(ErrorCode::kNotFound))
    co_return about_snapshot(pointer, Error(ErrorCode::kCorrupt, "the object is missing"));
  if (!object) co_return about_snapshot(pointer, object.error());
  auto parsed = co_await async::run_blocking(
      loop, [&object, mode] { return parse_snapshot(object->data.span(), mode); });
  if (!parsed) co_return parsed.error();
  if (!*parsed) co_return about_snapshot(pointer, parsed->error());
  State state = std::move(**parsed);
  if (state.position() != pointer.position) {
    co_return about_snapshot(
        pointer,
        Error(ErrorCode::kCorrupt, "the object holds sequence " +
                                       number(state.position().sequence) + " or another history"));
  }
  co_return std::move(state);
}

}  // namespace

async::Task<Result<State>> read_snapshot(async::Loop& loop, store::ObjectStore& store,
                                         SnapshotPointer pointer, Mode mode,
                                         async::Deadline deadline) {
  // Bytes may be damaged on the way as well as where they lie: only what is damaged every time is.
  Result<State> state = Error(ErrorCode::kInternal);
  for (int attempt = 0; attempt < kSnapshotReads; ++attempt) {
    state = co_await read_snapshot_once(loop, store, pointer, mode, deadline);
    if (!state.failed_with(ErrorCode::kCorrupt)) break;
  }
  co_return state;
}

async::Task<Result<void>> apply_log(async::Loop& loop, MetadataLog& log, State& state,
                                    LogSequence until, std::size_t step_bytes,
                                    std::uint64_t* bytes) {
  co_return co_await apply_steps(loop, log, state, until, step_bytes, bytes);
}

async::Task<Result<void>> apply_log(async::Loop& loop, MetadataLog& log, StateBuilder& builder,
                                    LogSequence until, std::size_t step_bytes) {
  std::uint64_t bytes = 0;
  co_return co_await apply_steps(loop, log, builder, until, step_bytes, &bytes);
}

async::Task<Result<State>> load_newest_snapshot(async::Loop& loop, MetadataLog& log,
                                                store::ObjectStore& store,
                                                async::Deadline deadline) {
  RF_CO_TRY_ASSIGN(const std::optional<SnapshotPointer> pointer, co_await log.snapshot_pointer());
  if (!pointer) co_return State(Mode::kFull);
  co_return co_await read_snapshot(loop, store, *pointer, Mode::kFull, deadline);
}

async::Task<Result<Loaded>> load_state(async::Loop& loop, MetadataLog& log,
                                       store::ObjectStore& store, std::size_t step_bytes,
                                       async::Deadline deadline) {
  RF_CO_TRY_ASSIGN(State state, co_await load_newest_snapshot(loop, log, store, deadline));
  Loaded loaded{std::move(state), LogSequence(0), 0};
  loaded.snapshot = loaded.state.position().sequence;
  RF_CO_TRY(co_await apply_log(loop, log, loaded.state, kWholeLog, step_bytes, &loaded.log_bytes));
  co_return std::move(loaded);
}

}  // namespace ringfence::meta
