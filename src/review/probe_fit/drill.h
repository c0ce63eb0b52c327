// One run: the load, the faults that somebody or some command makes meanwhile, and the reading
// back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/probe_fit/load.h"
#include "review/probe_fit/read_back.h"

namespace ringfence::review {

struct FaultPlan {
  std::string kind;     // "node", "zone", "metadata-leader"
  std::string command;  // run by the shell; "ask": a person is asked to do it
  std::string repair;   // likewise, afterwards; empty: nothing
};

struct DrillPlan {
  LoadOptions load;
  bool scratch = false;  // the topic is made for this run and deleted again
  std::int32_t partitions = 3;
  std::int16_t replication = -1;
  Duration warm_up = std::chrono::seconds(5);
  Duration steady = std::chrono::seconds(60);
  std::vector<FaultPlan> faults;
  Duration fault_window = std::chrono::seconds(30);  // observed after each fault
  Duration settle = std::chrono::seconds(10);        // after each repair
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)> progress;
};

struct FaultOutcome {
  std::string kind, command;
  int exit_code = 0;  // of the command
  int repair_code = 0;
  std::int64_t at_ms = 0;  // wall clock
  std::int64_t brokers_before = 0, brokers_after = 0;
  std::size_t phase = 0;  // index of "fault KIND"; the next one is "after KIND"
};

struct DrillResult {
  std::vector<Phase> phases;
  std::vector<Second> seconds;
  std::vector<FaultOutcome> faults;
  ReadBack back;
  std::int64_t due = 0, acknowledged = 0, never_sent = 0;
  std::int32_t partitions = 0;
  bool idempotent = false;
  std::int64_t catch_up_passes = 0;
  std::int64_t brokers = 0;
  std::string topic_note;  // what became of the topic
};

// Errors: what stops the run before any record is due.
async::Task<Result<DrillResult>> run_drill(async::Loop& loop, async::Network& network,
                                           DrillPlan plan);

// Whether the fault was seen to do anything: brokers gone, connections lost, or a pause much longer
// than any without the fault.
bool effective(const DrillResult& result, const FaultOutcome& fault);
// The longest time that a partition was without acknowledgement, from the fault until settled.
Duration outage(const DrillResult& result, const FaultOutcome& fault);

}  // namespace ringfence::review
