#include "simulation/process_pool.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "base/assert.h"

namespace ringfence::sim {
namespace {

struct Child {
  pid_t pid = 0;
  std::size_t run = 0;
  std::string output;
};

// Returns the read end of the child's standard output.
int spawn(const std::vector<std::string>& arguments, pid_t& pid) {
  int ends[2];
  RF_ASSERT(pipe2(ends, O_CLOEXEC) == 0, "no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::vector<char*> argv;
  std::string name = "ringfence-sim";
  argv.push_back(name.data());
  std::vector<std::string> copies = arguments;
  for (std::string& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const int failed = posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  RF_ASSERT(failed == 0, "cannot start a process");
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  return ends[0];
}

int exit_code(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

void run_children(std::size_t count, int jobs,
                  const std::function<std::vector<std::string>(std::size_t)>& command,
                  const std::function<bool(std::size_t, const ChildResult&)>& done) {
  std::map<int, Child> running;
  std::size_t next = 0;
  bool more = true;
  while ((more && next < count) || !running.empty()) {
    while (more && next < count && running.size() < static_cast<std::size_t>(std::max(1, jobs))) {
      Child child;
      child.run = next;
      const int fd = spawn(command(next++), child.pid);
      running.emplace(fd, std::move(child));
    }
    std::vector<pollfd> waits;
    for (const auto& [fd, child] : running) waits.push_back({fd, POLLIN, 0});
    if (poll(waits.data(), waits.size(), -1) < 0) continue;
    for (const pollfd& wait : waits) {
      if (wait.revents == 0) continue;
      Child& child = running.at(wait.fd);
      char buffer[4096];
      const ssize_t size = read(wait.fd, buffer, sizeof buffer);
      if (size > 0) {
        child.output.append(buffer, static_cast<std::size_t>(size));
        continue;
      }
      close(wait.fd);
      const ChildResult result{exit_code(child.pid), std::move(child.output)};
      const std::size_t run = child.run;
      running.erase(wait.fd);
      more = done(run, result) && more;
    }
  }
}

}  // namespace ringfence::sim
