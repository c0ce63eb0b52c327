// The hot messages: commits and their results as columns.
#include <cstring>
#include <limits>
#include <utility>

#include "rpc/proto_convert.h"

namespace ringfence::rpc {
namespace {

constexpr std::size_t kIdBytes = 16;

Error bad(std::string what) {
  return Error(ErrorCode::kCorrupt, "rpc frame: commit: " + std::move(what));
}

// Differences wrap around, so that any two values have one.
std::int64_t difference(std::uint64_t value, std::uint64_t before) {
  return static_cast<std::int64_t>(value - before);
}
std::uint64_t sum(std::int64_t delta, std::uint64_t before) {
  return static_cast<std::uint64_t>(delta) + before;
}

bool any_producer(const meta::CommitObject& commit) {
  for (const meta::CommitEntry& entry : commit.entries)
    if (entry.producer_id != kNoProducerId || entry.producer_epoch != kNoProducerEpoch ||
        entry.base_sequence != -1)
      return true;
  return false;
}

// All columns of equal length, and within the limits, before anything is allocated.
Result<void> check_columns(const proto::CommitObject& in) {
  const int count = in.partitions_size();
  if (static_cast<std::size_t>(count) > meta::kCommitEntriesMax) return bad("too many batches");
  const int producers = in.producer_ids_size();
  if (in.record_counts_size() != count || in.byte_lengths_size() != count ||
      in.position_deltas_size() != count || in.timestamp_deltas_size() != count ||
      (producers != count && producers != 0) || in.producer_epochs_size() != producers ||
      in.base_sequences_size() != producers)
    return bad("columns of different lengths");
  if (in.topic_ids().size() != kIdBytes * static_cast<std::size_t>(in.topic_entries_size()))
    return bad("topic ids and counts of different lengths");
  std::uint64_t total = 0;
  for (const std::uint32_t entries : in.topic_entries()) total += entries;
  if (total != static_cast<std::uint64_t>(count)) return bad("topic counts do not add up");
  return {};
}

Result<void> entries_from(const proto::CommitObject& in, std::vector<meta::CommitEntry>& out) {
  const int count = in.partitions_size();
  const bool producers = in.producer_ids_size() > 0;
  out.resize(static_cast<std::size_t>(count));
  std::uint64_t end = 0;
  std::uint64_t timestamp = 0;
  for (int i = 0; i < count; ++i) {
    meta::CommitEntry& entry = out[static_cast<std::size_t>(i)];
    if (in.partitions(i) > INT32_MAX || in.record_counts(i) > INT32_MAX)
      return bad("number out of range");
    entry.partition = PartitionIndex(static_cast<std::int32_t>(in.partitions(i)));
    entry.record_count = static_cast<std::int32_t>(in.record_counts(i));
    entry.byte_length = in.byte_lengths(i);
    entry.position = sum(in.position_deltas(i), end);
    end = entry.position + entry.byte_length;
    timestamp = sum(in.timestamp_deltas(i), timestamp);
    entry.max_timestamp = UnixMillis{static_cast<std::int64_t>(timestamp)};
    if (!producers) continue;
    entry.producer_id = ProducerId(in.producer_ids(i));
    if (!std::in_range<std::int16_t>(in.producer_epochs(i)))
      return bad("producer epoch out of range");
    entry.producer_epoch = ProducerEpoch(static_cast<std::int16_t>(in.producer_epochs(i)));
    entry.base_sequence = in.base_sequences(i);
  }
  return {};
}

}  // namespace

void commit_to_proto(const meta::CommitObject& commit, proto::CommitObject& out) {
  out.set_session(commit.session.value);
  out.set_counter(commit.counter.value);
  out.set_lowest_wanted(commit.lowest_wanted.value);
  out.set_object_id(id_bytes(commit.object));
  out.set_object_size(commit.object_size);
  std::string& ids = *out.mutable_topic_ids();
  for (const meta::CommitTopic& topic : commit.topics) {
    ids.append(reinterpret_cast<const char*>(topic.topic.bytes.data()), kIdBytes);
    out.add_topic_entries(topic.entry_count);
  }
  const int count = static_cast<int>(commit.entries.size());
  const bool producers = any_producer(commit);
  out.mutable_partitions()->Reserve(count);
  out.mutable_record_counts()->Reserve(count);
  out.mutable_byte_lengths()->Reserve(count);
  out.mutable_position_deltas()->Reserve(count);
  out.mutable_timestamp_deltas()->Reserve(count);
  std::uint64_t end = 0;
  std::uint64_t timestamp = 0;
  for (const meta::CommitEntry& entry : commit.entries) {
    out.add_partitions(static_cast<std::uint32_t>(entry.partition.value));
    out.add_record_counts(static_cast<std::uint32_t>(entry.record_count));
    out.add_byte_lengths(entry.byte_length);
    out.add_position_deltas(difference(entry.position, end));
    end = entry.position + entry.byte_length;
    const auto time = static_cast<std::uint64_t>(entry.max_timestamp.ms);
    out.add_timestamp_deltas(difference(time, timestamp));
    timestamp = time;
    if (!producers) continue;
    out.add_producer_ids(entry.producer_id.value);
    out.add_producer_epochs(entry.producer_epoch.value);
    out.add_base_sequences(entry.base_sequence);
  }
}

Result<meta::CommitObject> commit_from_proto(const proto::CommitObject& in) {
  RF_TRY(check_columns(in));
  meta::CommitObject commit;
  commit.session = SessionId(in.session());
  commit.counter = FlushCounter(in.counter());
  commit.lowest_wanted = FlushCounter(in.lowest_wanted());
  RF_TRY(id_from(in.object_id(), "object_id", commit.object));
  commit.object_size = in.object_size();
  commit.topics.resize(static_cast<std::size_t>(in.topic_entries_size()));
  for (std::size_t i = 0; i < commit.topics.size(); ++i) {
    std::memcpy(commit.topics[i].topic.bytes.data(), in.topic_ids().data() + i * kIdBytes,
                kIdBytes);
    commit.topics[i].entry_count = in.topic_entries(static_cast<int>(i));
  }
  RF_TRY(entries_from(in, commit.entries));
  return commit;
}

void commit_result_to_proto(const meta::CommitAnswer& answer, proto::CommitResult& out) {
  out.set_repeated(answer.repeated);
  if (answer.results == nullptr) return;
  bool any_error = false;
  for (const meta::EntryResult& result : *answer.results)
    any_error = any_error || result.error != meta::DecideError::kNone;
  std::uint64_t timestamp = 0;
  for (const meta::EntryResult& result : *answer.results) {
    if (any_error) out.add_errors(static_cast<std::uint32_t>(result.error));
    out.add_base_offsets(result.base_offset.value);
    const auto time = static_cast<std::uint64_t>(result.max_timestamp.ms);
    out.add_timestamp_deltas(difference(time, timestamp));
    timestamp = time;
  }
}

Result<meta::CommitAnswer> commit_result_from_proto(const proto::CommitResult& in) {
  const int count = in.base_offsets_size();
  if (in.timestamp_deltas_size() != count || (in.errors_size() != count && in.errors_size() != 0))
    return bad("result columns of different lengths");
  auto results = std::make_shared<std::vector<meta::EntryResult>>(static_cast<std::size_t>(count));
  std::uint64_t timestamp = 0;
  for (int i = 0; i < count; ++i) {
    meta::EntryResult& result = (*results)[static_cast<std::size_t>(i)];
    if (in.errors_size() > 0) {
      if (in.errors(i) >= static_cast<std::uint32_t>(meta::DecideError::kCount))
        return bad("unknown refusal " + std::to_string(in.errors(i)));
      result.error = static_cast<meta::DecideError>(in.errors(i));
    }
    result.base_offset = Offset(in.base_offsets(i));
    timestamp = sum(in.timestamp_deltas(i), timestamp);
    result.max_timestamp = UnixMillis{static_cast<std::int64_t>(timestamp)};
  }
  return meta::CommitAnswer{std::move(results), in.repeated()};
}

}  // namespace ringfence::rpc
