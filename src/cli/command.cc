#include "cli/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

namespace ringfence::cli {

ExitCode exit_code_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kUnsupported:
      return kExitUsage;
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kPermission:
    case ErrorCode::kFenced:
    case ErrorCode::kPreconditionFailed:
      return kExitRefused;
    case ErrorCode::kTimeout:
    case ErrorCode::kUnavailable:
    case ErrorCode::kClosed:
      return kExitUnreachable;
    default:
      return kExitFailed;
  }
}

int report(const Invocation& invocation, std::string_view command, const Error& error) {
  std::string line;
  if (invocation.form() == OutputForm::kJson) {
    const nlohmann::json json{{"error", error_name(error.code)}, {"detail", error.detail}};
    line = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  } else {
    line = fmt::format("ringfence {}: {}\n", command,
                       error.detail.empty() ? error_name(error.code) : error.detail);
  }
  std::fwrite(line.data(), 1, line.size(), stderr);
  return exit_code_for(error);
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace ringfence::cli
