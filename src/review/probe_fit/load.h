// An open load of marked records on one topic: records are due at fixed times whether the cluster
// keeps up or not, and every latency counts from the time that a record was due.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "async/cancel.h"
#include "async/task_group.h"
#include "kafka/client/cluster_client.h"
#include "review/probe_fit/histogram.h"

namespace ringfence::review {

struct LoadOptions {
  kafka::client::ClusterOptions cluster;  // attempt_timeout: after which a request counts as lost
  std::string topic;
  std::int64_t rate = 200;            // records a second, 1..1,000,000
  std::int32_t record_bytes = 1000;   // of the value, 48..1,000,000
  Duration linger = milliseconds(5);  // records of one partition sent together
  int fan_out = 1;                    // readers of everything, 0..64
  bool catch_up_reader = false;       // one more reader, over and over from the beginning
  Duration drain = seconds(30);       // after the load: for what was not acknowledged yet
};

// The time from one event to the next, with what became of the records due in it.
struct Phase {
  std::string name;  // "warm-up", "steady", "fault node", "after node"
  MonotonicTime start;
  std::int64_t start_ms = 0;  // wall clock
  Histogram produce, end_to_end;
  std::int64_t due = 0, acknowledged = 0, failed = 0;
  // The longest time between two acknowledgements of one partition that ended in this phase, or
  // that lasts at the end of the load.
  Duration gap{0};
  std::int64_t interruptions = 0;  // lost connections and errors that may pass, producers only
  std::map<std::string, std::int64_t> errors;  // of records that failed, by Kafka's name
};

struct Second {
  std::int64_t acknowledged = 0, failed = 0, received = 0;
  std::int64_t produce_max_us = 0, end_to_end_max_us = 0;
};

// Single-threaded. Lifecycle: make, start(), enter() at each event, finish(), then read.
class Load {
 public:
  static constexpr std::int64_t kRecordsMax = 50'000'000;
  static constexpr std::size_t kPendingBytesMax = 256u << 20;

  Load(async::Loop& loop, async::Network& network, LoadOptions options);
  ~Load();

  // Connects, learns the partitions and starts at phase "warm-up". Errors: of the first requests.
  async::Task<Result<void>> start();
  // A new phase begins now.
  void enter(std::string phase);
  // No more records are due; waits for acknowledgements (options.drain) and readers.
  async::Task<void> finish();

  const std::vector<Phase>& phases() const { return phases_; }
  const std::vector<Second>& seconds() const { return seconds_; }
  std::int64_t due() const { return static_cast<std::int64_t>(acknowledged_.size()); }
  const std::vector<bool>& acknowledged() const { return acknowledged_; }
  std::int64_t never_sent() const { return never_sent_; }  // the queue was full
  bool idempotent() const { return producer_.id >= 0; }
  std::string run_mark() const { return mark_; }
  std::vector<std::int64_t> start_offsets() const;
  std::int32_t partitions() const { return static_cast<std::int32_t>(parts_.size()); }
  std::int64_t catch_up_passes() const { return catch_up_passes_; }
  // Brokers that metadata shows to the producers now; -1: nobody says.
  async::Task<std::int64_t> brokers_now();

 private:
  struct Part {
    explicit Part(async::Loop& loop) : work(loop) {}
    std::int32_t index = 0;
    std::int64_t start_offset = 0;
    std::deque<std::int64_t> queue;  // numbers of records that are due
    std::int32_t next_sequence = 0;
    MonotonicTime last_acknowledged;
    bool any = false;  // something was acknowledged
    async::WaitQueue work;
  };
  struct Reader {
    std::unique_ptr<kafka::client::ClusterClient> cluster;
    std::map<std::int32_t, std::int32_t> leaders;  // of partitions
    std::vector<std::int64_t> positions;
    std::set<std::int32_t> loops;  // brokers that a loop runs for
    bool measures = true;
  };

  MonotonicTime due_at(std::int64_t number) const;
  Phase& phase_at(MonotonicTime when);
  Second& second_at(MonotonicTime when);
  async::Task<void> generate();
  async::Task<void> send(Part& part);
  async::Task<void> send_batch(Part& part, std::vector<std::int64_t> numbers);
  Result<bytes::Slice> make_batch(const std::vector<std::int64_t>& numbers, std::int32_t sequence);
  void on_acknowledged(Part& part, const std::vector<std::int64_t>& numbers);
  void on_failed(const std::vector<std::int64_t>& numbers, const std::string& why);
  async::Task<void> renew_producer();
  async::Task<Result<void>> look(Reader& reader);
  async::Task<void> read(Reader& reader);
  async::Task<void> read_from(Reader& reader, std::int32_t broker);
  async::Task<void> read_once(Reader& reader, std::int32_t broker,
                              std::vector<std::int32_t> partitions);
  void on_records(const Reader& reader, const kafka::client::Fetched& fetched,
                  std::int64_t& position);

  async::Loop& loop_;
  async::Network& network_;
  LoadOptions options_;
  kafka::client::ClusterClient cluster_;
  std::string mark_;
  kafka::client::Client::Producer producer_;
  std::int64_t producer_generation_ = 0;
  TopicId topic_id_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::vector<Phase> phases_;
  std::vector<Second> seconds_;
  std::vector<bool> acknowledged_;  // by number of the record
  MonotonicTime origin_;
  std::int64_t interruptions_before_ = 0;
  std::int64_t never_sent_ = 0;
  std::int64_t pending_ = 0;
  std::int64_t catch_up_passes_ = 0;
  bool generating_ = false;
  bool reading_ = false;
  async::CancelSource stop_generating_, stop_sending_, stop_reading_;
  async::TaskGroup generator_, senders_, reading_tasks_;
};

// What a value of the load begins with: 16 hex digits of the run, 16 of the number.
std::string value_head(const std::string& mark, std::int64_t number);
// The number of a record of this run; -1: it is not of this run.
std::int64_t number_of(std::string_view value, const std::string& mark);

}  // namespace ringfence::review
