// Where settings come from, weakest first: defaults, configuration file, environment, flags.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "config/key_table.h"

namespace ringfence::config {

// One flag as given: key name ("num.partitions") and value.
using Flags = std::vector<std::pair<std::string, std::string>>;
// The value of an environment variable, or null.
using Environment = std::function<const char*(const char*)>;

// TOML. Keys are written with quotes ("num.partitions" = 3) or as TOML's dotted keys. `path` opens
// every error.
Result<void> apply_file(Config& config, std::string_view toml, std::string_view path);
Result<void> apply_environment(Config& config, const Environment& environment);
Result<void> apply_flags(Config& config, const Flags& flags);

// Reads the file at `path` (empty: none) and applies all sources in order, then check().
Result<Config> load(const std::string& path, const Environment& environment, const Flags& flags);
// What no single key can say: rules between keys.
Result<void> check(const Config& config);

// The commented configuration file with the values of `config`.
std::string to_file(const Config& config);
// docs/CONFIGURATION.md.
std::string to_markdown();

}  // namespace ringfence::config
