// Committing a data object: the hot path. Each batch is judged on its own; what is accepted gets
// offsets.
#include <algorithm>
#include <array>

#include "base/deliberate_bugs.h"
#include "base/hash_map.h"
#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"
#include "metadata/state/producers/sequence_rules.h"

namespace ringfence::meta {
namespace {

bool entry_is_sound(const CommitEntry& entry, std::uint64_t object_size) {
  if (entry.partition.value < 0 || entry.record_count < 1 || entry.byte_length == 0) return false;
  if (entry.position > object_size || entry.byte_length > object_size - entry.position) {
    return false;
  }
  if (entry.producer_id == kNoProducerId) return true;
  return entry.producer_id.value >= 0 && entry.producer_epoch.value >= 0 &&
         entry.base_sequence >= 0;
}

// The shape that commands.h promises. A breach is a bug of the agent, so the whole commit is
// refused.
bool commit_is_sound(const CommitObject& commit) {
  if (commit.lowest_wanted > commit.counter || commit.object.is_zero() ||
      commit.entries.size() > kCommitEntriesMax) {
    return false;
  }
  std::size_t next = 0;
  const TopicId* previous_topic = nullptr;
  for (const CommitTopic& topic : commit.topics) {
    if (topic.entry_count > commit.entries.size() - next) return false;
    if (previous_topic != nullptr && !(*previous_topic < topic.topic)) return false;
    previous_topic = &topic.topic;
    for (std::size_t i = next; i < next + topic.entry_count; ++i) {
      if (!entry_is_sound(commit.entries[i], commit.object_size)) return false;
      if (i > next && commit.entries[i].partition < commit.entries[i - 1].partition) return false;
    }
    next += topic.entry_count;
  }
  return next == commit.entries.size();
}

// Sequence states as they will be once the entries judged so far are applied, for one partition.
// Made only when an object holds several batches of a partition.
class SequenceOverlay {
 public:
  const SequenceState* find(std::int64_t producer_id) const {
    const std::size_t i = index(producer_id);
    return i < states_.size() ? &states_[i].second : nullptr;
  }
  void add(std::int64_t producer_id, const SequenceState* known, std::int16_t epoch,
           const RememberedBatch& batch) {
    std::size_t i = index(producer_id);
    if (i == states_.size()) {
      states_.emplace_back(producer_id, known != nullptr ? *known : SequenceState{});
      if (states_.size() > kLinearMax) index_all();
    }
    states_[i].second.add(epoch, batch);
  }

 private:
  static constexpr std::size_t kLinearMax = 16;

  std::size_t index(std::int64_t producer_id) const {
    if (states_.size() > kLinearMax) {
      const auto found = by_id_.find(producer_id);
      return found == by_id_.end() ? states_.size() : found->second;
    }
    const auto found =
        std::ranges::find(states_, producer_id, &std::pair<std::int64_t, SequenceState>::first);
    return static_cast<std::size_t>(found - states_.begin());
  }
  void index_all() {
    for (std::size_t i = by_id_.size(); i < states_.size(); ++i) by_id_[states_[i].first] = i;
  }

  std::vector<std::pair<std::int64_t, SequenceState>> states_;
  HashMap<std::int64_t, std::size_t> by_id_;
};

// Judges the batches of one partition in their order.
class PartitionJudge {
 public:
  PartitionJudge(const ProducerTable& producers, std::uint32_t slot, std::int64_t log_end,
                 bool several)
      : producers_(producers), slot_(slot), log_end_(log_end), several_(several) {}

  EntryResult judge(const CommitEntry& entry) {
    if (log_end_ > INT64_MAX - entry.record_count) return {.error = DecideError::kPolicy};
    const bool idempotent = entry.producer_id != kNoProducerId;
    return idempotent ? judge_idempotent(entry) : accept(entry);
  }

 private:
  EntryResult accept(const CommitEntry& entry) {
    const std::int64_t base = log_end_;
    log_end_ += entry.record_count;
    return {.error = DecideError::kNone,
            .base_offset = Offset(base),
            .max_timestamp = entry.max_timestamp};
  }

