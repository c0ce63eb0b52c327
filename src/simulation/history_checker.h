// Judges a history: Jepsen's Kafka rules and ours, each with a name that is printed when it fires
// (docs/SIMULATION.md lists them). Pure; O(n log n) in operations and records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/history.h"

namespace ringfence::sim {

struct Violation {
  std::string rule;
  std::string key;
  std::string detail;
  std::int64_t op_index = 0;  // where it showed
};

struct CheckOptions {
  bool all_idempotent =
      false;  // every send counts as idempotent, also where the history does not say so
  bool final_reads = false;  // every key with an acknowledged send must have a final poll
  std::size_t violations_max = 200;
};

struct Verdict {
  std::vector<Violation> violations;
  std::uint64_t acknowledged_sends = 0;  // values
  std::uint64_t unknown_sends = 0;
  std::uint64_t failed_sends = 0;
  std::uint64_t records_read = 0;
  std::uint64_t operations_ok = 0;
  std::uint64_t keys = 0;

  bool clean() const { return violations.empty(); }
  // The rules that fired, most frequent first: "lost-write x3, duplicate x1".
  std::string summary() const;
};

Verdict check_history(const History& history, const CheckOptions& options = {});

}  // namespace ringfence::sim
