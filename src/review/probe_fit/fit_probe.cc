#include "review/probe_fit/fit_probe.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>

#include "kafka/client/connection_options.h"
#include "net/real_loop.h"
#include "review/model/toml_fields.h"
#include "review/probe_fit/drill.h"
#include "review/probe_fit/fit_findings.h"

namespace ringfence::review {

using async::Task;

namespace {

constexpr const char* kPolicy =
    R"(# Least rights of the probe "fit", for Apache Kafka's own tool. Replace HOST:PORT.
# It makes, fills, reads and deletes topics of its own prefix, and nothing else:
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --add \
  --allow-principal User:ringfence-review --operation Create --operation Delete --operation Write \
  --operation Read --operation Describe --resource-pattern-type prefixed \
  --topic ringfence-review-fit-
# After the review:
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --remove --force \
  --allow-principal User:ringfence-review --resource-pattern-type prefixed \
  --topic ringfence-review-fit-
)";

Task<int> run_it(async::Loop& loop, async::Network& network, DrillPlan plan,
                 Result<DrillResult>& out) {
  if (plan.scratch)
    plan.load.topic = "ringfence-review-fit-" + loop.random().uuid().to_hex().substr(0, 12);
  out = co_await run_drill(loop, network, std::move(plan));
  co_return 0;
}

class FitProbe final : public Probe {
 public:
  ProbeFacts facts() const override {
    return {
        "fit",
        "1",
        "Measures latency and recovery on the user's own deployment, against targets",
        "fit_acls.txt",
        kPolicy,
        {"Other loads, rates and record sizes than the one named.",
         "What the operator's fault command really did: only its effect on this client is seen.",
         "Faults that were not injected.",
         "Latency inside the platform: everything is seen from this client's place, its network "
         "included.",
         "A restore from bucket and key: that is a drill of its own."}};
  }

  void add_options(CLI::App& command) override {
    add_connection_options(command, connection_);
    add_load_options(command);
    add_target_options(command);
    command.add_option("--fault", faults_,
                       "KIND=COMMAND: node, zone or metadata-leader, and the shell command that "
                       "breaks one; \"ask\" for a person to do it; repeat for each");
    command.add_option("--repair", repairs_, "KIND=COMMAND that repairs it afterwards");
    command.add_option("--fault-window", fault_seconds_, "Seconds observed after each fault")
        ->check(CLI::Range(1, 3600));
    command.add_option("--settle", settle_seconds_, "Seconds after each repair")
        ->check(CLI::Range(1, 3600));
    command.add_flag("--catch-up-reader", catch_up_, "One more reader reads from the beginning");
    command.add_option("--profile", profile_file_,
                       "profile.toml of the review: load and targets that no option states");
    command.add_option("--background", background_,
                       "Which background jobs run meanwhile, as the operator says (for F1.b)");
  }

  std::vector<std::string> claims() const override {
    std::vector<std::string> all{"F1.a"};
    if (!background_.empty()) all.push_back("F1.b");
    if (!faults_.empty()) all.push_back("F2.a");
    return all;
  }

  Result<std::vector<Finding>> run(ProbeContext& context) override {
    RF_TRY_ASSIGN(DrillPlan plan, make_plan());
    plan.progress = context.progress;
    FitScene scene{plan.load, targets_, background_};
    Result<DrillResult> result = Error(ErrorCode::kInternal, "the probe did not run");
    {
      net::RealLoop loop;
      loop.run(run_it(loop, loop.network(), std::move(plan), result));
    }
    if (!result) {
      Error error = result.error();
      if (error.is(ErrorCode::kPermission))
        error.detail +=
            ". Needed: operations Create, Write, Read, Describe and Delete on resource "
            "Topic (see --print-policy)";
      return error;
    }
    std::vector<Finding> findings;
    findings.push_back(latency_finding(*result, scene));
    if (!background_.empty()) findings.push_back(disturbed_finding(*result, scene));
    if (!faults_.empty()) findings.push_back(recovery_finding(*result, scene));
    return findings;
  }

