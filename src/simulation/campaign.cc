#include "simulation/campaign.h"

#include <fmt/format.h>
#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/deliberate_bugs.h"
#include "simulation/process_pool.h"

namespace ringfence::sim {

using Json = nlohmann::ordered_json;

std::string result_to_json(const RunResult& result, std::int64_t cpu_ms) {
  Json json = {{"seed", result.seed},
               {"clean", result.clean()},
               {"fingerprint", result.fingerprint()},
               {"rules", result.verdict.summary()},
               {"sends", result.sends_acknowledged},
               {"operations", result.operations_acknowledged},
               {"virtual_ms", result.virtual_ms},
               {"cpu_ms", cpu_ms},
               {"events", result.events}};
  json["details"] = Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(5, result.verdict.violations.size()); ++i) {
    const Violation& violation = result.verdict.violations[i];
    json["details"].push_back(fmt::format("{} {}: {} (op {})", violation.rule, violation.key,
                                          violation.detail, violation.op_index));
  }
  json["faults"] = result.faults;
  return json.dump();
}

RunReport report_of(std::uint64_t seed, int exit_code, const std::string& output) {
  RunReport report;
  report.seed = seed;
  const std::size_t begin = output.find('{');
  const Json json =
      Json::parse(begin == std::string::npos ? "" : output.substr(begin), nullptr, false);
  if (json.is_discarded() || (exit_code != 0 && exit_code != 1)) {
    report.rules = fmt::format("crashed (exit code {})", exit_code);
    return report;
  }
  report.ended = true;
  report.clean = json["clean"];
  report.fingerprint = json["fingerprint"];
  report.rules = json["rules"];
  report.details = json["details"].get<std::vector<std::string>>();
  report.sends = json["sends"];
  report.operations = json["operations"];
  report.virtual_ms = json["virtual_ms"];
  report.cpu_ms = json["cpu_ms"];
  report.events = json["events"];
  report.faults = json["faults"].get<FaultCounts>();
  return report;
}

namespace {

// Of the machine: how long the campaign took, which no run ever sees.
std::int64_t wall_ms() {
  tms unused;
  return static_cast<std::int64_t>(times(&unused)) * 1000 / sysconf(_SC_CLK_TCK);
}

std::vector<std::string> child_arguments(std::uint64_t seed, const std::string& bug, bool groups) {
  std::vector<std::string> arguments = {"one", std::to_string(seed), "--json"};
  if (groups) arguments.emplace_back("--groups");
  if (!bug.empty()) arguments.insert(arguments.end(), {"--bug", bug});
  return arguments;
}

std::string replay_command(std::uint64_t seed, const std::string& bug) {
  return fmt::format("ringfence-sim one {}{}", seed, bug.empty() ? "" : " --bug " + bug);
}

// Adds up what the seeds of a campaign did.
class Totals {
 public:
  void add(const RunReport& report) {
    ++seeds_;
    sends_ += report.sends;
    operations_ += report.operations;
    least_sends_ = std::min(least_sends_, report.sends);
    least_operations_ = std::min(least_operations_, report.operations);
    virtual_ms_ += report.virtual_ms;
    least_virtual_ms_ = std::min(least_virtual_ms_, report.virtual_ms);
    events_ += report.events;
    for (const auto& [kind, count] : report.faults) {
      faults_[kind].total += count;
      faults_[kind].seeds += count > 0 ? 1 : 0;
    }
  }
  void add_cpu(std::int64_t ms) { cpu_ms_ += ms; }

