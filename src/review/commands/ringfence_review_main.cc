// The program `ringfence-review`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>

#include "review/commands/command.h"
#include "review/commands/probe_options.h"
#include "review/commands/probe_registry.h"

namespace {

using namespace ringfence::review;

// `probe NAME --print-policy` works without the options that a run needs.
bool print_policy(const std::vector<std::string>& words) {
  const auto probe = std::find(words.begin(), words.end(), "probe");
  if (probe == words.end() || probe + 1 == words.end()) return false;
  if (std::find(words.begin(), words.end(), "--print-policy") == words.end()) return false;
  for (const auto& one : make_probes()) {
    if (one->facts().name != *(probe + 1)) continue;
    print(one->facts().policy);
    return true;
  }
  return false;
}

void add_commands(CLI::App& program, Invocation& invocation) {
  add_new_command(program, invocation);
  add_ask_command(program, invocation);
  add_answers_command(program, invocation);
  add_probe_command(program, invocation);
  add_nonce_command(program, invocation);
  add_status_command(program, invocation);
  add_diff_command(program, invocation);
  add_compare_command(program, invocation);
  add_packet_command(program, invocation);
  add_sign_command(program, invocation);
  add_serve_command(program, invocation);
  add_completion_command(program, invocation);
}

int run_line(std::vector<std::string> words) {
  CLI::App program{
      "Review any streaming system: the same questions, measured from the customer's side",
      "ringfence-review"};
  program.footer(
      "Exit codes: 0 done, 1 failed, 2 wrong flags or files, 3 refused (folder in use, what was\n"
      "signed has changed, a file does not match its digest), 4 no server answers.");
  program.require_subcommand(1);
  program.fallthrough();
  program.set_help_all_flag("--help-all", "Help of all subcommands");
  Invocation invocation;
  program.add_option("--review", invocation.review, "The review's folder")->capture_default_str();
  program.add_option("--subject", invocation.subject, "Which system; default: the only one");
  program.add_option("--output", invocation.output, "text or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}));
  add_commands(program, invocation);
  std::reverse(words.begin(), words.end());  // CLI11 takes a vector from its end
  try {
    program.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return invocation.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> words(argv + 1, argv + argc);
  if (print_policy(words)) return kExitOk;
  const auto lines = with_probe_options(std::move(words));
  if (!lines) {
    note("ringfence-review: " + lines.error().detail);
    return kExitUsage;
  }
  int worst = kExitOk;  // of "probe all": one that cannot run does not stop the others
  for (const std::vector<std::string>& line : *lines) worst = std::max(worst, run_line(line));
  return worst;
}
