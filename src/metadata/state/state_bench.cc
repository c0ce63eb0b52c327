// How many batches a second the state machine takes on one core: commits of 1,000 entries over
// 10,000 partitions (100 topics), 1,000 idempotent producers on 100 partitions each, 1% duplicates.
// Prints nanoseconds per batch for each step and batches a second for what a leader does (decide,
// evolve, encode with digest) and what a replica does (digest, decode, evolve). The whole sequencer
// with its log is measured by bench/.
//   metadata_state_bench [COMMITS]
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "metadata/state/builder.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

constexpr std::int32_t kTopics = 100;
constexpr std::int32_t kPartitionsPerTopic = 100;
constexpr std::int64_t kProducers = 1000;
constexpr std::int64_t kPartitionsPerProducer = 100;
constexpr std::size_t kEntries = 1000;

// Each entry: a producer, one of its partitions (any of all 10,000), its next sequence.
class Load {
 public:
  Load(std::vector<TopicId> topics, SessionId session)
      : topics_(std::move(topics)),
        session_(session),
        next_(static_cast<std::size_t>(kProducers * kPartitionsPerProducer)) {
    std::ranges::sort(topics_);
  }

  CommitObject next() {
    std::vector<std::pair<std::int64_t, test::Batch>> picks;  // global partition, batch
    while (picks.size() < kEntries) {
      const auto producer = static_cast<std::int64_t>(random_.below(kProducers));
      const auto nth = static_cast<std::int64_t>(random_.below(kPartitionsPerProducer));
      std::int32_t& sequence =
          next_[static_cast<std::size_t>(producer * kPartitionsPerProducer + nth)];
      const bool duplicate = sequence > 0 && random_.chance(0.01);
      const std::int64_t partition =
          (producer * 7919 + nth * 101) % (kTopics * kPartitionsPerTopic);
      picks.emplace_back(
          partition,
          test::Batch{.partition = static_cast<std::int32_t>(partition % kPartitionsPerTopic),
                      .count = 10,
                      .producer = producer + 1,
                      .epoch = 0,
                      .sequence = duplicate ? sequence - 10 : sequence,
                      .timestamp_ms = 1'700'000'000'000 + static_cast<std::int64_t>(counter_)});
      if (!duplicate) sequence += 10;
    }
    // Batches of one producer and partition keep their order: by sequence, repeats behind.
    std::ranges::sort(picks, {}, [](const auto& pick) {
      return std::tuple(pick.first, pick.second.producer, pick.second.sequence);
    });
    std::vector<std::pair<TopicId, std::vector<test::Batch>>> grouped;
    std::int64_t topic = -1;
    for (const auto& [partition, batch] : picks) {
      if (partition / kPartitionsPerTopic != topic) {
        topic = partition / kPartitionsPerTopic;
        grouped.emplace_back(topics_[static_cast<std::size_t>(topic)], std::vector<test::Batch>{});
      }
      grouped.back().second.push_back(batch);
    }
    CommitObject commit = test::commit_of(session_, ++counter_, grouped);
    commit.lowest_wanted = FlushCounter(counter_ > 4 ? counter_ - 4 : 1);
    return commit;
  }

 private:
  std::vector<TopicId> topics_;
  SessionId session_;
  std::vector<std::int32_t> next_;
  std::uint64_t counter_ = 0;
  Random random_{42};
};

// CPU time of the process, so that other work on the machine does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Timer {
  double seconds = 0;
  template <class F>
  auto time(F&& work) {
    const double start = cpu_seconds();
    auto result = work();
    seconds += cpu_seconds() - start;
    return result;
  }
};

void run(std::size_t commits) {
  test::Machine machine;
  std::vector<TopicId> topics;
  for (std::int32_t i = 0; i < kTopics; ++i) {
    topics.push_back(machine.topic(static_cast<std::uint64_t>(i), kPartitionsPerTopic));
  }
  Load load(topics, machine.session());
  State replica(Mode::kReplica);
  RecordBuilder setup(kFirstShard, LeaderEpoch(1), replica.position());
  for (const Decision& decision : machine.decisions) setup.add(decision);
  const bytes::Slice setup_blob = setup.finish();
  if (!apply_record(replica, setup_blob.span())) std::abort();
  LogPosition position = setup.position();

  Timer decide_time, evolve_time, encode_time, replica_time;
  std::size_t duplicates = 0, log_bytes = 0;
  const std::size_t warm_up = commits / 4;
  for (std::size_t i = 0; i < commits + warm_up; ++i) {
    if (i == warm_up) decide_time = evolve_time = encode_time = replica_time = {};
    const CommitObject commit = load.next();
    const DecideContext context{.now = UnixMillis{static_cast<std::int64_t>(i)}};
    const Outcome outcome =
        decide_time.time([&] { return decide_commit(machine.state, commit, context); });
    for (const EntryResult& result : test::results_of(outcome)) {
      if (result.error == DecideError::kDuplicate)
        ++duplicates;
      else if (result.error != DecideError::kNone)
        std::abort();
    }
    evolve_time.time([&] { return evolve(machine.state, *outcome.decision), 0; });
    const bytes::Slice blob = encode_time.time([&] {
      RecordBuilder record(kFirstShard, LeaderEpoch(1), position);
      record.add(*outcome.decision);
      bytes::Slice bytes = record.finish();
      position = record.position();
      return bytes;
    });
    log_bytes += blob.size();
    if (!replica_time.time([&] { return apply_record(replica, blob.span()); })) std::abort();
  }
  const double batches = static_cast<double>(commits * kEntries);
  const auto per_batch = [&](const Timer& timer) { return timer.seconds * 1e9 / batches; };
  const double leader = decide_time.seconds + evolve_time.seconds + encode_time.seconds;
  fmt::print("decide {:.0f} ns, evolve {:.0f} ns, encode and digest {:.0f} ns, replica {:.0f} ns\n",
             per_batch(decide_time), per_batch(evolve_time), per_batch(encode_time),
             per_batch(replica_time));
  fmt::print("leader {:.2f} M batches/s, replica {:.2f} M batches/s\n", batches / leader / 1e6,
             batches / replica_time.seconds / 1e6);
  fmt::print("{:.1f} log bytes per batch, {} duplicates, {} producer entries\n",
             static_cast<double>(log_bytes) / static_cast<double>((commits + warm_up) * kEntries),
             duplicates, machine.state.producer_entry_count());
}

}  // namespace
}  // namespace ringfence::meta

int main(int argc, char** argv) {
  const long commits = argc > 1 ? std::atol(argv[1]) : 2000;
  ringfence::meta::run(commits > 0 ? static_cast<std::size_t>(commits) : 1);
}