  void print(std::int64_t wall_ms) const {
    if (seeds_ == 0) return;
    fmt::print(
        "summary: acknowledged operations {} ({} produce batches), at least {} a seed ({} "
        "batches)\n",
        operations_, sends_, least_operations_, least_sends_);
    fmt::print("virtual time {:.1f} h, at least {:.1f} s a seed; {:.1f} M events\n",
               static_cast<double>(virtual_ms_) / 3.6e6,
               static_cast<double>(least_virtual_ms_) / 1e3, static_cast<double>(events_) / 1e6);
    fmt::print("summary: virtual:wall {:.0f}:1 over all jobs, virtual:CPU {:.0f}:1\n",
               static_cast<double>(virtual_ms_ * runs_per_seed_) /
                   static_cast<double>(std::max<std::int64_t>(1, wall_ms)),
               static_cast<double>(virtual_ms_ * runs_per_seed_) /
                   static_cast<double>(std::max<std::int64_t>(1, cpu_ms_)));
    fmt::print("effective faults by kind (total; seeds that had it):\n");
    for (const auto& [kind, fault] : faults_)
      fmt::print("  {:22} {:>9}  {:>3.0f} %{}\n", kind, fault.total, share(fault.seeds),
                 share(fault.seeds) < 20 ? "  below 20 %" : "");
  }
  // Of what a seed draws; whether a dead node's PUT was on its way is chance.
  bool every_fault_in_a_fifth() const {
    return std::ranges::all_of(faults_, [&](const auto& fault) {
      return fault.first == "landed-after-death" || share(fault.second.seeds) >= 20;
    });
  }
  std::uint64_t least_operations() const { return least_operations_; }
  std::int64_t least_virtual_ms() const { return least_virtual_ms_; }
  void set_runs_per_seed(int runs) { runs_per_seed_ = runs; }

 private:
  struct Fault {
    std::uint64_t total = 0;
    std::uint64_t seeds = 0;
  };
  double share(std::uint64_t seeds) const {
    return 100.0 * static_cast<double>(seeds) / static_cast<double>(seeds_);
  }
  std::uint64_t seeds_ = 0, sends_ = 0, operations_ = 0, events_ = 0;
  std::uint64_t least_sends_ = UINT64_MAX, least_operations_ = UINT64_MAX;
  std::int64_t virtual_ms_ = 0, least_virtual_ms_ = INT64_MAX, cpu_ms_ = 0;
  std::map<std::string, Fault> faults_;
  int runs_per_seed_ = 1;
};

void print_failure(const RunReport& report, const std::string& bug) {
  fmt::print("seed {}: {}\n", report.seed, report.rules);
  for (const std::string& detail : report.details) fmt::print("    {}\n", detail);
  fmt::print("    replay: {}\n    shrink: ringfence-sim shrink {}{}\n",
             replay_command(report.seed, bug), report.seed, bug.empty() ? "" : " --bug " + bug);
}

}  // namespace

int run_campaign(const CampaignOptions& options) {
  const std::uint64_t seeds = options.last - options.first + 1;
  const std::uint64_t runs_per_seed = options.twice ? 2 : 1;
  Totals totals;
  totals.set_runs_per_seed(static_cast<int>(runs_per_seed));
  std::map<std::uint64_t, std::string> fingerprints;
  std::map<std::string, std::uint64_t> seen;  // fingerprint -> seed
  std::uint64_t failed = 0, different = 0, alike = 0;
  const std::int64_t begin = wall_ms();
  run_children(
      seeds * runs_per_seed, options.jobs,
      [&](std::size_t run) {
        return child_arguments(options.first + run / runs_per_seed, options.bug, options.groups);
      },
      [&](std::size_t run, const ChildResult& child) {
        const std::uint64_t seed = options.first + run / runs_per_seed;
        const RunReport report = report_of(seed, child.exit_code, child.output);
        totals.add_cpu(report.cpu_ms);
        auto [first, fresh] = fingerprints.try_emplace(seed, report.fingerprint);
        if (!fresh) {
          if (first->second == report.fingerprint) return true;
          ++different;
          fmt::print("seed {}: two processes disagree\n    {}\n    {}\n", seed, first->second,
                     report.fingerprint);
          return true;
        }
        totals.add(report);
        if (!report.clean) {
          ++failed;
          print_failure(report, options.bug);
        }
        if (!seen.emplace(report.fingerprint, seed).second) ++alike;
        std::fflush(stdout);
        return true;
      });
  const std::int64_t taken_ms = wall_ms() - begin;
  fmt::print(
      "summary: {} seeds, each run {}, in {:.0f} s: {} with violations, {} not deterministic, {} "
      "like another seed\n",
      seeds, options.twice ? "twice in two processes" : "once", static_cast<double>(taken_ms) / 1e3,
      failed, different, alike);
  totals.print(taken_ms);
  bool ok = failed == 0 && different == 0 && alike == 0;
  if (totals.least_operations() < 2000) {
    fmt::print("a seed acknowledged only {} operations; 2000 are wanted\n",
               totals.least_operations());
    ok = false;
  }
  if (totals.least_virtual_ms() < 60'000) {
    fmt::print("a seed lasted only {} virtual ms; 60000 are wanted\n", totals.least_virtual_ms());
    ok = false;
  }
  // A handful of seeds cannot show every kind.
  if (seeds >= 100 && !totals.every_fault_in_a_fifth()) ok = false;
  return ok ? 0 : 1;
}

