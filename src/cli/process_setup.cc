#include "cli/process_setup.h"

#include <sys/resource.h>

#include <cstdio>

#include "base/log.h"

namespace ringfence::cli {
namespace {

log::Level parse_level(const std::string& text) {
  if (text == "debug") return log::Level::kDebug;
  if (text == "warn") return log::Level::kWarn;
  if (text == "error") return log::Level::kError;
  return log::Level::kInfo;
}

keys::NameKind key_kind(log::NameKind kind) {
  switch (kind) {
    case log::NameKind::kTopic:
      return keys::NameKind::kTopic;
    case log::NameKind::kClient:
      return keys::NameKind::kClient;
    case log::NameKind::kPrincipal:
      return keys::NameKind::kPrincipal;
    case log::NameKind::kAddress:
      return keys::NameKind::kAddress;
    case log::NameKind::kPath:
      return keys::NameKind::kPath;
  }
  return keys::NameKind::kPath;
}

}  // namespace

void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void start_logging(const config::Config& config, async::Loop& loop, const keys::Keys& keys) {
  log::Options options;
  options.level = parse_level(config.log_level);
  options.format = config.log_format == "json" ? log::Format::kJson : log::Format::kLogfmt;
  options.names_clear = config.log_names;
  options.now = [&loop] { return loop.wall_now(); };
  options.token = [&keys](log::NameKind kind, std::string_view name) {
    return keys.short_token(key_kind(kind), name);
  };
  options.sink = [](std::string_view line) { std::fwrite(line.data(), 1, line.size(), stderr); };
  log::configure(std::move(options));
}

void stop_logging() { log::configure({}); }

}  // namespace ringfence::cli
