// Reading snapshots. The bytes come from a bucket: nothing in them is believed before it is
// checked.
#include <fmt/format.h>

#include "bytes/crc32c.h"
#include "metadata/state/codec.h"
#include "metadata/state/groups/group_codec.h"
#include "metadata/state/sha256.h"
#include "metadata/state/snapshot.h"
#include "metadata/state/snapshot_format.h"

namespace ringfence::meta {

class SnapshotParser {
 public:
  explicit SnapshotParser(Mode mode) : state_(mode) {}

  Result<State> parse(bytes::ByteSpan bytes);

 private:
  Result<void> read_section(SectionTag tag, bytes::ByteSpan body);
  void read_cluster(bytes::Reader& in);
  void read_topics(bytes::Reader& in);
  void read_objects(bytes::Reader& in);
  void read_index(bytes::Reader& in);
  void read_partition(bytes::Reader& in, Partition& partition);
  void read_run(bytes::Reader& in, Partition& partition, std::int64_t& expected);
  void read_sessions(bytes::Reader& in);
  void read_session(bytes::Reader& in);
  void read_producers(bytes::Reader& in);
  void read_groups(bytes::Reader& in);
  void read_producer(bytes::Reader& in, std::uint32_t partition_slot);

  State state_;
  std::vector<TopicId> topic_ids_;      // in file order, which is ascending
  std::vector<std::uint32_t> objects_;  // slots, in file order
  std::size_t partitions_max_ = 0;      // no more than the bytes could describe
};

namespace {

struct SnapshotHeader {
  LogPosition position;
  Mode mode = Mode::kFull;
};

constexpr std::size_t kBodyStart = kSnapshotHeaderBytes + 4;

// A number that must fit a signed field.
std::int64_t read_signed(bytes::Reader& in, std::int64_t max, const char* what) {
  return static_cast<std::int64_t>(read_bounded(in, static_cast<std::uint64_t>(max), what));
}

Result<SnapshotHeader> read_header(bytes::ByteSpan bytes) {
  bytes::Reader in(bytes.first(std::min(bytes.size(), kBodyStart)));
  const std::uint32_t magic = in.u32();
  const std::uint16_t version = in.u16();
  (void)in.u32();  // compatible features: none matter to this build
  const std::uint32_t incompatible = in.u32();
  if (!in.ok() || magic != kSnapshotMagic) {
    return Error(ErrorCode::kCorrupt, "not a metadata snapshot");
  }
  if (version != kSnapshotVersion) {
    return Error(ErrorCode::kUnsupported, fmt::format("snapshot version {}; this build reads {}",
                                                      version, kSnapshotVersion));
  }
  if ((incompatible & ~kSnapshotKnownIncompatible) != 0) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("snapshot needs features {:#x}", incompatible));
  }
  SnapshotHeader header;
  const std::uint8_t mode = in.u8();
  if (mode > 1) in.fail("unknown mode");
  header.mode = mode == 0 ? Mode::kFull : Mode::kReplica;
  if (in.u32() != kFirstShard.value) in.fail("another shard");
  header.position.sequence = LogSequence(in.u64());
  header.position.hash = read_digest(in);
  const std::uint32_t check = in.u32();
  if (in.ok() && check != bytes::crc32c(bytes.first(kSnapshotHeaderBytes))) {
    in.fail("checksum of the header does not match");
  }
  if (!in.ok()) return corrupt(in, "snapshot header");
  return header;
}

std::vector<EntryResult> read_results(bytes::Reader& in) {
  const std::uint64_t claimed = read_bounded(in, kCommitEntriesMax, "too many results");
  std::vector<EntryResult> results(in.count(claimed, 3, sizeof(EntryResult)));
  for (EntryResult& result : results) {
    const std::uint8_t error = in.u8();
    if (error >= static_cast<std::uint8_t>(DecideError::kCount)) in.fail("unknown result");
    result.error = static_cast<DecideError>(error);
    result.base_offset = Offset(in.varlong());
    result.max_timestamp = UnixMillis{in.varlong()};
    if (!in.ok()) break;
  }
  return results;
}

}  // namespace

void SnapshotParser::read_cluster(bytes::Reader& in) {
  const std::uint32_t level = in.u32();
  if (level == 0) in.fail("feature level is zero");
  state_.feature_level_ = level;
}

