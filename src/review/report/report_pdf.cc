#include "review/report/report_pdf.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>

#include "evidence/crypto.h"
#include "evidence/files.h"

extern char** environ;

namespace ringfence::review {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPdfBytesMax = 256U << 20;

fs::path find_browser() {
  const char* const path = std::getenv("PATH");
  if (path == nullptr) return {};
  const std::string_view all = path;
  for (const std::string_view name : {"chromium", "chromium-browser", "google-chrome"}) {
    for (std::size_t at = 0; at <= all.size();) {
      const std::size_t end = std::min(all.find(':', at), all.size());
      const fs::path candidate = fs::path(all.substr(at, end - at)) / name;
      if (end > at && ::access(candidate.c_str(), X_OK) == 0) return candidate;
      at = end + 1;
    }
  }
  return {};
}

std::vector<std::string> arguments(const fs::path& browser, const fs::path& folder) {
  std::vector<std::string> out = {
      browser.string(),
      "--headless",
      "--disable-gpu",
      "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-pings",
      "--host-resolver-rules=MAP * ~NOTFOUND",  // no name resolves: nothing leaves the machine
      "--no-pdf-header-footer",
      "--user-data-dir=" + (folder / "profile").string(),
      "--print-to-pdf=" + (folder / "report.pdf").string(),
      "file://" + (folder / "report.html").string(),
  };
  // Chromium's sandbox refuses to start for root; the page has no script and asks for nothing.
  if (::geteuid() == 0) out.insert(out.begin() + 1, "--no-sandbox");
  return out;
}

Result<pid_t> start(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int descriptor : {0, 1, 2}) {
    posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // A process group of its own, so that the limit ends its children too.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, argv[0], &files, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) {
    return Error(ErrorCode::kNotFound,
                 fmt::format("{} does not start (error {})", argv[0], failed));
  }
  return child;
}

// Waits on a descriptor of the process, so that no clock is needed: poll counts the time.
Result<> finish(pid_t child, int seconds_max) {
  const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  pollfd wait{descriptor, POLLIN, 0};
  int ready = -1;
  if (descriptor >= 0) {
    do {
      ready = ::poll(&wait, 1, seconds_max * 1000);
    } while (ready < 0 && errno == EINTR);
    ::close(descriptor);
  }
  if (ready <= 0) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::kill(-child, SIGKILL);  // helpers of the browser that outlive it
  if (ready == 0) {
    return Error(ErrorCode::kTimeout, fmt::format("the browser took over {} s", seconds_max));
  }
  if (ready < 0) return Error(ErrorCode::kInternal, "waiting for the browser failed");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return Error(ErrorCode::kInternal, fmt::format("the browser ended with status {}", status));
  }
  return {};
}

Result<std::string> print_in(const std::string& html, const fs::path& folder,
                             const fs::path& browser, int seconds_max) {
  RF_TRY(evidence::write_file(folder / "report.html", html, false));
  RF_TRY_ASSIGN(const pid_t child, start(arguments(browser, folder)));
  RF_TRY(finish(child, seconds_max));
  RF_TRY_ASSIGN(std::string pdf, evidence::read_file(folder / "report.pdf", kPdfBytesMax));
  if (!pdf.starts_with("%PDF-")) {
    return Error(ErrorCode::kInternal, "the browser wrote something that is no PDF");
  }
  return pdf;
}

}  // namespace

Result<std::string> print_pdf(const std::string& html, const fs::path& work,
                              const PdfOptions& options) {
  const fs::path browser = options.browser.empty() ? find_browser() : options.browser;
  if (browser.empty() || ::access(browser.c_str(), X_OK) != 0) {
    return Error(ErrorCode::kNotFound, "no Chromium on this machine: the packet has no PDF");
  }
  const fs::path folder =
      fs::absolute(work) / ("pdf-" + evidence::to_hex(evidence::random_bytes(8)));
  Result<std::string> out = print_in(html, folder, browser, options.seconds_max);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return out;
}

}  // namespace ringfence::review