namespace {

struct Catch {
  std::uint64_t seeds = 0;  // tried until it was caught; 0: never
  std::uint64_t seed = 0;
  std::string rules;
};

Catch hunt(const CampaignOptions& options, const std::string& bug) {
  Catch caught;
  std::map<std::uint64_t, RunReport> reports;
  run_children(
      options.last - options.first + 1, options.jobs,
      [&](std::size_t run) { return child_arguments(options.first + run, bug, options.groups); },
      [&](std::size_t run, const ChildResult& child) {
        const std::uint64_t seed = options.first + run;
        const RunReport report = report_of(seed, child.exit_code, child.output);
        // Crashes and assertions do not count: the checker has to see it.
        if (!report.ended || report.clean) return true;
        if (caught.seeds == 0 || seed < caught.seed)
          caught = {seed - options.first + 1, seed, report.rules};
        return false;
      });
  return caught;
}

// The mutant's seed must be clean without it.
bool clean_without(const CampaignOptions& options, std::uint64_t seed) {
  bool clean = false;
  run_children(
      1, options.jobs, [&](std::size_t) { return child_arguments(seed, "", options.groups); },
      [&](std::size_t, const ChildResult& child) {
        clean = report_of(seed, child.exit_code, child.output).clean;
        return true;
      });
  return clean;
}

}  // namespace

namespace {

// Bugs without a consequence that anybody could see, yet.
std::string_view why_unseen(std::string_view bug) {
  if (bug == "accept_ended_session")
    return "harmless until objects of ended sessions are cleaned up (rule 7)";
  return {};
}

}  // namespace

int run_mutants(const CampaignOptions& asked, const std::string& only) {
  int caught = 0, missed = 0;
  fmt::print("{:28} {:>5} {:>6}  {}\n", "bug", "seeds", "seed", "rules that fired");
  for (int i = 1; i < static_cast<int>(DeliberateBug::kCount); ++i) {
    const std::string bug(deliberate_bug_name(static_cast<DeliberateBug>(i)));
    if (!only.empty() && bug != only) continue;
    if (const std::string_view why = why_unseen(bug); !why.empty() && only.empty()) {
      fmt::print("{:28} not run: {}\n", bug, why);
      continue;
    }
    CampaignOptions options = asked;
    options.groups = asked.groups || i >= static_cast<int>(DeliberateBug::kSnapshotWithoutGroups);
    Catch found = hunt(options, bug);
    if (found.seeds > 0 && !clean_without(options, found.seed)) {
      found.rules = "(seed is not clean without the bug) " + found.rules;
      found.seeds = 0;
    }
    fmt::print("{:28} {:>5} {:>6}  {}\n", bug, found.seeds == 0 ? "-" : std::to_string(found.seeds),
               found.seeds == 0 ? "-" : std::to_string(found.seed),
               found.seeds == 0 ? "not caught " + found.rules : found.rules);
    std::fflush(stdout);
    ++(found.seeds > 0 ? caught : missed);
  }
  fmt::print("summary: {} deliberate bugs caught, {} not caught within {} seeds\n", caught, missed,
             asked.last - asked.first + 1);
  return missed == 0 ? 0 : 1;
}

