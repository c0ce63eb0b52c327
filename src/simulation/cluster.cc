#include "simulation/cluster.h"

#include <algorithm>

#include "base/assert.h"
#include "metadata/service/sequencer.h"

namespace ringfence::sim {

using async::SimLoop;
using async::Task;

namespace {

constexpr std::string_view kDiskRoot = "/sim/sequencer/";
constexpr UnixMillis kWallStart{1'750'000'000'000};

Uuid cluster_uuid(std::uint64_t seed) { return Random(seed ^ 0xC1).uuid(); }

}  // namespace

Cluster::Cluster(async::SimScheduler& scheduler, const SimOptions& options, Recorder& recorder)
    : scheduler_(scheduler),
      options_(options),
      recorder_(recorder),
      random_(options.seed ^ 0x5EED),
      driver_(scheduler, options.seed ^ 0xD1, kWallStart),
      fabric_(scheduler, options.seed ^ 0xFA),
      bucket_(scheduler, options.seed ^ 0xB0),
      disk_(std::string(kDiskRoot), options.seed ^ 0xD15C),
      keys_(keys::Keys::deterministic(options.seed)),
      cluster_id_(cluster_uuid(options.seed)),
      burials_(driver_) {
  agents_.resize(static_cast<std::size_t>(options.agents));
  lives_.resize(static_cast<std::size_t>(options.agents));
  fabric_.faults().latency_high = options.network.latency_high;
  fabric_.faults().window_bytes = options.network.window_bytes;
  bucket_.faults().latency_median_ms = options.store.latency_median_ms;
  bucket_.faults().latency_sigma = options.store.latency_sigma;
  disk_.faults().sector_bytes = options.disk.sector_bytes;
  disk_.faults().keep_unsynced = options.disk.keep_unsynced;
}

Cluster::~Cluster() = default;

std::string Cluster::host(int node) const {
  if (node == kClients) return "10.0.0.99";
  return node == kSequencer ? "10.0.0.1" : "10.0.0." + std::to_string(11 + node);
}

AgentAddress Cluster::agent_address(int agent) const {
  return {"a" + std::to_string(agent + 1),
          lives_[static_cast<std::size_t>(agent)],
          {host(agent), kKafkaPort}};
}

bool Cluster::agent_ready(int agent) const {
  const auto& node = agents_[static_cast<std::size_t>(agent)];
  return node != nullptr && node->ready();
}

SimLoop& Cluster::new_loop() {
  loops_.push_back(std::make_unique<SimLoop>(scheduler_, random_.next(), kWallStart));
  // A local disk's fsync, and what its queue adds.
  loops_.back()->set_blocking_cost(microseconds(100), milliseconds(3));
  return *loops_.back();
}

void Cluster::boot_sequencer() {
  SimLoop& loop = new_loop();
  NodeSeams seams{loop, fabric_.attach(loop, host(kSequencer)), bucket_.attach(loop),
                  host(kSequencer)};
  sequencer_ = std::make_unique<SequencerNode>(std::move(seams), options_, cluster_id_,
                                               std::string(kDiskRoot) + "metadata.db");
  sequencer_->start();
}

void Cluster::boot_agent(int agent) {
  SimLoop& loop = new_loop();
  NodeSeams seams{loop, fabric_.attach(loop, host(agent)), bucket_.attach(loop), host(agent)};
  auto& slot = agents_[static_cast<std::size_t>(agent)];
  slot = std::make_unique<AgentNode>(std::move(seams), options_, keys_, agent, cluster_id_,
                                     async::Endpoint{host(kSequencer), kSequencerPort});
  slot->start();
}

void Cluster::start() {
  boot_sequencer();
  for (int i = 0; i < options_.agents; ++i) boot_agent(i);
}

void Cluster::at(MonotonicTime when, std::function<void()> action) {
  const std::uint64_t generation = generation_;
  scheduler_.schedule(when, [this, generation, action = std::move(action)] {
    if (generation == generation_) action();
  });
}

void Cluster::begin_faults() {
  counts_before_ = seam_counts();
  fabric_.faults() = options_.network;
  bucket_.faults() = options_.store;
  disk_.faults() = options_.disk;
  const MonotonicTime begin = scheduler_.now();
  for (std::size_t i = 0; i < options_.plan.size(); ++i) {
    if (options_.dropped.contains("event:" + std::to_string(i))) continue;
    const FaultEvent event = options_.plan[i];
    at(begin + Duration(event.at.ns), [this, event] {
      const bool stepped = event.kind != FaultKind::kCrashInTransaction;
      pending_.push_back({event, stepped ? event.steps : 0});
    });
  }
}

void Cluster::after_step() {
  if (sequencer_ != nullptr && disk_.stopped() && !healed_) {
    ++happened_[static_cast<std::size_t>(FaultKind::kCrashInTransaction)];
    kill_sequencer(/*machine=*/true, /*silently=*/false, milliseconds(500));
  }
  if (pending_.empty()) return;
  std::vector<FaultEvent> due;
  std::erase_if(pending_, [&](Pending& pending) {
    if (pending.steps_left-- > 0) return false;
    due.push_back(pending.event);
    return true;
  });
  for (const FaultEvent& event : due) inject(event);
}

void Cluster::inject(const FaultEvent& event) {
  if (healed_) return;
  const auto count = [&] { ++happened_[static_cast<std::size_t>(event.kind)]; };
  recorder_.nemesis(std::string(fault_kind_name(event.kind)));
  const MonotonicTime end = scheduler_.now() + event.lasts;
  switch (event.kind) {
    case FaultKind::kKillAgent:
      if (agents_[static_cast<std::size_t>(event.a)] == nullptr) return;
      count();
      return kill_agent(event.a, event.silently, event.lasts);
    case FaultKind::kCrashSequencer:
    case FaultKind::kKillSequencer:
      if (sequencer_ == nullptr) return;
      count();
      return kill_sequencer(event.kind == FaultKind::kCrashSequencer, event.silently, event.lasts);
    case FaultKind::kCrashInTransaction:
      if (sequencer_ != nullptr) disk_.stop_after(std::max<std::uint32_t>(1, event.steps));
      return;
    case FaultKind::kTakeOver:
      if (sequencer_ == nullptr || !sequencer_->serving()) return;
      count();
      return sequencer_->take_over();
    case FaultKind::kPauseAgent:
      count();
      return pause(event.a, event.lasts * 2);
    case FaultKind::kPauseSequencer:
      count();
      return pause(kSequencer, event.lasts);
    case FaultKind::kCut:
      if (fabric_.cut(host(event.a), host(event.b)) > 0) count();
      return;
    case FaultKind::kSilence:
      count();
      return fabric_.silence(host(event.a), host(event.b), end);
    case FaultKind::kStoreOutage:
      count();
      bucket_.faults().out_until = end;
      return;
    default:
      count();
      return storm(event);
  }
}

// Faults that are on for a while.
void Cluster::storm(const FaultEvent& event) {
  const MonotonicTime end = scheduler_.now() + event.lasts;
  switch (event.kind) {
    case FaultKind::kStoreFull:
      bucket_.faults().full = true;
      return at(end, [this] { bucket_.faults().full = false; });
    case FaultKind::kDiskFull:
      disk_.faults().full = true;
      return at(end, [this] { disk_.faults().full = false; });
    case FaultKind::kNetworkStorm:
      fabric_.faults().cut = 0.03;
      fabric_.faults().stall = 0.03;
      return at(end, [this] { fabric_.faults() = options_.network; });
    case FaultKind::kStoreStorm: {
      StoreFaults& faults = bucket_.faults();
      faults.refused = faults.lost_answer = faults.late_effect = faults.never = 0.12;
      faults.slow = 0.2;
      return at(end, [this] {
        const bool full = bucket_.faults().full;
        const MonotonicTime out = bucket_.faults().out_until;
        bucket_.faults() = options_.store;
        bucket_.faults().full = full;
        bucket_.faults().out_until = out;
      });
    }
    case FaultKind::kDiskStorm:
      disk_.faults().sync_error = 0.2;
      return at(end, [this] { disk_.faults().sync_error = options_.disk.sync_error; });
    default:
      RF_ASSERT(false, "not a fault that lasts");
  }
}

namespace {

template <class Node>
Task<void> bury(std::unique_ptr<Node> node) {
  co_await node->stop();
}

}  // namespace

void Cluster::kill_agent(int agent, bool silently, Duration down) {
  auto& slot = agents_[static_cast<std::size_t>(agent)];
  slot->loop().kill();
  fabric_.kill(host(agent), silently);
  burials_.spawn(bury(std::move(slot)));
  slot = nullptr;
  ++lives_[static_cast<std::size_t>(agent)];
  at(scheduler_.now() + down, [this, agent] {
    if (agents_[static_cast<std::size_t>(agent)] == nullptr) boot_agent(agent);
  });
}

void Cluster::kill_sequencer(bool machine, bool silently, Duration down) {
  note_sequencer_failure();
  sequencer_->loop().kill();
  fabric_.kill(host(kSequencer), silently);
  if (machine) {
    disk_.crash();
  } else {
    disk_.detach();
  }
  burials_.spawn(bury(std::move(sequencer_)));
  sequencer_ = nullptr;
  at(scheduler_.now() + down, [this] {
    if (sequencer_ == nullptr) boot_sequencer();
  });
}

void Cluster::pause(int node, Duration time) {
  const MonotonicTime end = scheduler_.now() + time;
  if (node == kSequencer) {
    if (sequencer_ != nullptr) sequencer_->loop().pause(end);
  } else if (auto& agent = agents_[static_cast<std::size_t>(node)]; agent != nullptr) {
    agent->loop().pause(end);
  }
}

void Cluster::note_sequencer_failure() {
  if (sequencer_ == nullptr || sequencer_failure_noted_) return;
  const std::string failure = sequencer_->failure();
  if (failure.empty()) return;
  sequencer_failure_noted_ = true;
  recorder_.audit("I11-metadata-lost", false, failure);
}

void Cluster::heal() {
  healed_ = true;
  counts_after_ = seam_counts();
  ++generation_;
  pending_.clear();
  if (disk_.stopped()) {
    ++happened_[static_cast<std::size_t>(FaultKind::kCrashInTransaction)];
    kill_sequencer(/*machine=*/true, /*silently=*/false, Duration(0));
  }
  disk_.stop_after(0);
  const double kept = options_.disk.keep_unsynced;
  disk_.faults() = {.sector_bytes = options_.disk.sector_bytes, .keep_unsynced = kept};
  NetworkFaults calm;
  calm.latency_high = options_.network.latency_high;
  calm.window_bytes = options_.network.window_bytes;
  fabric_.faults() = calm;
  fabric_.heal();
  // Everything is read back through every agent now, which needs no slow store.
  bucket_.faults() = {.latency_median_ms = 1, .latency_sigma = options_.store.latency_sigma};
  // One that does not lead, and will not by itself, is restarted by its supervisor.
  if (sequencer_ != nullptr && !sequencer_->serving() && sequencer_->failure().empty())
    kill_sequencer(/*machine=*/false, /*silently=*/false, Duration(0));
  if (sequencer_ == nullptr) boot_sequencer();
  for (int i = 0; i < options_.agents; ++i)
    if (agents_[static_cast<std::size_t>(i)] == nullptr) boot_agent(i);
}

bool Cluster::healthy() const {
  if (sequencer_ == nullptr || !sequencer_->serving()) return false;
  return std::ranges::all_of(agents_, [](const auto& agent) { return agent && agent->ready(); });
}

Task<void> Cluster::shut_down() {
  for (auto& agent : agents_) {
    if (agent != nullptr) co_await bury(std::move(agent));
  }
  if (sequencer_ != nullptr) co_await bury(std::move(sequencer_));
  co_await burials_.join();
}

FaultCounts Cluster::fault_counts(const WorkloadStats& workload) const {
  FaultCounts counts;
  for (const auto& [kind, count] : counts_after_) counts[kind] = count - counts_before_.at(kind);
  for (std::size_t k = 0; k < happened_.size(); ++k)
    counts[std::string(fault_kind_name(static_cast<FaultKind>(k)))] = happened_[k];
  counts["repeated-request"] = workload.duplicates_sent;
  counts["zombie-producer"] = workload.zombies_sent;
  if (options_.workload.groups > 0) counts["zombie-member"] = workload.group_zombies;
  return counts;
}

FaultCounts Cluster::seam_counts() const {
  FaultCounts counts;
  const NetworkStats& network = fabric_.stats();
  const StoreStats& store = bucket_.stats();
  const DiskStats& disk = disk_.stats();
  counts["stream-cut"] = network.cuts;
  counts["stream-stalled"] = network.stalls;
  counts["half-open"] = network.half_open;
  counts["connect-refused"] = network.refused;
  counts["one-way-silence"] = network.silenced;
  counts["put-or-get-refused"] = store.refused;
  counts["store-slow"] = store.slow;
  counts["lost-answer"] = store.lost_answers;
  counts["late-effect"] = store.late_effects;
  counts["never-landed"] = store.never;
  counts["landed-after-death"] = store.landed_after_death;
  counts["flipped-bit"] = store.flipped_bits;
  counts["fsync-error"] = disk.sync_errors;
  counts["no-space"] = disk.space_errors;
  counts["unsynced-dropped"] = disk.dropped_sectors;
  counts["torn-write"] = disk.torn_writes;
  return counts;
}

}  // namespace ringfence::sim
