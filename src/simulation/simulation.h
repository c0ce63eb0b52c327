// One seed from begin to end: a cluster, its clients, its faults, the heal, the last reads, the
// verdict.
#pragma once

#include <cstdint>
#include <string>

#include "simulation/cluster.h"
#include "simulation/history_checker.h"
#include "simulation/sim_options.h"

namespace ringfence::sim {

// Deliberate breaches of determinism, to show that comparing two runs finds them.
enum class Plant : std::uint8_t { kNone, kWallClock, kUnorderedIteration };

struct RunResult {
  std::uint64_t seed = 0;
  std::uint64_t trace_hash = 0;    // every event, in order, with its virtual time
  std::uint64_t history_hash = 0;  // everything that clients saw
  std::string state_hash;          // the metadata at the end
  Verdict verdict;
  FaultCounts faults;
  WorkloadStats workload;
  std::uint64_t events = 0;
  std::int64_t virtual_ms = 0;
  std::int64_t sends_acknowledged = 0;        // produce batches
  std::uint64_t operations_acknowledged = 0;  // every client operation that ended well

  bool clean() const { return verdict.clean(); }
  // One line that is the same for two runs of a seed.
  std::string fingerprint() const;
};

struct RunExtras {
  Plant plant = Plant::kNone;
  bool print_log = false;  // the nodes' log lines, with virtual time, to stderr
  std::string* history_json = nullptr;
};

// Uses process-wide things (SQLite's VFS and randomness, the log sink): one run at a time, and for
// comparable hashes the first run of its process.
RunResult run_simulation(const SimOptions& options, const RunExtras& extras = {});

}  // namespace ringfence::sim
