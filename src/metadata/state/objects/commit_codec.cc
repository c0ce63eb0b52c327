// The body of an ObjectCommitted decision: most of what the log holds, so it is packed tightly.
#include "metadata/state/codec.h"

namespace ringfence::meta {
namespace {

// Flags of an entry: what follows it. Anything implied by the entry before is left out.
constexpr std::uint8_t kNewPartition = 1;  // partition delta
constexpr std::uint8_t kIdempotent = 2;    // producer id, epoch, base sequence
constexpr std::uint8_t kNewPosition = 4;   // absolute position
constexpr std::uint8_t kNewOffset = 8;     // base offset
constexpr std::uint8_t kNotAccepted = 16;  // error
constexpr std::uint8_t kKnownFlags = 31;

// Sums wrap: they are undone by the same wrapping sums when reading.
std::int64_t wrapping_add(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t wrapping_sub(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

// What the next entry is expected to be, from those before.
struct Expected {
  std::int32_t partition = 0;
  std::uint64_t position = 0;
  std::int64_t offset = -1;  // -1: unknown, write it
  std::int64_t timestamp_ms = 0;
  std::int64_t producer_id = 0;

  void advance(const CommitEntry& entry, const EntryResult& result) {
    partition = entry.partition.value;
    position = entry.position + entry.byte_length;
    timestamp_ms = entry.max_timestamp.ms;
    if (entry.producer_id != kNoProducerId) producer_id = entry.producer_id.value;
    if (result.error == DecideError::kNone) {
      offset = result.base_offset.value + entry.record_count;
    }
  }
};

bool has_offset(DecideError error) {
  return error == DecideError::kNone || error == DecideError::kDuplicate;
}

void write_entry(bytes::Writer& out, Expected& expected, const CommitEntry& entry,
                 const EntryResult& result) {
  const bool new_partition = entry.partition.value != expected.partition;
  const bool idempotent = entry.producer_id != kNoProducerId;
  const bool new_position = entry.position != expected.position;
  if (new_partition) expected.offset = -1;
  const bool new_offset = has_offset(result.error) && result.base_offset.value != expected.offset;
  const bool refused = result.error != DecideError::kNone;
  out.u8(static_cast<std::uint8_t>((new_partition ? kNewPartition : 0) |
                                   (idempotent ? kIdempotent : 0) |
                                   (new_position ? kNewPosition : 0) |
                                   (new_offset ? kNewOffset : 0) | (refused ? kNotAccepted : 0)));
  if (new_partition) {
    out.uvarint(static_cast<std::uint32_t>(entry.partition.value - expected.partition));
  }
  out.uvarint(static_cast<std::uint32_t>(entry.record_count));
  out.uvarint(entry.byte_length);
  if (new_position) out.uvarint(entry.position);
  out.varlong(wrapping_sub(entry.max_timestamp.ms, expected.timestamp_ms));
  if (idempotent) {
    out.varlong(wrapping_sub(entry.producer_id.value, expected.producer_id));
    out.uvarint(static_cast<std::uint16_t>(entry.producer_epoch.value));
    out.uvarint(static_cast<std::uint32_t>(entry.base_sequence));
  }
  if (refused) out.u8(static_cast<std::uint8_t>(result.error));
  if (new_offset) out.uvarint(static_cast<std::uint64_t>(result.base_offset.value));
  if (result.error == DecideError::kDuplicate) {
    out.varlong(wrapping_sub(result.max_timestamp.ms, entry.max_timestamp.ms));
  }
  expected.advance(entry, result);
}

void read_producer(bytes::Reader& in, const Expected& expected, CommitEntry& entry) {
  entry.producer_id = ProducerId(wrapping_add(expected.producer_id, in.varlong()));
  entry.producer_epoch =
      ProducerEpoch(static_cast<std::int16_t>(read_bounded(in, INT16_MAX, "epoch out of range")));
  entry.base_sequence =
      static_cast<std::int32_t>(read_bounded(in, INT32_MAX, "sequence out of range"));
  if (entry.producer_id.value < 0) in.fail("producer id is negative");
}

void read_result(bytes::Reader& in, std::uint8_t flags, std::int64_t expected_offset,
                 const CommitEntry& entry, EntryResult& result) {
  if ((flags & kNotAccepted) != 0) {
    const std::uint8_t error = in.u8();
    if (error == 0 || error >= static_cast<std::uint8_t>(DecideError::kCount)) {
      in.fail("unknown result of an entry");
      return;
    }
    result.error = static_cast<DecideError>(error);
  }
  if (!has_offset(result.error)) {
    if ((flags & kNewOffset) != 0) in.fail("an offset on a refused entry");
    return;
  }
  std::int64_t offset = expected_offset;
  if ((flags & kNewOffset) != 0) {
    offset = static_cast<std::int64_t>(read_bounded(in, INT64_MAX, "offset out of range"));
  }
  if (offset < 0 || offset > INT64_MAX - entry.record_count) in.fail("offset out of range");
  result.base_offset = Offset(offset);
  result.max_timestamp = entry.max_timestamp;
  if (result.error == DecideError::kDuplicate) {
    result.max_timestamp = UnixMillis{wrapping_add(entry.max_timestamp.ms, in.varlong())};
  }
}

void read_entry(bytes::Reader& in, Expected& expected, CommitEntry& entry, EntryResult& result) {
  const std::uint8_t flags = in.u8();
  if ((flags & ~kKnownFlags) != 0) in.fail("unknown flag of an entry");
  std::int32_t partition = expected.partition;
  if ((flags & kNewPartition) != 0) {
    partition += static_cast<std::int32_t>(
        read_bounded(in, static_cast<std::uint64_t>(INT32_MAX - partition), "partition too large"));
    expected.offset = -1;
  }
  entry.partition = PartitionIndex(partition);
  entry.record_count =
      static_cast<std::int32_t>(read_bounded(in, INT32_MAX, "record count out of range"));
  entry.byte_length =
      static_cast<std::uint32_t>(read_bounded(in, UINT32_MAX, "batch length out of range"));
  if (entry.record_count == 0) in.fail("an entry without records");
  entry.position = (flags & kNewPosition) != 0 ? in.uvarlong() : expected.position;
  entry.max_timestamp = UnixMillis{wrapping_add(expected.timestamp_ms, in.varlong())};
  if ((flags & kIdempotent) != 0) read_producer(in, expected, entry);
  read_result(in, flags, expected.offset, entry, result);
  expected.advance(entry, result);
}

}  // namespace

void write_object_committed(bytes::Writer& out, const ObjectCommitted& decision, UnixMillis time) {
  const CommitObject& commit = decision.commit;
  out.uvarint(commit.session.value);
  out.uvarint(commit.counter.value);
  out.uvarint(commit.lowest_wanted.value);
  out.uuid(commit.object);
  out.uvarint(commit.object_size);
  out.uvarint(commit.topics.size());
  out.uvarint(commit.entries.size());
  Expected expected{.timestamp_ms = time.ms};
  std::size_t next = 0;
  for (const CommitTopic& topic : commit.topics) {
    out.uuid(topic.topic);
    out.uvarint(topic.entry_count);
    expected.partition = 0;
    expected.offset = -1;
    for (const std::size_t end = next + topic.entry_count; next < end; ++next) {
      write_entry(out, expected, commit.entries[next], (*decision.results)[next]);
    }
  }
}

ObjectCommitted read_object_committed(bytes::Reader& in, UnixMillis time) {
  ObjectCommitted decision;
  CommitObject& commit = decision.commit;
  commit.session = SessionId(in.uvarlong());
  commit.counter = FlushCounter(in.uvarlong());
  commit.lowest_wanted = FlushCounter(in.uvarlong());
  commit.object = in.uuid();
  if (commit.object.is_zero()) in.fail("object id is zero");
  commit.object_size = in.uvarlong();
  const std::uint64_t topics = read_bounded(in, kCommitEntriesMax, "too many topics");
  const std::uint64_t entries = read_bounded(in, kCommitEntriesMax, "too many entries");
  commit.topics.resize(in.count(topics, 17, sizeof(CommitTopic)));
  commit.entries.resize(in.count(entries, 4, sizeof(CommitEntry) + sizeof(EntryResult)));
  auto results = std::make_shared<std::vector<EntryResult>>(commit.entries.size());
  Expected expected{.timestamp_ms = time.ms};
  std::size_t next = 0;
  for (CommitTopic& topic : commit.topics) {
    topic.topic = in.uuid();
    topic.entry_count = static_cast<std::uint32_t>(
        read_bounded(in, commit.entries.size() - next, "more entries than announced"));
    expected.partition = 0;
    expected.offset = -1;
    for (const std::size_t end = next + topic.entry_count; next < end && in.ok(); ++next) {
      read_entry(in, expected, commit.entries[next], (*results)[next]);
    }
    if (!in.ok()) break;
  }
  if (in.ok() && next != commit.entries.size()) in.fail("fewer entries than announced");
  decision.results = std::move(results);
  return decision;
}

}  // namespace ringfence::meta
