// What the subcommands share: exit codes, output form, how they are registered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace CLI {
class App;
}

namespace ringfence::cli {

// Documented in README.md of this folder and in `ringfence --help`; never renumber.
enum ExitCode : int {
  kExitOk = 0,
  kExitFailed = 1,  // it was tried and failed
  kExitUsage = 2,   // wrong flags, configuration or arguments
  kExitRefused =
      3,  // refused to protect data: directory in use, keys missing, bucket of another cluster
  kExitUnreachable = 4,  // no server answers
};
ExitCode exit_code_for(const Error& error);

enum class OutputForm : std::uint8_t { kText, kJson };

// What every subcommand has, and where its exit code goes.
struct Invocation {
  std::string output = "text";
  int exit_code = kExitOk;
  OutputForm form() const { return output == "json" ? OutputForm::kJson : OutputForm::kText; }
};

// Each adds one subcommand to the program. `invocation` outlives parsing.
void add_dev_command(CLI::App& program, Invocation& invocation);
void add_topic_command(CLI::App& program, Invocation& invocation);
void add_bench_command(CLI::App& program, Invocation& invocation);
void add_inspect_command(CLI::App& program, Invocation& invocation);
void add_config_command(CLI::App& program, Invocation& invocation);
void add_completion_command(CLI::App& program, Invocation& invocation);

// Prints "ringfence COMMAND: what" (or a JSON object) to stderr and returns the exit code.
int report(const Invocation& invocation, std::string_view command, const Error& error);
void print(std::string_view text);

}  // namespace ringfence::cli
