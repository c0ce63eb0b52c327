// Writing snapshots and the state hash. Reading is in snapshot_parser.cc.
#include "metadata/state/snapshot.h"

#include "base/deliberate_bugs.h"
#include "bytes/crc32c.h"
#include "metadata/state/codec.h"
#include "metadata/state/groups/group_codec.h"
#include "metadata/state/sha256.h"
#include "metadata/state/snapshot_format.h"

namespace ringfence::meta {
namespace {

// A section's body, collected in pieces so that a large one is never copied to grow.
class SectionBody {
 public:
  bytes::Writer& out() { return out_; }
  // Call between elements.
  void breathe() {
    if (out_.size() >= kPieceBytes) chain_.append(out_.finish());
  }
  bytes::Chain finish() {
    chain_.append(out_.finish());
    return std::move(chain_);
  }

 private:
  static constexpr std::size_t kPieceBytes = 1u << 20;
  bytes::Writer out_{64 * 1024};
  bytes::Chain chain_;
};

using TopicList = std::vector<const Topic*>;

bytes::Chain write_cluster(const State& state) {
  SectionBody body;
  body.out().u32(state.feature_level());
  return body.finish();
}

bytes::Chain write_topics(const TopicList& topics) {
  SectionBody body;
  body.out().uvarint(topics.size());
  for (const Topic* topic : topics) {
    body.out().uuid(topic->id);
    write_pair(body.out(), topic->name);
    write_token(body.out(), topic->collision_token);
    body.out().uvarint(topic->partitions.size());
    body.out().i16(topic->replication_factor);
    write_configs(body.out(), topic->configs);
    body.breathe();
  }
  return body.finish();
}

bytes::Chain write_objects(const ObjectTable& objects, const std::vector<std::uint32_t>& slots) {
  SectionBody body;
  body.out().uvarint(slots.size());
  for (const std::uint32_t slot : slots) {
    const ObjectInfo& object = objects.at(slot);
    body.out().uuid(object.id);
    body.out().uvarint(object.size_bytes);
    body.out().uvarint(object.session.value);
    body.out().uvarint(object.counter.value);
    body.breathe();
  }
  return body.finish();
}

void write_run(bytes::Writer& out, const Run& run, std::int64_t expected_offset,
               std::uint32_t object_index) {
  out.u8(kIndexEntryRun);
  out.uvarint(static_cast<std::uint64_t>(run.base_offset - expected_offset));
  out.uvarint(run.last_offset_delta);
  out.uvarint(run.record_count);
  out.uvarint(object_index);
  out.uvarint(run.position);
  out.uvarint(run.byte_length);
  out.varlong(run.max_timestamp_ms);
}

bytes::Chain write_index(const State& state, const TopicList& topics,
                         const std::vector<std::uint32_t>& object_slots) {
  std::vector<std::uint32_t> object_index;  // by slot
  for (std::uint32_t i = 0; i < object_slots.size(); ++i) {
    if (object_slots[i] >= object_index.size()) object_index.resize(object_slots[i] + 1);
    object_index[object_slots[i]] = i;
  }
  SectionBody body;
  for (const Topic* topic : topics) {
    for (const std::uint32_t slot : topic->partitions) {
      const Partition& partition = state.topic_table().partition(slot);
      body.out().uvarint(static_cast<std::uint64_t>(partition.log_start));
      body.out().uvarint(static_cast<std::uint64_t>(partition.log_end - partition.log_start));
      body.out().uvarint(partition.runs.size());
      std::int64_t expected = 0;
      for (const Run& run : partition.runs) {
        write_run(body.out(), run, expected, object_index[run.object]);
        expected = run.base_offset + run.last_offset_delta + 1;
        body.breathe();
      }
      body.breathe();
    }
  }
  return body.finish();
}

void write_results(bytes::Writer& out, const std::vector<EntryResult>& results) {
  out.uvarint(results.size());
  for (const EntryResult& result : results) {
    out.u8(static_cast<std::uint8_t>(result.error));
    out.varlong(result.base_offset.value);
    out.varlong(result.max_timestamp.ms);
  }
}

bytes::Chain write_sessions(const SessionTable& sessions) {
  SectionBody body;
  body.out().uvarint(sessions.next().value);
  body.out().uvarint(sessions.size());
  for (const Session* session : sessions.sorted()) {
    body.out().uvarint(session->id.value);
    body.out().i32(session->node.value);
    write_pair(body.out(), session->agent);
    write_blob(body.out(), session->endpoints);
    body.out().uvarint(session->last_counter.value);
    body.out().uvarint(session->results.size());
    for (const StoredResult& stored : session->results) {
      body.out().uvarint(stored.counter.value);
      write_results(body.out(), *stored.results);
      body.breathe();
    }
  }
  return body.finish();
}

void write_producer(bytes::Writer& out, const ProducerEntry& entry) {
  const SequenceState& sequences = entry.sequences;
  out.uvarint(static_cast<std::uint64_t>(entry.producer_id));
  out.varlong(entry.last_used_ms);
  out.i16(sequences.epoch());
  out.u8(static_cast<std::uint8_t>(sequences.count()));
  for (std::size_t i = sequences.count(); i-- > 0;) {  // oldest first
    const RememberedBatch& batch = sequences.batch(i);
    out.uvarint(static_cast<std::uint32_t>(batch.first_sequence));
    out.uvarint(static_cast<std::uint32_t>(batch.last_sequence));
    out.uvarint(static_cast<std::uint64_t>(batch.base_offset));
    out.varlong(batch.max_timestamp_ms);
  }
}

// Partitions that have producers, as (topic number, partition, entries); ends with the number of
// topics.
void write_producer_entries(SectionBody& body, const State& state, const TopicList& topics) {
  const ProducerTable& producers = state.producer_table();
  const bool forget = deliberate_bug(DeliberateBug::kSnapshotWithoutProducers);
  for (std::size_t number = 0; number < topics.size() && !forget; ++number) {
    for (const std::uint32_t slot : topics[number]->partitions) {
      const Partition& partition = state.topic_table().partition(slot);
      if (partition.first_producer == kNoSlot) continue;
      const std::vector<std::uint32_t> entries = producers.sorted_entries(partition);
      body.out().uvarint(number);
      body.out().uvarint(static_cast<std::uint32_t>(partition.index));
      body.out().uvarint(entries.size());
      for (const std::uint32_t entry : entries) {
        write_producer(body.out(), producers.entry(entry));
        body.breathe();
      }
    }
  }
  body.out().uvarint(topics.size());
}

bytes::Chain write_producers(const State& state, const TopicList& topics) {
  const ProducerTable& producers = state.producer_table();
  SectionBody body;
  body.out().uvarint(static_cast<std::uint64_t>(producers.next_id()));
  const auto fences = producers.sorted_fences();
  body.out().uvarint(fences.size());
  for (const auto& [id, fence] : fences) {
    body.out().uvarint(static_cast<std::uint64_t>(id));
    body.out().i16(fence.epoch);
    body.out().varlong(fence.raised_ms);
    body.breathe();
  }
  write_producer_entries(body, state, topics);
  return body.finish();
}

bytes::Chain write_groups(const State& state) {
  SectionBody body;
  const std::vector<const Group*> groups = state.groups();
  body.out().uvarint(groups.size());
  for (const Group* group : groups) {
    write_group(body.out(), *group);
    body.breathe();
  }
  return body.finish();
}

void append_section(bytes::Chain& out, SectionTag tag, bytes::Chain body) {
  bytes::Writer header(kSectionHeaderBytes);
  header.u16(static_cast<std::uint16_t>(tag));
  header.u16(kSectionRequired);
  header.u64(body.size());
  out.append(header.finish());
  out.append(body);
}

bytes::Chain write_sections(const State& state) {
  const TopicList topics = state.topics();
  const std::vector<std::uint32_t> objects = state.object_table().sorted();
  bytes::Chain out;
  append_section(out, SectionTag::kCluster, write_cluster(state));
  append_section(out, SectionTag::kTopics, write_topics(topics));
  append_section(out, SectionTag::kObjects, write_objects(state.object_table(), objects));
  append_section(out, SectionTag::kIndex, write_index(state, topics, objects));
  if (state.mode() == Mode::kFull) {
    append_section(out, SectionTag::kSessions, write_sessions(state.session_table()));
    append_section(out, SectionTag::kProducers, write_producers(state, topics));
  }
  if (state.group_count() > 0 && !deliberate_bug(DeliberateBug::kSnapshotWithoutGroups))
    append_section(out, SectionTag::kGroups, write_groups(state));
  return out;
}

}  // namespace

bytes::Chain serialize_snapshot(const State& state) {
  bytes::Writer header(kSnapshotHeaderBytes);
  header.u32(kSnapshotMagic);
  header.u16(kSnapshotVersion);
  header.u32(0);  // compatible features
  header.u32(0);  // incompatible features
  header.u8(state.mode() == Mode::kFull ? 0 : 1);
  header.u32(kFirstShard.value);
  header.u64(state.position().sequence.value);
  write_digest(header, state.position().hash);
  bytes::Slice fixed = header.finish_flat();
  bytes::Writer check(4);
  check.u32(bytes::crc32c(fixed.span()));

  bytes::Chain out(std::move(fixed));
  out.append(check.finish());
  out.append(write_sections(state));
  Sha256 hash;
  hash.update(out);
  bytes::Writer tail(sizeof(Digest));
  write_digest(tail, hash.finish());
  out.append(tail.finish());
  return out;
}

Digest state_hash(const State& state) {
  Sha256 hash;
  hash.update(write_sections(state));
  return hash.finish();
}

}  // namespace ringfence::meta