  EntryResult judge_idempotent(const CommitEntry& entry) {
    const std::int64_t id = entry.producer_id.value;
    const SequenceState* known = several_ ? overlay_.find(id) : nullptr;
    if (known == nullptr) {
      const ProducerEntry* stored = producers_.find(id, slot_);
      if (stored != nullptr) known = &stored->sequences;
    }
    const std::int32_t last = advance_sequence(entry.base_sequence, entry.record_count - 1);
    const SequenceVerdict verdict = judge_batch(known, producers_.fence(id),
                                                {.epoch = entry.producer_epoch.value,
                                                 .first_sequence = entry.base_sequence,
                                                 .last_sequence = last});
    if (verdict.error == DecideError::kDuplicate) {
      const bool zero = deliberate_bug(DeliberateBug::kZeroOffsetDefault);
      return {.error = DecideError::kDuplicate,
              .base_offset = Offset(zero ? 0 : verdict.original.base_offset),
              .max_timestamp = UnixMillis{verdict.original.max_timestamp_ms}};
    }
    if (verdict.error != DecideError::kNone) return {.error = verdict.error};
    const EntryResult result = accept(entry);
    if (several_) {
      overlay_.add(id, known, entry.producer_epoch.value,
                   {.base_offset = result.base_offset.value,
                    .max_timestamp_ms = entry.max_timestamp.ms,
                    .first_sequence = entry.base_sequence,
                    .last_sequence = last});
    }
    return result;
  }

