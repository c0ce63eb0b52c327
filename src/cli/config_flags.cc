#include "cli/config_flags.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace ringfence::cli {
namespace {

std::string flag_names(const config::Key& key) {
  std::string names = config::flag_name(key);
  if (key.name == "data.dir") names += ",--data";
  if (key.name == "listeners") names += ",--kafka";
  if (key.name == "http.address") names += ",--http";
  return names;
}

}  // namespace

void ConfigFlags::add(CLI::App& command) {
  command.add_option("--config", path_, "Configuration file (TOML)")->check(CLI::ExistingFile);
  for (const config::Key& key : config::key_table()) {
    Flag& flag = flags_.emplace_back(Flag{&key, nullptr, {}});
    const std::string names = flag_names(key);
    const std::string help(key.help);
    if (config::type_name(key) == "boolean") {
      flag.option = command.add_flag(names, flag.value, help);
    } else {
      flag.option = command.add_option(names, flag.value, help);
    }
    flag.option->group(std::string(config::section_title(key.section)));
  }
}

Result<config::Config> ConfigFlags::load() const {
  config::Flags given;
  for (const Flag& flag : flags_) {
    if (flag.option->count() > 0) given.emplace_back(std::string(flag.key->name), flag.value);
  }
  return config::load(
      path_, [](const char* name) -> const char* { return std::getenv(name); }, given);
}

}  // namespace ringfence::cli