namespace {

// The rule that fires first in a run with these parts left out; empty: none.
std::string rule_without(std::uint64_t seed, const std::string& bug,
                         const std::vector<std::string>& dropped) {
  std::string rule;
  run_children(
      1, 1,
      [&](std::size_t) {
        auto arguments = child_arguments(seed, bug, false);
        for (const std::string& part : dropped) arguments.insert(arguments.end(), {"--drop", part});
        return arguments;
      },
      [&](std::size_t, const ChildResult& child) {
        const RunReport report = report_of(seed, child.exit_code, child.output);
        rule = report.ended ? report.rules.substr(0, report.rules.find(' ')) : "crash";
        return true;
      });
  return rule;
}

}  // namespace

int run_shrink(std::uint64_t seed, const std::string& bug, int) {
  const std::string rule = rule_without(seed, bug, {});
  if (rule.empty()) {
    fmt::print("seed {} is clean\n", seed);
    return 1;
  }
  fmt::print("seed {} breaks {}; leaving parts out\n", seed, rule);
  std::vector<std::string> kept = droppable_parts(draw_options(seed)), dropped;
  // Halves first, then quarters, down to single parts, until nothing more can go.
  for (std::size_t chunk = std::max<std::size_t>(1, kept.size() / 2); chunk >= 1;) {
    bool any = false;
    for (std::size_t at = 0; at < kept.size();) {
      const std::size_t end = std::min(at + chunk, kept.size());
      std::vector<std::string> attempt = dropped;
      attempt.insert(attempt.end(), kept.begin() + static_cast<std::ptrdiff_t>(at),
                     kept.begin() + static_cast<std::ptrdiff_t>(end));
      if (rule_without(seed, bug, attempt) == rule) {
        dropped = attempt;
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(at),
                   kept.begin() + static_cast<std::ptrdiff_t>(end));
        any = true;
      } else {
        at = end;
      }
    }
    if (chunk == 1 && !any) break;
    if (chunk > 1) chunk /= 2;
  }
  fmt::print("{} parts left out, these are needed:\n", dropped.size());
  for (const std::string& part : kept) fmt::print("  {}\n", part);
  std::string command = replay_command(seed, bug);
  for (const std::string& part : dropped) command += " --drop " + part;
  fmt::print("{}\n", command);
  return 0;
}

int run_determinism(const CampaignOptions& options) {
  int problems = 0;
  for (const std::string plant : {"none", "wall-clock", "unordered-iteration"}) {
    std::uint64_t different = 0;
    std::map<std::uint64_t, std::string> first;
    const std::uint64_t seeds = options.last - options.first + 1;
    run_children(
        seeds * 2, options.jobs,
        [&](std::size_t run) {
          auto arguments = child_arguments(options.first + run / 2, "", options.groups);
          arguments.insert(arguments.end(), {"--plant", plant});
          return arguments;
        },
        [&](std::size_t run, const ChildResult& child) {
          const RunReport report =
              report_of(options.first + run / 2, child.exit_code, child.output);
          auto [it, fresh] = first.try_emplace(report.seed, report.fingerprint);
          if (!fresh && it->second != report.fingerprint) ++different;
          return true;
        });
    const bool expected = plant == "none" ? different == 0 : different > 0;
    fmt::print("summary: planted {}: {} of {} seeds differ between two processes{}\n", plant,
               different, seeds, expected ? "" : "  WRONG");
    problems += expected ? 0 : 1;
    std::set<std::string> distinct;
    for (const auto& [seed, fingerprint] : first) distinct.insert(fingerprint);
    if (distinct.size() != seeds) {
      fmt::print("only {} different fingerprints of {} seeds\n", distinct.size(), seeds);
      ++problems;
    }
  }
  return problems == 0 ? 0 : 1;
}

}  // namespace ringfence::sim
