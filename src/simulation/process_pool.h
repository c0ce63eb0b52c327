// Runs this program again in other processes, a few at a time, and collects what each prints.
// Separate processes, because hash salts and address layout differ between them: what depends on
// either shows.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ringfence::sim {

struct ChildResult {
  int exit_code = -1;  // -1: ended by a signal
  std::string output;
};

// `command(i)` gives the arguments of run i, `done(i, result)` is told of its end, in order of
// completion; it returns false to start no more runs. Returns when all that were started have
// ended.
void run_children(std::size_t count, int jobs,
                  const std::function<std::vector<std::string>(std::size_t)>& command,
                  const std::function<bool(std::size_t, const ChildResult&)>& done);

}  // namespace ringfence::sim