void SnapshotParser::read_topics(bytes::Reader& in) {
  // A partition costs at least three bytes in the index section; its share of this budget is
  // checked there.
  const std::size_t count = in.count(in.uvarlong(), 16 + 34 + 32 + 4, sizeof(Topic));
  topic_ids_.reserve(count);
  std::size_t partitions = 0;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    Topic topic;
    topic.id = in.uuid();
    topic.name = read_pair(in);
    topic.collision_token = read_token(in);
    const auto wanted =
        static_cast<std::int32_t>(read_bounded(in, kPartitionsPerTopicMax, "too many partitions"));
    topic.replication_factor = in.i16();
    topic.configs = read_configs(in);
    partitions += static_cast<std::size_t>(wanted);
    if (wanted == 0) in.fail("a topic without partitions");
    if (partitions > partitions_max_) in.fail("more partitions than the index can describe");
    if (topic.id.is_zero() || (!topic_ids_.empty() && topic.id <= topic_ids_.back())) {
      in.fail("topic ids do not ascend");
    }
    if (state_.topics_.find_by_token(topic.name.token) != nullptr ||
        state_.topics_.find_by_collision_token(topic.collision_token) != nullptr) {
      in.fail("two topics with one token");
    }
    if (!in.ok()) return;
    topic_ids_.push_back(topic.id);
    state_.topics_.add(std::move(topic), wanted);
  }
}

void SnapshotParser::read_objects(bytes::Reader& in) {
  const std::size_t count = in.count(in.uvarlong(), 19, sizeof(ObjectInfo) + 64);
  objects_.reserve(count);
  ObjectId previous;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    ObjectInfo object;
    object.id = in.uuid();
    object.size_bytes = in.uvarlong();
    object.session = SessionId(in.uvarlong());
    object.counter = FlushCounter(in.uvarlong());
    if (object.id <= previous) in.fail("object ids do not ascend");
    if (!in.ok()) return;
    previous = object.id;
    objects_.push_back(state_.objects_.add(object));
  }
}

void SnapshotParser::read_run(bytes::Reader& in, Partition& partition, std::int64_t& expected) {
  const std::uint8_t type = in.u8();
  if (type != kIndexEntryRun) {
    in.fail("index entry of an unknown type");
    return;
  }
  Run run;
  run.base_offset =
      expected + read_signed(in, INT64_MAX - expected, "offset of a run out of range");
  run.last_offset_delta = static_cast<std::uint32_t>(read_bounded(in, UINT32_MAX, "run too long"));
  run.record_count = static_cast<std::uint32_t>(read_bounded(in, UINT32_MAX, "run too long"));
  const std::uint64_t object = in.uvarlong();
  if (object >= objects_.size()) in.fail("a run refers to an object that is not listed");
  run.position = in.uvarlong();
  run.byte_length = static_cast<std::uint32_t>(read_bounded(in, UINT32_MAX, "run too large"));
  run.max_timestamp_ms = in.varlong();
  if (run.base_offset > partition.log_end - 1 - run.last_offset_delta) {
    in.fail("a run lies beyond the log end");
  }
  if (!in.ok()) return;
  expected = run.base_offset + run.last_offset_delta + 1;
  run.object = objects_[object];
  state_.objects_.add_reference(run.object);
  partition.runs.push_back(run);
}

void SnapshotParser::read_partition(bytes::Reader& in, Partition& partition) {
  partition.log_start = read_signed(in, INT64_MAX, "log start out of range");
  partition.log_end = partition.log_start +
                      read_signed(in, INT64_MAX - partition.log_start, "log end out of range");
  const std::size_t count = in.count(in.uvarlong(), 8, sizeof(Run));
  partition.runs.reserve(count);
  std::int64_t expected = 0;
  for (std::size_t i = 0; i < count && in.ok(); ++i) read_run(in, partition, expected);
}

void SnapshotParser::read_index(bytes::Reader& in) {
  for (const TopicId& id : topic_ids_) {
    for (const std::uint32_t slot : state_.topics_.find(id)->partitions) {
      read_partition(in, state_.topics_.partition(slot));
      if (!in.ok()) return;
    }
  }
  for (const std::uint32_t object : objects_) state_.objects_.settle(object);
}

