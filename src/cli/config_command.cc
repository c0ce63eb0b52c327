// ringfence config: the commented configuration file, or its documentation.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"
#include "cli/config_flags.h"

namespace ringfence::cli {
namespace {

struct ConfigOptions {
  ConfigFlags flags;
  bool markdown = false;
};

int print_config(const ConfigOptions& options, const Invocation& invocation) {
  if (options.markdown) {
    print(config::to_markdown());
    return kExitOk;
  }
  const auto config = options.flags.load();
  if (!config) {
    report(invocation, "config", config.error());
    return kExitUsage;
  }
  print(config::to_file(*config));
  return kExitOk;
}

}  // namespace

void add_config_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* command = program.add_subcommand(
      "config", "Print a commented configuration file with the values that would be used");
  options->flags.add(*command);
  command->add_flag("--markdown", options->markdown, "Print docs/CONFIGURATION.md instead");
  command->callback(
      [options, &invocation] { invocation.exit_code = print_config(*options, invocation); });
}

}  // namespace ringfence::cli
