#pragma once
// What every mode of the load generator shares: flags, clock, the client handle and the result
// line.

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ringfence::bench {

// All flags with their defaults. The defaults are the settings that docs/PERFORMANCE.md reports,
// and they are the same for every server.
struct Options {
  std::string mode;
  std::string brokers = "127.0.0.1:9092";
  std::string topic = "bench";
  int partitions = 8;
  int topics = 1;             // create mode only
  int64_t records = 100'000;  // produce: to send. consume: to read in one pass
  int record_bytes = 1024;
  int64_t tail_records = 0;   // consume: the newest this many instead; 0: all from the beginning
  int passes = 1;             // consume: how often that is read
  int rate_per_second = 100;  // e2e
  int seconds = 10;           // e2e: how long the fixed rate is held
  int warmup_seconds = 2;     // e2e: sent at the same rate before it, not counted
  int timeout_seconds = 120;
  std::vector<std::pair<std::string, std::string>> client;  // -X name=value, handed to librdkafka
};

// Parses argv; prints usage and exits with 2 on an unknown flag.
Options parse_options(int argc, char** argv);

// Nanoseconds of the monotonic clock: producer and consumer of the e2e mode live in one process, so
// one clock serves both ends.
inline int64_t now_ns() {
  timespec ts{};
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return int64_t{ts.tv_sec} * 1'000'000'000 + ts.tv_nsec;
}

struct ClientDeleter {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
using Client = std::unique_ptr<rd_kafka_t, ClientDeleter>;
using Settings = std::vector<std::pair<std::string, std::string>>;

// A producer or consumer with `settings`, then the -X settings of the command line on top. `opaque`
// comes back in callbacks. Exits with a message when librdkafka refuses a setting.
Client make_client(const Options& options, rd_kafka_type_t type, const Settings& settings,
                   rd_kafka_conf_t* prepared = nullptr);

// Ends the process with status 1 after printing `what`: a benchmark that went wrong has no number.
[[noreturn]] void fail(const std::string& what);

// p of a sorted vector of nanoseconds, in milliseconds, by the nearest-rank rule. 0 < p <= 100.
double percentile_ms(const std::vector<int64_t>& sorted, double p);

// One JSON object on stdout, values already formatted by the caller.
void print_json(const std::vector<std::pair<std::string, std::string>>& fields);
std::string json_string(const std::string& text);
std::string json_number(double value);

int run_produce(const Options& options);
int run_consume(const Options& options);
int run_e2e(const Options& options);
int run_create(const Options& options);
int run_first_produce(const Options& options);

}  // namespace ringfence::bench