void SnapshotParser::read_session(bytes::Reader& in) {
  Session session;
  session.id = SessionId(in.uvarlong());
  session.node = NodeId(in.i32());
  session.agent = read_pair(in);
  session.endpoints = read_blob(in, kSealedBytesMax);
  session.last_counter = FlushCounter(in.uvarlong());
  const std::uint64_t stored = read_bounded(in, kSessionResultsMax, "too many stored results");
  FlushCounter previous;
  for (std::uint64_t i = 0; i < stored && in.ok(); ++i) {
    StoredResult result;
    result.counter = FlushCounter(in.uvarlong());
    if (result.counter <= previous || result.counter > session.last_counter) {
      in.fail("counters of stored results do not ascend");
    }
    previous = result.counter;
    result.results = std::make_shared<const std::vector<EntryResult>>(read_results(in));
    session.results.push_back(std::move(result));
  }
  const std::vector<const Session*> before = state_.sessions_.sorted();
  if (session.id.value == 0 || (!before.empty() && session.id <= before.back()->id)) {
    in.fail("session ids do not ascend");
  }
  if (in.ok()) state_.sessions_.add(std::move(session));
}

void SnapshotParser::read_sessions(bytes::Reader& in) {
  const SessionId next(in.uvarlong());
  const std::uint64_t count = read_bounded(in, kLiveSessionsMax, "too many sessions");
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) read_session(in);
  if (next < state_.sessions_.next()) in.fail("next session id is taken");
  state_.sessions_.restore_next(next);
}

void SnapshotParser::read_producer(bytes::Reader& in, std::uint32_t partition_slot) {
  const std::int64_t id = read_signed(in, INT64_MAX, "producer id out of range");
  const std::int64_t last_used_ms = in.varlong();
  const std::int16_t epoch = in.i16();
  const std::uint8_t count = in.u8();
  if (epoch < 0 || count == 0 || count > kRememberedBatches) in.fail("impossible producer state");
  if (state_.producers_.find(id, partition_slot) != nullptr) in.fail("a producer listed twice");
  SequenceState sequences;
  for (std::uint8_t i = 0; i < count && in.ok(); ++i) {
    RememberedBatch batch;
    batch.first_sequence =
        static_cast<std::int32_t>(read_signed(in, INT32_MAX, "sequence out of range"));
    batch.last_sequence =
        static_cast<std::int32_t>(read_signed(in, INT32_MAX, "sequence out of range"));
    batch.base_offset = read_signed(in, INT64_MAX, "offset out of range");
    batch.max_timestamp_ms = in.varlong();
    sequences.add(epoch, batch);
  }
  if (!in.ok()) return;
  ProducerEntry& entry = state_.producers_.touch(state_.topics_, id, partition_slot);
  entry.sequences = sequences;
  entry.last_used_ms = last_used_ms;
}

void SnapshotParser::read_producers(bytes::Reader& in) {
  const std::int64_t next = read_signed(in, INT64_MAX, "producer id out of range");
  state_.producers_.set_next_id(next);
  const std::size_t fences = in.count(in.uvarlong(), 4, 32);
  std::int64_t previous = -1;
  for (std::size_t i = 0; i < fences && in.ok(); ++i) {
    const std::int64_t id = read_signed(in, INT64_MAX, "producer id out of range");
    EpochFence fence;
    fence.epoch = in.i16();
    fence.raised_ms = in.varlong();
    if (id <= previous) in.fail("producer ids do not ascend");
    previous = id;
    state_.producers_.raise_fence(id, fence);
  }
  while (in.ok()) {
    const std::uint64_t topic = in.uvarlong();
    if (topic >= topic_ids_.size()) {
      if (topic > topic_ids_.size()) in.fail("producers of a topic that is not listed");
      return;
    }
    const auto partition = static_cast<std::int32_t>(
        read_bounded(in, kPartitionsPerTopicMax, "partition out of range"));
    const std::uint32_t slot = state_.topics_.slot(topic_ids_[topic], PartitionIndex(partition));
    if (slot == kNoSlot) {
      in.fail("producers of a partition that does not exist");
      return;
    }
    const std::size_t count = in.count(in.uvarlong(), 8, 0);
    for (std::size_t i = 0; i < count && in.ok(); ++i) read_producer(in, slot);
  }
}

