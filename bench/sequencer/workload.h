// The commits of the sequencer benchmark: encoded as they come from agents, each with a thousand
// batches of many idempotent producers, one in a hundred a duplicate.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/random.h"
#include "bytes/slice.h"
#include "metadata/state/commands.h"

namespace ringfence::bench {

struct WorkloadOptions {
  int topics = 100;
  int partitions_per_topic = 100;
  int producers = 1000;
  int partitions_per_producer = 100;
  int entries_per_commit = 1000;
  int duplicates_per_thousand = 10;
  int sessions = 8;         // agents that commit in turn
  int results_wanted = 64;  // commits of a session whose results it may still ask for
};

// One encoded CommitObject and what must come back.
struct PreparedCommit {
  bytes::Slice frame;  // without its length
  int duplicates = 0;  // entries that must be answered as duplicates; all others must be accepted
};

class Workload {
 public:
  // `topics`, `producers`, `sessions`: ids that the sequencer gave out.
  Workload(WorkloadOptions options, std::vector<TopicId> topics, std::vector<ProducerId> producers,
           std::vector<SessionId> sessions);

  // The next commit. Commits must be submitted in the order in which they were made.
  PreparedCommit next();

 private:
  struct Pair {
    std::int32_t producer = 0;
    std::int32_t topic = 0;
    std::int32_t partition = 0;
    std::int32_t next_sequence = 0;
    std::int32_t last_count = 0;  // records of the newest batch; 0: none yet
  };
  meta::CommitEntry fresh(Pair& pair);
  meta::CommitEntry repeat(const Pair& pair) const;

  WorkloadOptions options_;
  std::vector<TopicId> topics_;  // ascending
  std::vector<ProducerId> producers_;
  std::vector<SessionId> sessions_;
  std::vector<Pair> pairs_;  // in the order in which they write
  Random random_{1};
  std::size_t next_pair_ = 0;
  std::uint64_t commits_ = 0;
};

}  // namespace ringfence::bench