  const ProducerTable& producers_;
  std::uint32_t slot_;
  std::int64_t log_end_;
  bool several_;
  SequenceOverlay overlay_;
};

void judge_topic(const State& state, const TopicId& id, std::span<const CommitEntry> entries,
                 std::span<EntryResult> results) {
  const Topic* topic = state.find_topic(id);
  if (topic == nullptr) {
    for (EntryResult& result : results) result.error = DecideError::kUnknownTopic;
    return;
  }
  std::size_t first = 0;
  while (first < entries.size()) {
    const PartitionIndex partition = entries[first].partition;
    std::size_t end = first + 1;
    while (end < entries.size() && entries[end].partition == partition) ++end;
    if (partition.value >= topic->partition_count()) {
      for (; first < end; ++first) results[first].error = DecideError::kUnknownPartition;
      continue;
    }
    const std::uint32_t slot = topic->partitions[static_cast<std::size_t>(partition.value)];
    PartitionJudge judge(state.producer_table(), slot, state.topic_table().partition(slot).log_end,
                         end - first > 1);
    for (; first < end; ++first) results[first] = judge.judge(entries[first]);
  }
}

// What is known of (session, counter) already: a refusal, the stored results of a retry, or
// nothing.
std::optional<Outcome> judge_session(const State& state, const CommitObject& commit) {
  if (commit.counter.value == 0) return refuse(DecideError::kInvalidRequest);
  const Session* session = state.find_session(commit.session);
  if (session == nullptr) {
    const bool given = commit.session.value > 0 && commit.session < state.session_table().next();
    if (!given) return refuse(DecideError::kSessionUnknown);
    if (deliberate_bug(DeliberateBug::kAcceptEndedSession)) return std::nullopt;
    return refuse(DecideError::kSessionEnded);
  }
  if (commit.counter > session->last_counter) return std::nullopt;
  if (deliberate_bug(DeliberateBug::kForgetSessionResults)) return std::nullopt;
  const auto stored = std::ranges::find(session->results, commit.counter, &StoredResult::counter);
  if (stored == session->results.end()) return refuse(DecideError::kCounterTooOld);
  return Outcome{.error = DecideError::kNone,
                 .answer = CommitAnswer{.results = stored->results, .repeated = true},
                 .decision = std::nullopt};
}

}  // namespace

Outcome decide_commit(const State& state, const CommitObject& commit,
                      const DecideContext& context) {
  if (auto known = judge_session(state, commit)) return *std::move(known);
  if (!commit_is_sound(commit)) return refuse(DecideError::kInvalidRequest);
  const bool object_known = state.find_object(commit.object) != nullptr;
  if (object_known && !deliberate_bug(DeliberateBug::kForgetSessionResults)) {
    return refuse(DecideError::kInvalidRequest);  // object ids are never used twice
  }
  auto results = std::make_shared<std::vector<EntryResult>>(commit.entries.size());
  std::size_t next = 0;
  for (const CommitTopic& topic : commit.topics) {
    judge_topic(state, topic.topic, std::span(commit.entries).subspan(next, topic.entry_count),
                std::span(*results).subspan(next, topic.entry_count));
    next += topic.entry_count;
  }
  const EntryResults shared = std::move(results);
  return decided(context, ObjectCommitted{.commit = commit, .results = shared},
                 CommitAnswer{.results = shared, .repeated = false});
}

void Evolver::operator()(const ObjectCommitted& decision) {
  const CommitObject& commit = decision.commit;
  const std::uint32_t object = objects_.add({.id = commit.object,
                                             .size_bytes = commit.object_size,
                                             .session = commit.session,
                                             .counter = commit.counter});
  std::size_t next = 0;
  for (const CommitTopic& group : commit.topics) {
    const Topic* topic = topics_.find(group.topic);
    const std::size_t end = next + group.entry_count;
    for (; topic != nullptr && next < end; ++next) {
      const CommitEntry& entry = commit.entries[next];
      const EntryResult& result = (*decision.results)[next];
      if (result.error != DecideError::kNone) continue;
      if (entry.partition.value < 0 || entry.partition.value >= topic->partition_count()) continue;
      const std::uint32_t slot = topic->partitions[static_cast<std::size_t>(entry.partition.value)];
      append_batch(topics_.partition(slot), entry, result, object);
      if (full_) remember_batch(slot, entry, result);
    }
    next = end;
  }
  objects_.settle(object);
  if (full_) {
    sessions_.store_result(commit.session, commit.counter, commit.lowest_wanted, decision.results);
  }
}

// Extends the partition's last run when the batch follows it byte for byte in the same object.
void Evolver::append_batch(Partition& partition, const CommitEntry& entry,
                           const EntryResult& result, std::uint32_t object) {
  const auto count = static_cast<std::uint32_t>(entry.record_count);
  partition.log_end = result.base_offset.value + count;
  if (!partition.runs.empty()) {
    Run& run = partition.runs.back();
    const std::uint64_t length = std::uint64_t{run.byte_length} + entry.byte_length;
    const std::uint64_t last_delta = std::uint64_t{run.last_offset_delta} + count;
    if (run.object == object && run.position + run.byte_length == entry.position &&
        run.base_offset + run.last_offset_delta + 1 == result.base_offset.value &&
        length <= UINT32_MAX && last_delta <= UINT32_MAX) {
      run.byte_length = static_cast<std::uint32_t>(length);
      run.last_offset_delta = static_cast<std::uint32_t>(last_delta);
      run.record_count += count;
      run.max_timestamp_ms = std::max(run.max_timestamp_ms, entry.max_timestamp.ms);
      return;
    }
  }
  partition.runs.push_back({.base_offset = result.base_offset.value,
                            .max_timestamp_ms = entry.max_timestamp.ms,
                            .position = entry.position,
                            .byte_length = entry.byte_length,
                            .last_offset_delta = count - 1,
                            .record_count = count,
                            .object = object});
  objects_.add_reference(object);
}

void Evolver::remember_batch(std::uint32_t partition_slot, const CommitEntry& entry,
                             const EntryResult& result) {
  if (entry.producer_id == kNoProducerId) return;
  ProducerEntry& known = producers_.touch(topics_, entry.producer_id.value, partition_slot);
  known.last_used_ms = time_.ms;
  known.sequences.add(
      entry.producer_epoch.value,
      {.base_offset = result.base_offset.value,
       .max_timestamp_ms = entry.max_timestamp.ms,
       .first_sequence = entry.base_sequence,
       .last_sequence = advance_sequence(entry.base_sequence, entry.record_count - 1)});
}

}  // namespace ringfence::meta
