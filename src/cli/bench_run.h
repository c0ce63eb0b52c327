// Load from our own client: what `ringfence bench` runs. For a first impression on one machine;
// bench/ compares with Apache Kafka under a neutral client.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "base/result.h"
#include "kafka/client/client.h"

namespace ringfence::cli {

struct BenchOptions {
  std::string topic = "bench";
  std::int64_t records = 1'000'000;
  std::int64_t record_bytes = 1024;  // of a value
  std::int64_t batch_bytes = 256 * 1024;
  std::int64_t in_flight = 5;  // produce requests a connection
  std::int64_t connections = 1;
  std::int64_t partitions = 8;  // when the topic has to be made
  std::int64_t rate = 0;        // records a second over all connections; 0: as fast as it goes
  std::string compression = "none";
  std::int64_t acks = -1;
  bool idempotent = true;
};

struct BenchResult {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // of values
  double seconds = 0;
  double p50_ms = 0;  // produce: request to acknowledgement; consume: request to answer
  double p99_ms = 0;
  double max_ms = 0;
};

// Called about once a second with what was done so far.
using BenchProgress = std::function<void(const BenchResult&)>;

// Connects as often as asked with `client` options; makes the topic when it does not exist.
async::Task<Result<BenchResult>> bench_produce(async::Loop& loop, async::Network& network,
                                               kafka::client::ClientOptions client,
                                               BenchOptions options, BenchProgress progress);
// Reads every partition from its start to the end that it has now.
async::Task<Result<BenchResult>> bench_consume(async::Loop& loop, async::Network& network,
                                               kafka::client::ClientOptions client,
                                               BenchOptions options, BenchProgress progress);

}  // namespace ringfence::cli
