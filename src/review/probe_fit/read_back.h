// What stands in the topic after the load: which records of the run are there, and how often.
#pragma once

#include <string>
#include <vector>

#include "kafka/client/cluster_client.h"

namespace ringfence::review {

struct ReadBack {
  std::int64_t records = 0;     // of this run
  std::int64_t lost = 0;        // acknowledged and not there
  std::int64_t duplicates = 0;  // copies beyond the first
  std::int64_t unacknowledged_found = 0;
  std::vector<std::int64_t> lost_numbers;  // at most 1,000
  std::string problem;                     // why the topic could not be read whole; empty: it was
};

// Reads every partition from `start_offsets` to its end with a connection of its own.
// `acknowledged` by number of the record; its size is the number of records that were due.
async::Task<ReadBack> read_back(async::Loop& loop, async::Network& network,
                                kafka::client::ClusterOptions options, std::string topic,
                                std::vector<std::int64_t> start_offsets, std::string mark,
                                const std::vector<bool>& acknowledged);

}  // namespace ringfence::review
