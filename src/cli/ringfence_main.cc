// The program `ringfence`.
#include <CLI/CLI.hpp>
#include <csignal>

#include "cli/command.h"

int main(int argc, char** argv) {
  using namespace ringfence::cli;
  std::signal(SIGPIPE, SIG_IGN);
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
