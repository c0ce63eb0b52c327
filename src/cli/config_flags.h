// One flag for every key of the configuration table.
#pragma once

#include <deque>
#include <string>

#include "base/result.h"
#include "config/key_table.h"
#include "config/sources.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ringfence::cli {

// Lifecycle: make, add() before parsing, load() after. Outlives parsing.
class ConfigFlags {
 public:
  // --config FILE and a flag for each key; --data, --kafka and --http as short forms.
  void add(CLI::App& command);
  // File, environment and flags, in rising order.
  Result<config::Config> load() const;

 private:
  struct Flag {
    const config::Key* key;
    CLI::Option* option = nullptr;
    std::string value;
  };
  std::string path_;
  std::deque<Flag> flags_;  // CLI11 keeps pointers to the values
};

}  // namespace ringfence::cli
