#include "simulation/simulation.h"

#include <fmt/format.h>
#include <time.h>

#include <cstdio>

#include "base/hash_map.h"
#include "base/log.h"
#include "simulation/sim_disk.h"

namespace ringfence::sim {

using async::Task;

namespace {

constexpr std::uint64_t kEventsMax = 30'000'000;
constexpr Duration kVirtualMax = seconds(600);

class Run {
 public:
  Run(const SimOptions& options, const RunExtras& extras)
      : options_(options),
        extras_(extras),
        scheduler_(options.seed),
        recorder_(scheduler_, history_),
        cluster_(scheduler_, options_, recorder_),
        workload_(
            scheduler_, cluster_.driver(), cluster_.fabric(), recorder_,
            [this](int agent) { return cluster_.agent_address(agent); }, options_.workload,
            options.seed ^ 0xC11E),
        script_(cluster_.driver()) {}

  RunResult run() {
    configure_log();
    script_.spawn(script());
    const MonotonicTime end = MonotonicTime{0} + kVirtualMax;
    while (!done_ && scheduler_.now() < end && scheduler_.events() < kEventsMax) {
      if (!scheduler_.step()) break;
      cluster_.after_step();
    }
    log::configure({});
    if (!done_) {
      recorder_.audit("I19-no-progress", false,
                      fmt::format("stuck in '{}' at {} virtual ms, {} events", phase_,
                                  scheduler_.now().ns / 1'000'000, scheduler_.events()));
    }
    return result();
  }
  bool done() const { return done_; }

 private:
  void configure_log() {
    if (!extras_.print_log) return;
    log::Options options;
    options.level = log::Level::kDebug;
    options.sink = [this](std::string_view line) {
      std::fprintf(stderr, "%9.3f %.*s", static_cast<double>(scheduler_.now().ns) / 1e9,
                   static_cast<int>(line.size()), line.data());
    };
    log::configure(std::move(options));
  }

  Task<bool> wait_healthy(Duration within) {
    const MonotonicTime end = scheduler_.now() + within;
    while (!cluster_.healthy() && scheduler_.now() < end)
      co_await async::sleep_for(cluster_.driver(), milliseconds(50));
    co_return cluster_.healthy();
  }

  Task<void> script() {
    phase_ = "start";
    cluster_.start();
    bool ok = co_await wait_healthy(seconds(30));
    if (ok) {
      phase_ = "set up";
      ok = co_await workload_.set_up();
    }
    if (ok) {
      co_await load();
      co_await judge();
    } else {
      recorder_.audit("I19-no-progress", false, "the cluster did not start");
    }
    phase_ = "stop";
    co_await workload_.stop();
    co_await cluster_.shut_down();
    co_await async::sleep_until(cluster_.driver(),
                                async::Deadline{MonotonicTime{0} + options_.total, {}});
    done_ = true;
  }

  Task<void> load() {
    phase_ = "load";
    workload_.start();
    cluster_.begin_faults();
    co_await planted();
    co_await async::sleep_for(cluster_.driver(), options_.load);
    // A seed whose store is slow goes on until it has shown enough.
    const MonotonicTime latest = scheduler_.now() + options_.load_extra_max;
    while (workload_.stats().acknowledged < options_.sends_min && scheduler_.now() < latest)
      co_await async::sleep_for(cluster_.driver(), seconds(1));
    phase_ = "heal";
    recorder_.nemesis("heal");
    cluster_.heal();
    co_await workload_.finish();
    co_await wait_healthy(seconds(60));
    co_await async::sleep_for(cluster_.driver(), options_.settle);
  }

  Task<void> judge() {
    phase_ = "final phase";
    co_await workload_.final_phase();
    phase_ = "audit";
    co_await cluster_.audit();
  }

  Task<void> planted() {
    if (extras_.plant == Plant::kWallClock) {
      // The machine's clock: the very thing that src/async alone may read.
      timespec now{};
      timespec_get(&now, TIME_UTC);
      co_await async::sleep_for(cluster_.driver(), Duration(now.tv_nsec));
    }
    if (extras_.plant == Plant::kUnorderedIteration) {
      HashSet<std::uint64_t> set;
      for (std::uint64_t i = 0; i < 16; ++i) set.insert(i);
      for (const std::uint64_t i : set)
        co_await async::sleep_for(cluster_.driver(),
                                  microseconds(1 + static_cast<std::int64_t>(i % 3)));
      for (const std::uint64_t i : set) scheduler_.note(i);
    }
  }

  RunResult result() {
    RunResult out;
    out.seed = options_.seed;
    out.trace_hash = scheduler_.trace_hash();
    out.history_hash = history_.hash();
    out.state_hash = cluster_.state_hash();
    out.verdict = check_history(history_, {.final_reads = done_});
    out.faults = cluster_.fault_counts(workload_.stats());
    out.workload = workload_.stats();
    out.events = scheduler_.events();
    out.virtual_ms = scheduler_.now().ns / 1'000'000;
    out.operations_acknowledged = out.verdict.operations_ok;
    for (const Op& op : history_.ops())
      if (op.f == "send" && op.type == OpType::kOk) ++out.sends_acknowledged;
    if (extras_.history_json != nullptr) *extras_.history_json = history_.to_json_lines();
    return out;
  }

  const SimOptions options_;
  RunExtras extras_;
  async::SimScheduler scheduler_;
  History history_;
  Recorder recorder_;
  Cluster cluster_;
  Workload workload_;
  async::TaskGroup script_;
  std::string phase_ = "nothing";
  bool done_ = false;
};

}  // namespace

std::string RunResult::fingerprint() const {
  return fmt::format("trace {:016x} state {} history {:016x}", trace_hash,
                     state_hash.empty() ? "none" : state_hash, history_hash);
}

RunResult run_simulation(const SimOptions& options, const RunExtras& extras) {
  install_sim_vfs(options.seed);
  auto run = std::make_unique<Run>(options, extras);
  RunResult result = run->run();
  // A run that got stuck has suspended tasks, which must not be destroyed: the process is about to
  // end anyway.
  if (!run->done()) (void)run.release();
  return result;
}

}  // namespace ringfence::sim
