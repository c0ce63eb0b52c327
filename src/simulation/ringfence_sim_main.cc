// ringfence-sim: the whole cluster in one thread from one seed. See docs/SIMULATION.md.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "base/deliberate_bugs.h"
#include "simulation/campaign.h"

namespace ringfence::sim {
namespace {

std::int64_t cpu_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
         (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

struct OneArguments {
  std::uint64_t seed = 1;
  std::string bug;
  std::string plant = "none";
  std::vector<std::string> dropped;
  std::string history_file;
  bool groups = false;
  bool json = false;
  bool log = false;
};

int run_one(const OneArguments& arguments) {
  if (!arguments.bug.empty() && !set_deliberate_bug(arguments.bug)) {
    fmt::print(stderr, "no deliberate bug is called '{}'\n", arguments.bug);
    return 2;
  }
  SimOptions options = draw_options(arguments.seed);
  if (arguments.groups) options.workload.groups = 1 + static_cast<int>(arguments.seed % 2);
  for (const std::string& part : arguments.dropped) {
    if (drop_part(options, part)) continue;
    fmt::print(stderr, "seed {} has no part '{}'\n", arguments.seed, part);
    return 2;
  }
  RunExtras extras;
  extras.print_log = arguments.log;
  if (arguments.plant == "wall-clock") extras.plant = Plant::kWallClock;
  if (arguments.plant == "unordered-iteration") extras.plant = Plant::kUnorderedIteration;
  std::string history;
  if (!arguments.history_file.empty()) extras.history_json = &history;
  if (!arguments.json) fmt::print("{}", options.to_string());
  std::fflush(stdout);
  const RunResult result = run_simulation(options, extras);
  if (!arguments.history_file.empty()) std::ofstream(arguments.history_file) << history;
  if (arguments.json) {
    fmt::print("{}\n", result_to_json(result, cpu_ms()));
    return result.clean() ? 0 : 1;
  }
  for (const Violation& violation : result.verdict.violations)
    fmt::print("{} {}: {} (op {})\n", violation.rule, violation.key, violation.detail,
               violation.op_index);
  for (const auto& [kind, count] : result.faults)
    if (count > 0) fmt::print("fault {} {}\n", kind, count);
  fmt::print(
      "{}\n{} operations acknowledged ({} produce batches, {} unknown, {} refused values), {} "
      "records read\n",
      result.fingerprint(), result.operations_acknowledged, result.sends_acknowledged,
      result.verdict.unknown_sends, result.verdict.failed_sends, result.verdict.records_read);
  fmt::print("{} events, {:.1f} virtual s, {:.2f} CPU s: {}\n", result.events,
             static_cast<double>(result.virtual_ms) / 1e3, static_cast<double>(cpu_ms()) / 1e3,
             result.clean() ? "clean" : result.verdict.summary());
  return result.clean() ? 0 : 1;
}

int run_check(const std::string& file, bool idempotent) {
  std::ifstream in(file);
  if (!in) {
    fmt::print(stderr, "cannot read {}\n", file);
    return 2;
  }
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto history = History::from_json_lines(text);
  if (!history) {
    fmt::print(stderr, "{}: {}\n", file, history.error().detail);
    return 2;
  }
  const Verdict verdict = check_history(*history, {.all_idempotent = idempotent});
  for (const Violation& violation : verdict.violations)
    fmt::print("{} {}: {} (op {})\n", violation.rule, violation.key, violation.detail,
               violation.op_index);
  fmt::print(
      "{} operations; values acknowledged {}, unknown {}, refused {}; {} records read in {} "
      "partitions: {}\n",
      history->ops().size(), verdict.acknowledged_sends, verdict.unknown_sends,
      verdict.failed_sends, verdict.records_read, verdict.keys,
      verdict.clean() ? "no violation" : verdict.summary());
  return verdict.clean() ? 0 : 1;
}

bool parse_seeds(const std::string& text, CampaignOptions& options) {
  const std::size_t dots = text.find("..");
  try {
    options.first = std::stoull(text);
    options.last = dots == std::string::npos ? options.first : std::stoull(text.substr(dots + 2));
  } catch (const std::exception&) {
    return false;
  }
  return options.first <= options.last;
}

int dispatch(int argc, char** argv) {
  CLI::App app{
      "Runs the whole cluster in one thread from one seed and judges what its clients saw."};
  app.require_subcommand(1);
  OneArguments one;
  CampaignOptions campaign;
  std::string seeds, file, only;
  bool once = false, idempotent = false;
  const auto with_campaign = [&](CLI::App* command, const std::string& standard) {
    seeds = standard;
    command->add_option("--seeds", seeds, "Seeds, as A..B");
    command->add_flag("--groups", campaign.groups, "With consumer groups among the clients");
    command->add_option("--jobs", campaign.jobs, "Processes at a time")->check(CLI::Range(1, 64));
  };
  CLI::App* single = app.add_subcommand("one", "Run one seed and print everything about it");
  single->add_option("seed", one.seed)->required();
  single->add_option("--bug", one.bug, "Switch a deliberate bug on");
  single->add_option("--plant", one.plant, "Break determinism")
      ->check(CLI::IsMember({"none", "wall-clock", "unordered-iteration"}));
  single->add_option("--drop", one.dropped, "Leave a part of the seed out, as 'shrink' prints them")
      ->allow_extra_args(false);
  single->add_option("--history", one.history_file,
                     "Write the history to this file, as JSON lines");
  single->add_flag("--groups", one.groups, "With consumer groups among the clients");
  single->add_flag("--json", one.json, "Print one line of JSON only");
  single->add_flag("--log", one.log, "Print the nodes' logs, with virtual time");
  CLI::App* run = app.add_subcommand("run", "Run many seeds, each twice in two processes");
  with_campaign(run, "");
  run->add_option("--bug", campaign.bug, "Switch a deliberate bug on");
  run->add_flag("--once,!--twice", once, "Run each seed once only; the default is twice");
  CLI::App* mutants =
      app.add_subcommand("mutants", "Show that every deliberate bug is caught, and by which rule");
  with_campaign(mutants, "");
  mutants->add_option("--only", only, "This bug alone");
  CLI::App* determinism =
      app.add_subcommand("determinism", "Show that planted breaches of determinism are found");
  with_campaign(determinism, "");
  CLI::App* shrink =
      app.add_subcommand("shrink", "Leave out of a failing seed what is not needed to fail");
  shrink->add_option("seed", one.seed)->required();
  shrink->add_option("--bug", one.bug, "With this deliberate bug");
  CLI::App* check = app.add_subcommand("check", "Judge a history file");
  check->add_option("file", file)->required();
  check->add_flag("--idempotent", idempotent,
                  "Every producer was idempotent: no value may stand twice");
  CLI11_PARSE(app, argc, argv);
  if (single->parsed()) return run_one(one);
  if (check->parsed()) return run_check(file, idempotent);
  if (shrink->parsed()) return run_shrink(one.seed, one.bug, campaign.jobs);
  if (seeds.empty()) seeds = run->parsed() ? "1..300" : mutants->parsed() ? "1..60" : "1..3";
  if (!parse_seeds(seeds, campaign)) {
    fmt::print(stderr, "--seeds {}: expected A..B\n", seeds);
    return 2;
  }
  campaign.twice = !once;
  if (mutants->parsed()) return run_mutants(campaign, only);
  return determinism->parsed() ? run_determinism(campaign) : run_campaign(campaign);
}

}  // namespace
}  // namespace ringfence::sim

int main(int argc, char** argv) { return ringfence::sim::dispatch(argc, argv); }
