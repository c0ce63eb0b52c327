#include "metadata/state/builder.h"

#include <fmt/format.h>

#include "base/deliberate_bugs.h"
#include "metadata/state/decide.h"

namespace ringfence::meta {
namespace {

Result<void> check_chain(const LogPosition& position, const RecordHeader& header) {
  if (header.shard != kFirstShard) {
    return Error(ErrorCode::kUnsupported, fmt::format("record of shard {}", header.shard.value));
  }
  if (header.sequence != position.sequence.next()) {
    return Error(ErrorCode::kCorrupt, fmt::format("record {} does not follow record {}",
                                                  header.sequence.value, position.sequence.value));
  }
  if (header.previous != position.hash) {
    return Error(ErrorCode::kCorrupt,
                 fmt::format("record {} does not chain onto the state", header.sequence.value));
  }
  return {};
}

}  // namespace

Result<LogPosition> apply_record(State& state, const Record& record) {
  RF_TRY(check_chain(state.position(), record.header));
  for (const Decision& decision : record.decisions) evolve(state, decision);
  state.set_position({.sequence = record.header.sequence, .hash = record.hash});
  return state.position();
}

Result<LogPosition> apply_record(State& state, bytes::ByteSpan blob) {
  RF_TRY_ASSIGN(const Record record, parse_record(blob));
  return apply_record(state, record);
}

Result<LogPosition> StateBuilder::apply(bytes::ByteSpan blob) {
  RF_TRY_ASSIGN(Record record, parse_record(blob));
  if (deliberate_bug(DeliberateBug::kSnapshotOffByOne)) {
    // One record behind what the state claims: the newest decisions wait for the next record.
    RF_TRY(check_chain(state_.position(), record.header));
    for (const Decision& decision : late_) evolve(state_, decision);
    late_ = std::move(record.decisions);
    state_.set_position({.sequence = record.header.sequence, .hash = record.hash});
    return state_.position();
  }
  return apply_record(state_, record);
}

}  // namespace ringfence::meta
