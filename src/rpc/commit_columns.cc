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

// Raw columns: the accessors of protobuf's repeated fields are calls into its library.
Result<void> entries_from(const proto::CommitObject& in, std::vector<meta::CommitEntry>& out) {
  const auto count = static_cast<std::size_t>(in.partitions_size());
  const std::uint32_t* partitions = in.partitions().data();
  const std::uint32_t* record_counts = in.record_counts().data();
  const std::uint32_t* byte_lengths = in.byte_lengths().data();
  const std::int64_t* position_deltas = in.position_deltas().data();
  const std::int64_t* timestamp_deltas = in.timestamp_deltas().data();
  out.resize(count);
  std::uint64_t end = 0;
  std::uint64_t timestamp = 0;
  for (std::size_t i = 0; i < count; ++i) {
    meta::CommitEntry& entry = out[i];
    if (partitions[i] > INT32_MAX || record_counts[i] > INT32_MAX)
      return bad("number out of range");
    entry.partition = PartitionIndex(static_cast<std::int32_t>(partitions[i]));
    entry.record_count = static_cast<std::int32_t>(record_counts[i]);
    entry.byte_length = byte_lengths[i];
    entry.position = sum(position_deltas[i], end);
    end = entry.position + entry.byte_length;
    timestamp = sum(timestamp_deltas[i], timestamp);
    entry.max_timestamp = UnixMillis{static_cast<std::int64_t>(timestamp)};
  }
  return {};
}

Result<void> producers_from(const proto::CommitObject& in, std::vector<meta::CommitEntry>& out) {
  const auto count = static_cast<std::size_t>(in.producer_ids_size());  // all, or none has one
  const std::int64_t* ids = in.producer_ids().data();
  const std::int32_t* epochs = in.producer_epochs().data();
  const std::int32_t* sequences = in.base_sequences().data();
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::in_range<std::int16_t>(epochs[i])) return bad("producer epoch out of range");
    out[i].producer_id = ProducerId(ids[i]);
    out[i].producer_epoch = ProducerEpoch(static_cast<std::int16_t>(epochs[i]));
    out[i].base_sequence = sequences[i];
  }
  return {};
}

// A column of `count` values to be filled in.
template <class Field>
auto* column(Field* field, std::size_t count) {
  field->Resize(static_cast<int>(count), 0);
  return field->mutable_data();
}

void entries_to(const std::vector<meta::CommitEntry>& entries, proto::CommitObject& out) {
  const std::size_t count = entries.size();
  auto* partitions = column(out.mutable_partitions(), count);
  auto* record_counts = column(out.mutable_record_counts(), count);
  auto* byte_lengths = column(out.mutable_byte_lengths(), count);
  auto* position_deltas = column(out.mutable_position_deltas(), count);
  auto* timestamp_deltas = column(out.mutable_timestamp_deltas(), count);
  std::uint64_t end = 0;
  std::uint64_t timestamp = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const meta::CommitEntry& entry = entries[i];
    partitions[i] = static_cast<std::uint32_t>(entry.partition.value);
    record_counts[i] = static_cast<std::uint32_t>(entry.record_count);
    byte_lengths[i] = entry.byte_length;
    position_deltas[i] = difference(entry.position, end);
    end = entry.position + entry.byte_length;
    const auto time = static_cast<std::uint64_t>(entry.max_timestamp.ms);
    timestamp_deltas[i] = difference(time, timestamp);
    timestamp = time;
  }
}

void producers_to(const std::vector<meta::CommitEntry>& entries, proto::CommitObject& out) {
  const std::size_t count = entries.size();
  auto* ids = column(out.mutable_producer_ids(), count);
  auto* epochs = column(out.mutable_producer_epochs(), count);
  auto* sequences = column(out.mutable_base_sequences(), count);
  for (std::size_t i = 0; i < count; ++i) {
    ids[i] = entries[i].producer_id.value;
    epochs[i] = entries[i].producer_epoch.value;
    sequences[i] = entries[i].base_sequence;
  }
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
  entries_to(commit.entries, out);
  if (any_producer(commit)) producers_to(commit.entries, out);
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
  RF_TRY(producers_from(in, commit.entries));
  return commit;
}

void commit_result_to_proto(const meta::CommitAnswer& answer, proto::CommitResult& out) {
  out.set_repeated(answer.repeated);
  if (answer.results == nullptr) return;
  const std::vector<meta::EntryResult>& results = *answer.results;
  const std::size_t count = results.size();
  auto* offsets = column(out.mutable_base_offsets(), count);
  auto* timestamps = column(out.mutable_timestamp_deltas(), count);
  bool any_error = false;
  std::uint64_t timestamp = 0;
  for (std::size_t i = 0; i < count; ++i) {
    any_error = any_error || results[i].error != meta::DecideError::kNone;
    offsets[i] = results[i].base_offset.value;
    const auto time = static_cast<std::uint64_t>(results[i].max_timestamp.ms);
    timestamps[i] = difference(time, timestamp);
    timestamp = time;
  }
  if (!any_error) return;
  auto* errors = column(out.mutable_errors(), count);
  for (std::size_t i = 0; i < count; ++i) errors[i] = static_cast<std::uint32_t>(results[i].error);
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
