// The program `ringfence`.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/deliberate_bugs.h"
#include "cli/command.h"

namespace {

// The test presets can break one rule on purpose, to show that the tests on the real process see
// it. In the release preset the name is not even looked at.
bool switch_deliberate_bug() {
#ifdef RINGFENCE_DELIBERATE_BUGS
  const char* name = std::getenv("RINGFENCE_DELIBERATE_BUG");
  if (name == nullptr || *name == '\0') return true;
  if (!ringfence::set_deliberate_bug(name)) {
    std::fprintf(stderr, "RINGFENCE_DELIBERATE_BUG: there is no bug \"%s\"\n", name);
    return false;
  }
  std::fprintf(stderr, "running with the deliberate bug \"%s\"\n", name);
#endif
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ringfence::cli;
  std::signal(SIGPIPE, SIG_IGN);
  if (!switch_deliberate_bug()) return kExitUsage;
  CLI::App program{"Ringfence: a Kafka-compatible streaming platform over object storage",
                   "ringfence"};
  program.footer(
      "Exit codes: 0 done, 1 failed, 2 wrong flags or configuration, 3 refused to protect data,\n"
      "4 no server answers.");
  program.require_subcommand(1);
  program.set_help_all_flag("--help-all", "Help of all subcommands");
  Invocation invocation;
  add_dev_command(program, invocation);
  add_topic_command(program, invocation);
  add_bench_command(program, invocation);
  add_inspect_command(program, invocation);
  add_config_command(program, invocation);
  add_completion_command(program, invocation);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return invocation.exit_code;
}
