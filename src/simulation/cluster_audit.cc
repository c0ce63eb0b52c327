// What only somebody who sees the whole cluster can judge: that the index refers to nothing that is
// not there (I11), and that every copy of the metadata is the same (I18).
#include <fmt/format.h>

#include <map>

#include "metadata/log/sqlite_log.h"
#include "metadata/service/loader.h"
#include "metadata/service/sequencer.h"
#include "metadata/state/snapshot.h"
#include "simulation/cluster.h"
#include "storage/object_format.h"
#include "storage/object_ids.h"

namespace ringfence::sim {

using async::Task;

namespace {

constexpr std::string_view kDangling = "I11-dangling";
constexpr std::string_view kHash = "I18-state-hash";

// Why a run of the index cannot be read from the bucket; empty: it can.
std::string problem_of_run(const meta::Run& run, const TopicPartition& partition,
                           const storage::ParsedObject& object) {
  for (const storage::SectionEntry& section : object.footer.sections) {
    if (section.partition != partition) continue;
    std::int64_t offsets = 0;
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < section.batch_count; ++i) {
      const storage::BatchEntry& batch = object.footer.batches[section.first_batch + i];
      if (batch.position < run.position || batch.position >= run.position + run.byte_length)
        continue;
      offsets += batch.facts.offset_count;
      bytes += batch.facts.byte_length;
    }
    if (bytes != run.byte_length)
      return fmt::format("batches of {} bytes where the index says {}", bytes, run.byte_length);
    if (offsets != std::int64_t{run.last_offset_delta} + 1)
      return fmt::format("{} offsets where the index says {}", offsets, run.last_offset_delta + 1);
    return {};
  }
  return "no section of this partition";
}

std::string short_hex(const meta::Digest& digest) {
  std::string out;
  for (int i = 0; i < 8; ++i) out += fmt::format("{:02x}", digest[static_cast<std::size_t>(i)]);
  return out;
}

}  // namespace

Task<void> Cluster::audit_objects() {
  const meta::State& state = sequencer_->sequencer().state_for_test();
  std::map<ObjectId, Result<storage::ParsedObject>> parsed;
  std::string problem;
  for (const meta::Topic* topic : state.topics()) {
    for (std::int32_t p = 0; p < topic->partition_count() && problem.empty(); ++p) {
      const TopicPartition partition{topic->id, PartitionIndex(p)};
      const auto view = state.find_partition(topic->id, partition.partition);
      std::int64_t next = view->log_start.value;
      for (const meta::Run& run : view->runs) {
        const ObjectId id = state.object(run).id;
        auto found = parsed.find(id);
        if (found == parsed.end()) {
          const bytes::Slice* data = bucket_.find(storage::object_key(id));
          found = parsed
                      .emplace(id, data == nullptr
                                       ? Result<storage::ParsedObject>(Error(ErrorCode::kNotFound))
                                       : storage::parse_object(data->span()))
                      .first;
        }
        std::string why = found->second ? problem_of_run(run, partition, *found->second)
                                        : found->second.error().to_string();
        if (why.empty() && run.base_offset != next)
          why = fmt::format("begins at offset {} where {} is due", run.base_offset, next);
        next = run.last().value + 1;
        if (!why.empty() && problem.empty())
          problem = fmt::format("object {}, offsets {} to {}: {}", id.to_hex(), run.base_offset,
                                run.last().value, why);
      }
      if (next != view->high_watermark.value && problem.empty())
        problem = fmt::format("the index ends at {}, the high watermark is {}", next,
                              view->high_watermark.value);
    }
  }
  recorder_.audit(std::string(kDangling), problem.empty(), problem);
  // Rule 6: whatever was sent again under a name was the same.
  const std::uint64_t different = bucket_.stats().different_bytes;
  recorder_.audit(
      "R6-different-bytes", different == 0,
      different == 0 ? "" : fmt::format("{} PUTs replaced an object by other bytes", different));
  co_return;
}

void Cluster::audit_replicas() {
  const meta::State& state = sequencer_->sequencer().state_for_test();
  const auto replayed =
      meta::parse_snapshot(meta::serialize_snapshot(state).flatten().span(), meta::Mode::kReplica);
  const std::string expected = replayed ? short_hex(meta::state_hash(*replayed)) : "unreadable";
  for (int i = 0; i < options_.agents; ++i) {
    const meta::State& replica = agents_[static_cast<std::size_t>(i)]->replica();
    // Housekeeping may have added a record that has not arrived yet.
    if (replica.position() != sequencer_->sequencer().durable()) continue;
    const std::string got = short_hex(meta::state_hash(replica));
    recorder_.audit(std::string(kHash), got == expected,
                    got == expected
                        ? ""
                        : fmt::format("replica of a{} at {}: {} instead of {}", i + 1,
                                      replica.position().sequence.value, got, expected));
  }
}

// Crashes the sequencer's machine and reads snapshot and log back: the same state at the same
// position.
Task<void> Cluster::audit_restart() {
  const meta::Digest before = sequencer_->sequencer().state_digest();
  const meta::LogPosition position = sequencer_->sequencer().durable();
  sequencer_->loop().kill();
  fabric_.kill(host(kSequencer), false);
  disk_.crash();
  co_await sequencer_->stop();
  sequencer_ = nullptr;
  async::SimLoop& loop = new_loop();
  auto store = bucket_.attach(loop);
  meta::SqliteLog log(loop, std::string(disk_.root()) + "metadata.db");
  std::string problem;
  const auto opened = co_await log.open(meta::kFirstShard);
  if (!opened) problem = "the log does not open: " + opened.error().to_string();
  if (opened) {
    auto loaded = co_await meta::load_state(loop, log, *store, 1 << 20,
                                            async::Deadline::after(loop, seconds(60)));
    if (!loaded) {
      problem = "the log does not load: " + loaded.error().to_string();
    } else if (loaded->state.position() != position) {
      problem = fmt::format("the log ends at {}, {} was durable",
                            loaded->state.position().sequence.value, position.sequence.value);
    } else if (meta::state_hash(loaded->state) != before) {
      problem = fmt::format("state {} instead of {} after a restart at {}",
                            short_hex(meta::state_hash(loaded->state)), short_hex(before),
                            position.sequence.value);
    }
  }
  (void)co_await log.close();
  recorder_.audit(std::string(kHash), problem.empty(), problem);
}

Task<void> Cluster::audit() {
  note_sequencer_failure();
  if (sequencer_ == nullptr || !sequencer_->serving() || !healthy()) {
    recorder_.audit("I19-no-progress", false, "the cluster is not healthy after the heal");
    co_return;
  }
  co_await audit_objects();
  audit_replicas();
  for (auto& agent : agents_) {
    co_await agent->stop();
    agent = nullptr;
  }
  state_hash_ = short_hex(meta::state_hash(sequencer_->sequencer().state_for_test()));
  co_await audit_restart();
}

}  // namespace ringfence::sim
