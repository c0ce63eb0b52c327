// ringfence-review probe NAME: runs one probe and files what it found.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/commands/command.h"
#include "review/commands/probe_registry.h"
#include "review/commands/probe_runner.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

// The log holds the announcement already; the next command closes the run.
void on_interrupt(int) {
  constexpr std::string_view kText =
      "\ninterrupted: the run is closed as inconclusive by the next command\n";
  [[maybe_unused]] const ssize_t written = ::write(2, kText.data(), kText.size());
  ::_exit(130);
}

std::string args_digest(const CLI::App& command) {
  std::vector<std::string> lines;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& value : option->results()) {
      lines.push_back(option->get_name() + "=" + value + "\n");
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return evidence::sha256_hex(text);
}

std::string build_digest() {
  const auto program = evidence::read_file("/proc/self/exe", 1U << 30);
  return program ? evidence::sha256_hex(*program) : "";
}

void show_progress(std::string_view what, std::int64_t done, std::int64_t total) {
  if (::isatty(2) == 0) return;
  const std::string count = total > 0  ? fmt::format(" {}/{}", done, total)
                            : done > 0 ? fmt::format(" {}", done)
                                       : "";
  const std::string line = fmt::format("\r\x1b[K{}{}", what, count);
  [[maybe_unused]] const ssize_t written = ::write(2, line.data(), line.size());
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

std::string text_of(const ProbeRun& run, const ProbeFacts& facts) {
  std::string out = fmt::format("run {} of {}\n", run.number, run.tool);
  for (const ProbeOutcome& outcome : run.outcomes) {
    out += fmt::format("  {:<12} {}\n               {}\n", outcome.result, joined(outcome.claims),
                       outcome.summary);
  }
  out += "what this probe cannot see:\n";
  for (const std::string& one : facts.cannot_see) out += "  - " + one + "\n";
  return out;
}

std::string json_of(const ProbeRun& run, const ProbeFacts& facts) {
  Json outcomes = Json::array();
  for (const ProbeOutcome& outcome : run.outcomes) {
    outcomes.push_back({{"item", outcome.id},
                        {"leaf", outcome.leaf},
                        {"type", outcome.type},
                        {"claims", outcome.claims},
                        {"result", outcome.result},
                        {"summary", outcome.summary}});
  }
  const Json out{{"run", run.number},
                 {"tool", run.tool},
                 {"outcomes", std::move(outcomes)},
                 {"cannot_see", facts.cannot_see},
                 {"stopped", run.ended ? "" : run.ended.error().to_string()}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<int> run(const Invocation& invocation, Probe& probe, const CLI::App& command) {
  RF_TRY_ASSIGN(const Session session, open_session(invocation));
  RF_TRY_ASSIGN(evidence::EvidenceFolder evidence, session.review.evidence(session.subject));
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  ProbeRunOptions options;
  options.args_digest = args_digest(command);
  options.build_digest = build_digest();
  options.clock = wall_clock;
  options.progress = show_progress;
  RF_TRY_ASSIGN(const ProbeRun done,
                run_probe(session.review, session.subject, evidence, probe, options));
  if (::isatty(2) != 0) note("\r\x1b[K");
  const ProbeFacts facts = probe.facts();
  print(invocation.json() ? json_of(done, facts) : text_of(done, facts));
  if (done.ended) return kExitOk;
  if (!invocation.json()) {
    note(fmt::format("ringfence-review probe {}: {}", facts.name, done.ended.error().detail));
  }
  return exit_code_for(done.ended.error());
}

}  // namespace

void add_probe_command(CLI::App& program, Invocation& invocation) {
  CLI::App* parent = program.add_subcommand(
      "probe",
      "Measure from the customer's side, with read-only rights; options may stand in "
      "subjects/NAME/probes.toml");
  parent->require_subcommand(1);
  for (std::unique_ptr<Probe>& made : make_probes()) {
    const std::shared_ptr<Probe> probe = std::move(made);
    const ProbeFacts facts = probe->facts();
    CLI::App* command = parent->add_subcommand(facts.name, facts.about);
    auto policy = std::make_shared<bool>(false);
    command->add_flag("--print-policy", *policy,
                      fmt::format("Print {}, the least rights that it needs, and stop",
                                  facts.policy_name.empty() ? "the policy" : facts.policy_name));
    probe->add_options(*command);
    command->callback([probe, policy, command, &invocation] {
      run_command(invocation, "probe " + probe->facts().name, [&]() -> Result<int> {
        if (!*policy) return run(invocation, *probe, *command);
        print(probe->facts().policy);
        return kExitOk;
      });
    });
  }
}

}  // namespace ringfence::review
