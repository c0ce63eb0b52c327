#include "sequencer/workload.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/assert.h"
#include "rpc/codec.h"

namespace ringfence::bench {
namespace {

constexpr std::int64_t kNowMs = 1'767'225'600'000;
constexpr std::size_t kFrameLengthBytes = 4;

struct Placed {
  std::int32_t topic;
  std::size_t arrival;
  meta::CommitEntry entry;
};

}  // namespace

Workload::Workload(WorkloadOptions options, std::vector<TopicId> topics,
                   std::vector<ProducerId> producers, std::vector<SessionId> sessions)
    : options_(options),
      topics_(std::move(topics)),
      producers_(std::move(producers)),
      sessions_(std::move(sessions)) {
  std::sort(topics_.begin(), topics_.end());
  const int partitions = options_.topics * options_.partitions_per_topic;
  for (int producer = 0; producer < options_.producers; ++producer) {
    for (int k = 0; k < options_.partitions_per_producer; ++k) {
      // A stride prime to the number of partitions: a producer's partitions differ and lie in all
      // topics.
      const int partition = (producer * 7 + k * 97) % partitions;
      pairs_.push_back({producer, partition / options_.partitions_per_topic,
                        partition % options_.partitions_per_topic, 0, 0});
    }
  }
  for (std::size_t i = pairs_.size(); i > 1; --i) {
    std::swap(pairs_[i - 1], pairs_[random_.below(i)]);
  }
}

meta::CommitEntry Workload::fresh(Pair& pair) {
  pair.last_count = static_cast<std::int32_t>(random_.between(1, 20));
  pair.next_sequence += pair.last_count;
  return repeat(pair);
}

meta::CommitEntry Workload::repeat(const Pair& pair) const {
  meta::CommitEntry entry;
  entry.partition = PartitionIndex(pair.partition);
  entry.record_count = pair.last_count;
  entry.byte_length = 61 + 100 * static_cast<std::uint32_t>(pair.last_count);
  entry.max_timestamp = UnixMillis{kNowMs + static_cast<std::int64_t>(commits_)};
  entry.producer_id = producers_[static_cast<std::size_t>(pair.producer)];
  entry.producer_epoch = ProducerEpoch(0);
  entry.base_sequence = pair.next_sequence - pair.last_count;
  return entry;
}

PreparedCommit Workload::next() {
  PreparedCommit prepared;
  std::vector<Placed> placed;
  const std::size_t walked = next_pair_;
  for (int i = 0; i < options_.entries_per_commit; ++i) {
    const bool duplicate =
        commits_ > 0 &&
        random_.below(1000) < static_cast<std::uint64_t>(options_.duplicates_per_thousand);
    if (duplicate) {
      // One of the pairs that wrote last: what a producer repeats is a moment old.
      const std::size_t back =
          1 + random_.below(static_cast<std::uint64_t>(options_.entries_per_commit) / 2);
      const Pair& pair = pairs_[(walked + pairs_.size() - back) % pairs_.size()];
      placed.push_back({pair.topic, placed.size(), repeat(pair)});
      ++prepared.duplicates;
    } else {
      Pair& pair = pairs_[next_pair_];
      next_pair_ = (next_pair_ + 1) % pairs_.size();
      placed.push_back({pair.topic, placed.size(), fresh(pair)});
    }
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tuple(a.topic, a.entry.partition, a.arrival) <
           std::tuple(b.topic, b.entry.partition, b.arrival);
  });

  meta::CommitObject commit;
  const std::size_t agent = commits_ % sessions_.size();
  commit.session = sessions_[agent];
  commit.counter = FlushCounter(commits_ / sessions_.size() + 1);
  const auto wanted = static_cast<std::uint64_t>(options_.results_wanted);
  commit.lowest_wanted =
      FlushCounter(commit.counter.value > wanted ? commit.counter.value - wanted : 1);
  commit.object = random_.uuid();
  std::int32_t topic = -1;
  for (Placed& item : placed) {
    if (item.topic != topic)
      commit.topics.push_back({topics_[static_cast<std::size_t>(item.topic)], 0});
    topic = item.topic;
    ++commit.topics.back().entry_count;
    item.entry.position = commit.object_size;
    commit.object_size += item.entry.byte_length;
    commit.entries.push_back(item.entry);
  }
  ++commits_;

  rpc::RequestFrame frame;
  frame.id = commits_;
  frame.request = rpc::CommandRequest{std::move(commit), {}, random_.uuid(), random_.uuid()};
  const auto encoded = rpc::encode_frame(rpc::Frame(std::move(frame)));
  RF_ASSERT(encoded.ok(), "a commit could not be encoded");
  prepared.frame = encoded->flatten().sub(kFrameLengthBytes);
  return prepared;
}

}  // namespace ringfence::bench
