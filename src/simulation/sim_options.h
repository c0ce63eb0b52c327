// Everything that a seed decides: which faults are on, how often, when, and what the clients do.
// Drawn first, printed whole, then run; a failing seed shrinks by leaving parts of it out.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "simulation/sim_disk.h"
#include "simulation/sim_network.h"
#include "simulation/sim_store.h"
#include "simulation/workload.h"

namespace ringfence::sim {

enum class FaultKind : std::uint8_t {
  kKillAgent,           // the process dies between two steps
  kCrashSequencer,      // the machine dies: unsynced writes are dropped or torn
  kKillSequencer,       // the process dies, the page cache stays
  kCrashInTransaction,  // the sequencer's machine dies in the middle of a SQLite transaction
  kTakeOver,            // a second sequencer takes the log over while the first one goes on
  kPauseAgent,
  kPauseSequencer,
  kCut,      // all streams between two hosts are reset
  kSilence,  // one direction between two hosts carries nothing
  kStoreOutage,
  kStoreFull,
  kDiskFull,
  kNetworkStorm,  // many cut and stalled streams for a while
  kStoreStorm,    // many failed, slow and late calls for a while
  kDiskStorm,     // failing fsyncs for a while
  kCount,
};
std::string_view fault_kind_name(FaultKind kind);

struct FaultEvent {
  MonotonicTime at;
  FaultKind kind = FaultKind::kKillAgent;
  int a = 0;  // agent 0.. or kSequencer
  int b = 0;  // the other side, where there is one
  Duration lasts{0};
  bool silently = false;  // a dead machine says nothing to its peers
  std::uint32_t steps =
      0;  // scheduler steps (or disk operations) between `at` and the fault itself
};
inline constexpr int kSequencer = -1;
inline constexpr int kClients = -2;

struct SimOptions {
  std::uint64_t seed = 0;
  int agents = 3;
  Duration load{seconds(48)};      // virtual time under load and faults
  std::uint64_t sends_min = 2000;  // the load goes on until so many batches are acknowledged
  Duration load_extra_max{seconds(300)};
  Duration settle{seconds(8)};  // after the heal, before the last reads
  Duration total{seconds(60)};  // the run lasts at least so long
  WorkloadOptions workload;
  NetworkFaults network;  // in force under load
  StoreFaults store;
  DiskFaults disk;
  std::uint64_t snapshot_records = 0;
  std::int64_t flush_interval_ms = 0;
  std::int64_t flush_concurrency = 0;
  std::int64_t put_timeout_ms = 0;
  std::int64_t cache_bytes = 0;
  Duration session_timeout{seconds(10)};
  std::vector<FaultEvent> plan;   // ascending by time
  std::set<std::string> dropped;  // "event:3", "rate:store.slow": left out by the shrinker

  // Everything that was drawn, one line per setting.
  std::string to_string() const;
};

SimOptions draw_options(std::uint64_t seed);
// Removes one part; false when there is no such part (any more). `parts` lists what can be removed.
bool drop_part(SimOptions& options, const std::string& part);
std::vector<std::string> droppable_parts(const SimOptions& options);

}  // namespace ringfence::sim
