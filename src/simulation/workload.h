// The clients of a simulated cluster: producers with and without idempotence, readers, an
// administrator. They speak through our own codec over the simulated network and write down
// everything they see.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "kafka/protocol/error_codes.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/produce.h"
#include "simulation/kafka_link.h"
#include "simulation/recorder.h"
#include "simulation/sim_network.h"

namespace ringfence::sim {

struct WorkloadOptions {
  int idempotent_producers = 3;
  int plain_producers = 2;
  int readers = 3;
  int topics = 2;
  int partitions = 3;
  int window_max = 5;   // produce requests of one producer in flight
  int records_max = 4;  // per batch
  int value_bytes_max = 200;
  Duration think_max{milliseconds(60)};
  double sends_per_second = 60;  // of all producers together; nobody goes faster for long
  Duration request_timeout{seconds(5)};
  Duration delivery_timeout{seconds(25)};
  double duplicate_request = 0;  // a window is sent a second time, to another agent or later
  double zombie = 0;             // after an epoch was raised, the old one writes again
  double epoch_bump = 0;         // per window
  double compressed = 0;
  double spread = 0;       // per attempt
  double probe = 0.3;      // after an acknowledgement: look at once, through this or another agent
  double topic_churn = 0;  // per administrator's turn
  int agents = 3;
  int groups = 0;         // consumer groups
  int group_members = 3;  // of each
  std::int32_t group_session_ms = 3000;
  std::int32_t group_rebalance_ms = 5000;
  std::int32_t group_delay_ms = 0;  // group.initial.rebalance.delay.ms
  double group_leave = 0.005;       // a member leaves or dies, per turn
  double group_zombie = 0.005;      // it sleeps past its session and commits, per turn
};

// Where the agents are now.
struct AgentAddress {
  std::string name;
  std::int64_t life = 0;
  async::Endpoint endpoint;
};
using AgentDirectory = std::function<AgentAddress(int)>;

// What happened to the clients' requests, for the totals.
struct WorkloadStats {
  std::uint64_t duplicates_sent = 0;
  std::uint64_t zombies_sent = 0;
  std::uint64_t resent = 0;
  std::uint64_t epochs_raised = 0;
  std::uint64_t gave_up = 0;
  std::uint64_t acknowledged = 0;  // produce batches
  std::uint64_t group_joins = 0;   // assignments that members got
  std::uint64_t group_commits = 0;
  std::uint64_t group_zombies = 0;
};

// What all clients share. Owned by Workload; all single-threaded on one loop that never dies.
struct ClientContext {
  async::SimScheduler& scheduler;
  async::SimLoop& loop;
  async::Network& network;
  Recorder& recorder;
  AgentDirectory agents;
  WorkloadOptions options;
  WorkloadStats stats;
  Random random;
  async::CancelSource cancel;
  MonotonicTime load_began{0};
  std::vector<std::string> topics;                 // that exist from begin to end
  std::map<std::string, std::int64_t> next_value;  // per key
  std::vector<std::shared_ptr<KafkaLink>> links;   // every one ever made; stopped at the end
  std::map<std::string, std::int64_t> ends;        // per key, as the final reads found them

  std::int64_t fresh_value(const std::string& key) { return ++next_value[key]; }
  // True while the producers are ahead of the pace that keeps a run short.
  bool ahead() const {
    const double elapsed = static_cast<double>((loop.now() - load_began).count()) / 1e9;
    return static_cast<double>(stats.acknowledged) > options.sends_per_second * elapsed;
  }
  async::Deadline within(Duration time) {
    return async::Deadline::after(loop, time, cancel.token());
  }
};

std::string key_of(const std::string& topic, std::int32_t partition);
std::pair<std::string, std::int32_t> split_key(const std::string& key);

// A client's connections, one per agent, made when needed and again after a failure.
class Connections {
 public:
  Connections(ClientContext& context, std::string client_id)
      : context_(context), client_id_(std::move(client_id)) {}
  async::Task<Result<std::shared_ptr<KafkaLink>>> to(int agent);
  void close_all();

 private:
  ClientContext& context_;
  std::string client_id_;
  std::map<int, std::pair<std::int64_t, std::shared_ptr<KafkaLink>>>
      links_;  // with the agent's life
};

// One batch of an idempotent or plain producer.
struct OutgoingBatch {
  Op op;  // as begun
  std::string topic;
  std::int32_t partition = 0;
  std::vector<std::int64_t> values;
  bytes::Slice bytes;
  bool done = false;
  bool indefinite = false;  // some attempt may have had an effect
  bool repeated = false;    // the request was sent a second time on purpose
  bool zombie = false;      // of an epoch that was fenced on purpose
  std::string error;
};
using Window = std::vector<std::shared_ptr<OutgoingBatch>>;

class Producer {
 public:
  Producer(ClientContext& context, std::int32_t process, bool idempotent);
  async::Task<void> run(async::Cancel stop);
  // One value per partition, through the given agent, which must succeed.
  async::Task<void> final_sends(int agent, Duration within);
  async::Task<void> join_duplicates() { return duplicates_.join(); }

