// A simulated cluster: agents and the sequencer's node, each the product's own classes on a loop, a
// network, a disk and a store of ours, with the faults that befall them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "keys/keys.h"
#include "simulation/nodes.h"
#include "simulation/recorder.h"
#include "simulation/sim_disk.h"
#include "simulation/sim_network.h"
#include "simulation/sim_options.h"
#include "simulation/sim_store.h"

namespace ringfence::sim {

// Effective faults by name: only what really hit something is counted.
using FaultCounts = std::map<std::string, std::uint64_t>;

class Cluster {
 public:
  Cluster(async::SimScheduler& scheduler, const SimOptions& options, Recorder& recorder);
  ~Cluster();

  SimFabric& fabric() { return fabric_; }
  SimBucket& bucket() { return bucket_; }
  SimDisk& disk() { return disk_; }
  async::SimLoop& driver() { return driver_; }
  AgentAddress agent_address(int agent) const;
  bool agent_ready(int agent) const;

  // Everything up, without faults.
  void start();
  // The rates of the options come into force, and the plan runs.
  void begin_faults();
  // Called after every scheduler step: crashes and restarts that have become due.
  void after_step();
  // No fault from now on; what is down comes back.
  void heal();
  bool healthy() const;
  // What only somebody who sees everything can judge; call when nothing is under way.
  async::Task<void> audit();
  // Clean stop of everything; every task must end.
  async::Task<void> shut_down();
  // Dead nodes whose tasks have not ended yet.
  std::size_t unfinished() const { return burials_.running(); }

  // What hit between begin_faults() and heal().
  FaultCounts fault_counts(const WorkloadStats& workload) const;
  // Of the sequencer's state at the end, after audit(); empty if it never got there.
  const std::string& state_hash() const { return state_hash_; }

 private:
  struct Pending {
    FaultEvent event;
    std::uint32_t steps_left;
  };
  std::string host(int node) const;
  async::SimLoop& new_loop();
  void boot_sequencer();
  void boot_agent(int agent);
  void inject(const FaultEvent& event);
  void kill_agent(int agent, bool silently, Duration down);
  void kill_sequencer(bool machine, bool silently, Duration down);
  void pause(int node, Duration time);
  void at(MonotonicTime when, std::function<void()> action);
  void storm(const FaultEvent& event);
  void note_sequencer_failure();
  FaultCounts seam_counts() const;
  async::Task<void> audit_objects();
  async::Task<void> audit_restart();
  void audit_replicas();

  async::SimScheduler& scheduler_;
  const SimOptions& options_;
  Recorder& recorder_;
  Random random_;
  std::vector<std::unique_ptr<async::SimLoop>>
      loops_;  // every life of every node; events may still name them
  async::SimLoop driver_;
  SimFabric fabric_;
  SimBucket bucket_;
  SimDisk disk_;
  keys::Keys keys_;
  ClusterId cluster_id_;
  std::unique_ptr<SequencerNode> sequencer_;
  std::vector<std::unique_ptr<AgentNode>> agents_;
  std::vector<std::int64_t> lives_;
  std::vector<Pending> pending_;
  bool healed_ = false;
  std::uint64_t generation_ = 0;  // rises at the heal: timed ends of faults from before are void
  std::array<std::uint64_t, static_cast<std::size_t>(FaultKind::kCount)> happened_{};
  bool sequencer_failure_noted_ = false;
  std::string state_hash_;
  FaultCounts counts_before_;
  FaultCounts counts_after_;
  async::TaskGroup burials_;
};

}  // namespace ringfence::sim
