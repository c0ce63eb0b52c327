#include "review/probe_fit/drill.h"

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace ringfence::review {

using async::Task;

namespace {

constexpr std::int32_t kAsk = -1;

// Blocking. The exit code of the shell's command, or of nobody pressing Enter.
int carry_out(const std::string& command, const std::string& what) {
  if (command == "ask") {
    std::fprintf(stderr, "\n%s now, then press Enter: ", what.c_str());
    return std::getc(stdin) == EOF ? kAsk : 0;
  }
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : kAsk;
}

class Drill {
 public:
  Drill(async::Loop& loop, async::Network& network, DrillPlan plan)
      : loop_(loop), network_(network), plan_(std::move(plan)) {}

  Task<Result<DrillResult>> run() {
    if (plan_.scratch) RF_CO_TRY(co_await make_topic());
    Load load(loop_, network_, plan_.load);
    auto started = co_await load.start();
    if (started) {
      co_await wait("warm-up", plan_.warm_up);
      load.enter("steady");
      co_await wait("steady load", plan_.steady);
      out_.brokers = co_await load.brokers_now();
      for (const FaultPlan& fault : plan_.faults) co_await break_and_repair(load, fault);
    }
    co_await load.finish();
    if (started) co_await take(load);
    if (plan_.scratch) co_await delete_topic();
    if (!started) co_return started.error();
    co_return std::move(out_);
  }

 private:
  Task<void> wait(std::string what, Duration how_long) {
    const MonotonicTime end = loop_.now() + how_long;
    while (loop_.now() < end) {
      if (plan_.progress) {
        const Duration left = end - loop_.now();
        plan_.progress(what, (how_long - left) / std::chrono::seconds(1),
                       how_long / std::chrono::seconds(1));
      }
      const Duration step = std::min<Duration>(std::chrono::seconds(1), end - loop_.now());
      (void)co_await async::sleep_for(loop_, step);
    }
  }

  Task<Result<void>> make_topic() {
    kafka::client::ClusterClient admin(loop_, network_, plan_.load.cluster);
    auto done = co_await admin.connect();
    if (done) {
      kafka::client::TopicSpec spec;
      spec.name = plan_.load.topic;
      spec.partitions = plan_.partitions;
      spec.replication_factor = plan_.replication;
      done = co_await admin.create_topic(std::move(spec));
    }
    co_await admin.stop();
    co_return done;
  }

  Task<void> delete_topic() {
    kafka::client::ClusterClient admin(loop_, network_, plan_.load.cluster);
    auto done = co_await admin.connect();
    if (done) done = co_await admin.delete_topic(plan_.load.topic);
    co_await admin.stop();
    out_.topic_note = done ? "made for this run and deleted again"
                           : "made for this run; could not be deleted: " + done.error().to_string();
  }

  Task<int> carry(std::string command, std::string what) {
    auto code =
        co_await async::run_blocking(loop_, [&command, &what] { return carry_out(command, what); });
    co_return code ? *code : kAsk;
  }

  Task<void> break_and_repair(Load& load, FaultPlan fault) {
    FaultOutcome outcome;
    outcome.kind = fault.kind;
    outcome.command = fault.command;
    outcome.brokers_before = co_await load.brokers_now();
    outcome.at_ms = loop_.wall_now().ms;
    load.enter("fault " + fault.kind);
    outcome.phase = load.phases().size() - 1;
    outcome.exit_code = co_await carry(fault.command, "Break one: " + fault.kind);
    co_await wait("fault " + fault.kind, plan_.fault_window);
    outcome.brokers_after = co_await load.brokers_now();
    load.enter("after " + fault.kind);
    if (!fault.repair.empty())
      outcome.repair_code = co_await carry(fault.repair, "Repair it: " + fault.kind);
    co_await wait("after " + fault.kind, plan_.settle);
    out_.faults.push_back(std::move(outcome));
  }

  Task<void> take(Load& load) {
    out_.phases = load.phases();
    out_.seconds = load.seconds();
    out_.due = load.due();
    out_.acknowledged = std::count(load.acknowledged().begin(), load.acknowledged().end(), true);
    out_.never_sent = load.never_sent();
    out_.partitions = load.partitions();
    out_.idempotent = load.idempotent();
    out_.catch_up_passes = load.catch_up_passes();
    out_.topic_note = "given by the command line; its records of this run stay";
    if (plan_.progress) plan_.progress("reading back", 0, 0);
    out_.back = co_await read_back(loop_, network_, plan_.load.cluster, plan_.load.topic,
                                   load.start_offsets(), load.run_mark(), load.acknowledged());
  }

  async::Loop& loop_;
  async::Network& network_;
  DrillPlan plan_;
  DrillResult out_;
};

const Phase* steady_of(const DrillResult& result) {
  for (const Phase& phase : result.phases) {
    if (phase.name == "steady") return &phase;
  }
  return nullptr;
}

}  // namespace

Task<Result<DrillResult>> run_drill(async::Loop& loop, async::Network& network, DrillPlan plan) {
  Drill drill(loop, network, std::move(plan));
  co_return co_await drill.run();
}

Duration outage(const DrillResult& result, const FaultOutcome& fault) {
  Duration longest{0};
  for (std::size_t i = fault.phase; i < result.phases.size() && i <= fault.phase + 1; ++i)
    longest = std::max(longest, result.phases[i].gap);
  return longest;
}

bool effective(const DrillResult& result, const FaultOutcome& fault) {
  if (fault.brokers_after >= 0 && fault.brokers_after < fault.brokers_before) return true;
  const Phase* steady = steady_of(result);
  if (steady == nullptr || fault.phase >= result.phases.size()) return false;
  if (result.phases[fault.phase].interruptions > steady->interruptions) return true;
  return outage(result, fault) > 3 * steady->gap + milliseconds(500);
}

}  // namespace ringfence::review