void SnapshotParser::read_groups(bytes::Reader& in) {
  const std::uint64_t count = in.uvarlong();
  if (count == 0) in.fail("a section of groups without a group");
  Uuid previous;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) read_group(in, previous, state_.groups_);
}

Result<void> SnapshotParser::read_section(SectionTag tag, bytes::ByteSpan body) {
  const bool full = state_.mode() == Mode::kFull;
  if (!full && (tag == SectionTag::kSessions || tag == SectionTag::kProducers)) return {};
  bytes::Reader in(body);
  switch (tag) {
    case SectionTag::kCluster:
      read_cluster(in);
      break;
    case SectionTag::kTopics:
      read_topics(in);
      break;
    case SectionTag::kObjects:
      read_objects(in);
      break;
    case SectionTag::kIndex:
      read_index(in);
      break;
    case SectionTag::kSessions:
      read_sessions(in);
      break;
    case SectionTag::kProducers:
      read_producers(in);
      break;
    case SectionTag::kGroups:
      read_groups(in);
      break;
  }
  if (in.ok() && !in.at_end()) in.fail("bytes after the end of the section");
  if (!in.ok()) {
    return corrupt(in, fmt::format("snapshot section {}", static_cast<unsigned>(tag)).c_str());
  }
  return {};
}

Result<State> SnapshotParser::parse(bytes::ByteSpan bytes) {
  RF_TRY_ASSIGN(const SnapshotHeader header, read_header(bytes));
  if (state_.mode() == Mode::kFull && header.mode == Mode::kReplica) {
    return Error(ErrorCode::kInvalid, "a replica's snapshot does not hold a full state");
  }
  if (bytes.size() < kBodyStart + sizeof(Digest)) {
    return Error(ErrorCode::kCorrupt, "snapshot is cut off");
  }
  const bytes::ByteSpan digest = bytes.last(sizeof(Digest));
  const Digest computed = sha256(bytes.first(bytes.size() - sizeof(Digest)));
  if (std::memcmp(digest.data(), computed.data(), sizeof(Digest)) != 0) {
    return Error(ErrorCode::kCorrupt, "snapshot digest does not match its bytes");
  }
  partitions_max_ = bytes.size() / 3;
  const std::uint16_t last_required = static_cast<std::uint16_t>(
      header.mode == Mode::kFull ? SectionTag::kProducers : SectionTag::kIndex);
  bytes::Reader in(bytes.subspan(kBodyStart, bytes.size() - kBodyStart - sizeof(Digest)));
  std::uint16_t previous = 0;
  while (!in.at_end()) {
    const std::uint16_t tag = in.u16();
    const std::uint16_t flags = in.u16();
    const std::uint64_t length = in.u64();
    if (length > in.remaining()) in.fail("a section is cut off");
    if (!in.ok()) return corrupt(in, "snapshot");
    const bytes::ByteSpan body = in.span(static_cast<std::size_t>(length));
    const bool groups = tag == static_cast<std::uint16_t>(SectionTag::kGroups);
    const bool known =
        groups || (tag >= 1 && tag <= static_cast<std::uint16_t>(SectionTag::kProducers));
    if (!known && (flags & kSectionRequired) != 0) {
      return Error(ErrorCode::kUnsupported, fmt::format("snapshot section {} is unknown", tag));
    }
    // Groups come last, once, and may be missing.
    const bool in_order =
        groups ? previous >= last_required && previous < tag : tag == previous + 1;
    if (known && !in_order) {
      return Error(ErrorCode::kCorrupt, "snapshot sections are missing or out of order");
    }
    if (!known) continue;
    RF_TRY(read_section(static_cast<SectionTag>(tag), body));
    previous = tag;
  }
  if (previous < last_required) return Error(ErrorCode::kCorrupt, "snapshot sections are missing");
  state_.set_position(header.position);
  return std::move(state_);
}

Result<State> parse_snapshot(bytes::ByteSpan bytes, Mode mode) {
  return SnapshotParser(mode).parse(bytes);
}

Result<LogPosition> parse_snapshot_position(bytes::ByteSpan bytes) {
  RF_TRY_ASSIGN(const SnapshotHeader header, read_header(bytes));
  return header.position;
}

}  // namespace ringfence::meta
