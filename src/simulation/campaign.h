// Many seeds, each in processes of their own: the long run, the mutants, the shrinker, the proof of
// determinism.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/simulation.h"

namespace ringfence::sim {

// What a child prints for its parent: one line of JSON.
std::string result_to_json(const RunResult& result, std::int64_t cpu_ms);

struct RunReport {
  std::uint64_t seed = 0;
  bool ended = false;  // false: it crashed; `rules` then says so
  bool clean = false;
  std::string fingerprint;
  std::string rules;  // "lost-write x2, ..."
  std::vector<std::string> details;
  std::uint64_t sends = 0;
  std::uint64_t operations = 0;
  std::int64_t virtual_ms = 0;
  std::int64_t cpu_ms = 0;
  std::uint64_t events = 0;
  FaultCounts faults;
};
RunReport report_of(std::uint64_t seed, int exit_code, const std::string& output);

struct CampaignOptions {
  bool groups = false;  // with consumer groups in the workload
  std::uint64_t first = 1;
  std::uint64_t last = 300;
  int jobs = 2;
  bool twice = true;
  std::string bug;
};

// Each returns a process's exit code: 0 when everything held.
int run_campaign(const CampaignOptions& options);
int run_mutants(const CampaignOptions& options, const std::string& only);
int run_shrink(std::uint64_t seed, const std::string& bug, int jobs);
int run_determinism(const CampaignOptions& options);

}  // namespace ringfence::sim