 private:
  std::shared_ptr<OutgoingBatch> make_batch(const std::string& topic, std::int32_t partition,
                                            int records, std::int16_t epoch, std::int32_t sequence);
  Window make_window();
  async::Task<void> deliver(Window window, Duration timeout, int fixed_agent);
  async::Task<bool> attempt(Window window, int agent);
  async::Task<void> send_request(std::shared_ptr<KafkaLink> link, Window part, int agent);
  async::Task<void> repeat(Window window, int agent, Duration delay);
  void settle(OutgoingBatch& batch, std::int16_t code, std::int64_t base_offset, int agent);
  void give_up(const Window& window);
  async::Task<void> ensure_identity();
  async::Task<void> raise_epoch();
  async::Task<void> zombie_send(std::int16_t old_epoch);
  async::Task<void> probe(std::shared_ptr<OutgoingBatch> batch, int agent);

  ClientContext& context_;
  std::int32_t process_;
  bool idempotent_;
  Random random_;
  Connections connections_;
  int agent_;
  std::int16_t version_;
  std::int64_t producer_id_ = -1;
  std::int16_t epoch_ = -1;
  std::map<std::string, std::int32_t> next_sequence_;
  bool identity_lost_ = false;
  async::TaskGroup duplicates_;
};

class Reader {
 public:
  Reader(ClientContext& context, std::int32_t process);
  async::Task<void> run(async::Cancel stop);
  // Reads a partition through one agent from the beginning to its high watermark and asks for its
  // offsets.
  async::Task<void> final_read(int agent, std::string key, Duration within);
  async::Task<void> list(int agent, std::string key, std::int64_t timestamp, bool final);
  // One fetch of one partition; the last known end and what was read go into the history.
  async::Task<std::int64_t> poll(int agent, std::string key, std::int64_t position,
                                 std::int32_t wait_ms, std::int32_t max_bytes, bool final);
  const std::vector<std::int64_t>& timestamps() const { return timestamps_; }

 private:
  void assign(const std::string& key);

  ClientContext& context_;
  std::int32_t process_;
  Random random_;
  Connections connections_;
  std::int16_t version_;
  std::map<std::string, std::int64_t> positions_;
  std::vector<std::int64_t> timestamps_;  // seen in final reads, for lookups
  std::int64_t last_high_watermark_ = kUnknown;
};

// Turns one partition of a fetch response into records and batches; the error names what does not
// verify.
Result<void> read_fetched(const bytes::Chain& records, std::int64_t position, PollMop& mop,
                          std::vector<SeenBatch>& batches);

class GroupMember;
struct GroupShared;

class Workload {
 public:
  Workload(async::SimScheduler& scheduler, async::SimLoop& loop, SimFabric& fabric,
           Recorder& recorder, AgentDirectory agents, WorkloadOptions options, std::uint64_t seed);
  ~Workload();

  // Creates the topics; false when that does not work in time.
  async::Task<bool> set_up();
  void start();
  // Ends the load and waits for what is under way.
  async::Task<void> finish();
  // After the heal: everybody writes through every agent, everything is read through every agent,
  // groups reach the end.
  async::Task<void> final_phase();
  async::Task<void> stop();
  const WorkloadStats& stats() const { return context_.stats; }

 private:
  async::Task<void> administrate(async::Cancel stop);
  async::Task<bool> create_topic(int agent, std::string name, Duration within);
  async::Task<void> delete_topic(int agent, std::string name);
  async::Task<void> churn_topic(std::string name);
  async::Task<void> final_groups();
  async::Task<void> final_commits(std::shared_ptr<GroupShared> group);

  std::unique_ptr<async::Network> network_;
  ClientContext context_;
  async::CancelSource stop_;
  async::TaskGroup tasks_;
  std::vector<std::unique_ptr<Producer>> producers_;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::unique_ptr<Reader> admin_reader_;
  std::unique_ptr<Producer> admin_producer_;
  std::vector<std::shared_ptr<GroupShared>> groups_;
  std::vector<std::unique_ptr<GroupMember>> members_;
  async::CancelSource group_stop_;
  async::TaskGroup group_tasks_;
  Connections admin_;
};

}  // namespace ringfence::sim