 private:
  void add_load_options(CLI::App& command) {
    command.add_option("--topic", topic_,
                       "Existing topic to use (default: one is made and deleted again)");
    command.add_option("--partitions", partitions_, "Of the topic that is made (default: 3)")
        ->check(CLI::Range(1, 1000));
    command.add_option("--replication-factor", replication_, "Of the topic that is made")
        ->check(CLI::Range(1, 100));
    command.add_option("--rate", rate_, "Records a second (default: 200)")
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--record-bytes", record_bytes_, "Bytes of a value (default: 1000)")
        ->check(CLI::Range(48, 1'000'000));
    command.add_option("--readers", load_.fan_out, "Readers of everything")
        ->check(CLI::Range(1, 64));
    command.add_option("--duration", duration_seconds_, "Seconds of steady load")
        ->check(CLI::Range(1, 86'400));
    command.add_option("--warm-up", warm_up_seconds_, "Seconds before that are not counted")
        ->check(CLI::Range(0, 3600));
    command.add_option("--linger", linger_ms_, "Milliseconds that records wait for company")
        ->check(CLI::Range(0, 10'000));
    command
        .add_option("--request-timeout", request_ms_,
                    "Milliseconds after which a request counts as lost and is sent again")
        ->check(CLI::Range(100, 60'000));
  }

  void add_target_options(CLI::App& command) {
    const char* names[] = {"p50", "p99", "p999"};
    for (std::size_t i = 0; i < 3; ++i) {
      command.add_option(std::string("--target-produce-") + names[i] + "-ms",
                         targets_.produce_ms[i], "Target: from due to acknowledged");
      command.add_option(std::string("--target-end-to-end-") + names[i] + "-ms",
                         targets_.end_to_end_ms[i], "Target: from due to read");
    }
    command.add_option("--target-recovery-s", targets_.recovery_seconds,
                       "Target: longest time without acknowledgement after a fault");
    command.add_option("--target-lost-records", targets_.lost_records,
                       "Target: acknowledged records that may be lost");
  }

  static Result<std::pair<std::string, std::string>> split(const std::string& text,
                                                           std::string_view option) {
    const std::size_t equals = text.find('=');
    const std::string kind = text.substr(0, equals);
    if (equals == std::string::npos || equals + 1 == text.size() ||
        (kind != "node" && kind != "zone" && kind != "metadata-leader"))
      return Error(ErrorCode::kInvalid, std::string(option) + " '" + text +
                                            "': expected node=, zone= or metadata-leader=COMMAND");
    return std::pair(kind, text.substr(equals + 1));
  }

  // What the command line states goes before what the profile states.
  Result<void> read_profile() {
    if (profile_file_.empty()) return {};
    std::ifstream file(profile_file_, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file)
      return Error(ErrorCode::kNotFound, "--profile '" + profile_file_ + "' cannot be read");
    RF_TRY_ASSIGN(TomlFields root, TomlFields::parse(text.str(), profile_file_));
    TomlFields targets = root.table("targets");
    Result<void> outcome;
    // -1 comes back for what is no whole number in range.
    const auto take = [&](const char* key, auto& into, std::int64_t most,
                          bool zero_counts = false) {
      if (!targets.has(key)) return;
      const std::int64_t value = targets.number(key, 0, most, -1);
      if (value < 0)
        outcome =
            Error(ErrorCode::kInvalid, "--profile: " + std::string(key) +
                                           " must be a number from 0 to " + std::to_string(most));
      if (!into && (value > 0 || zero_counts)) into = value;
    };
    take("records_per_second", rate_, 1'000'000);
    take("record_bytes", record_bytes_, 1'000'000);
    take("partitions", partitions_, 1000);
    take("produce_p99_ms", targets_.produce_ms[1], INT32_MAX);
    take("end_to_end_p99_ms", targets_.end_to_end_ms[1], INT32_MAX);
    take("recovery_time_s", targets_.recovery_seconds, INT32_MAX);
    std::optional<std::int64_t> point_seconds;
    take("recovery_point_s", point_seconds, INT32_MAX, true);
    if (point_seconds && !targets_.lost_records)
      targets_.lost_records = *point_seconds * rate_.value_or(load_.rate);
    return outcome;
  }

  Result<DrillPlan> make_plan() {
    RF_TRY(read_profile());
    load_.rate = std::max<std::int64_t>(1, rate_.value_or(load_.rate));
    load_.record_bytes = static_cast<std::int32_t>(
        std::max<std::int64_t>(48, record_bytes_.value_or(load_.record_bytes)));
    DrillPlan plan;
    plan.load = load_;
    RF_TRY_ASSIGN(plan.load.cluster, cluster_options(connection_));
    plan.load.cluster.attempt_timeout = milliseconds(request_ms_);
    plan.load.cluster.unknown_topic_retries = 100;
    plan.load.topic = topic_;
    plan.load.linger = milliseconds(linger_ms_);
    plan.load.catch_up_reader = catch_up_;
    plan.scratch = topic_.empty();
    plan.partitions = static_cast<std::int32_t>(std::max<std::int64_t>(1, partitions_.value_or(3)));
    plan.replication = static_cast<std::int16_t>(replication_);
    plan.warm_up = std::chrono::seconds(warm_up_seconds_);
    plan.steady = std::chrono::seconds(duration_seconds_);
    plan.fault_window = std::chrono::seconds(fault_seconds_);
    plan.settle = std::chrono::seconds(settle_seconds_);
    for (const std::string& text : faults_) {
      RF_TRY_ASSIGN(const auto fault, split(text, "--fault"));
      plan.faults.push_back({fault.first, fault.second, ""});
    }
    for (const std::string& text : repairs_) {
      RF_TRY_ASSIGN(const auto repair, split(text, "--repair"));
      bool used = false;
      for (FaultPlan& fault : plan.faults) {
        if (fault.kind == repair.first) fault.repair = repair.second;
        used = used || fault.kind == repair.first;
      }
      if (!used) return Error(ErrorCode::kInvalid, "--repair " + repair.first + " has no --fault");
    }
    const std::int64_t all_seconds =
        warm_up_seconds_ + duration_seconds_ +
        static_cast<std::int64_t>(faults_.size()) * (fault_seconds_ + settle_seconds_);
    if (all_seconds * load_.rate > Load::kRecordsMax)
      return Error(ErrorCode::kTooLarge, "--rate and durations make more than 50,000,000 records");
    return plan;
  }

  kafka::client::ConnectionOptions connection_;
  LoadOptions load_;
  FitTargets targets_;
  std::optional<std::int64_t> rate_, record_bytes_, partitions_;
  std::string topic_, background_, profile_file_;
  std::vector<std::string> faults_, repairs_;
  int replication_ = -1;
  int duration_seconds_ = 60, warm_up_seconds_ = 5, fault_seconds_ = 30, settle_seconds_ = 10;
  int linger_ms_ = 5, request_ms_ = 2000;
  bool catch_up_ = false;
};

}  // namespace

std::unique_ptr<Probe> make_fit_probe() { return std::make_unique<FitProbe>(); }

}  // namespace ringfence::review
