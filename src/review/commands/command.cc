#include "review/commands/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "review/commands/probe_runner.h"
#include "review/model/reopening.h"

namespace ringfence::review {

ExitCode exit_code_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooLarge:
      return kExitUsage;
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kPermission:
    case ErrorCode::kFenced:
    case ErrorCode::kCorrupt:
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

std::int64_t wall_clock() { return static_cast<std::int64_t>(std::time(nullptr)); }

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void note(std::string_view text) {
  const std::string line = std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void run_command(Invocation& invocation, std::string_view name,
                 const std::function<Result<int>()>& body) {
  const Result<int> done = body();
  if (done) {
    invocation.exit_code = *done;
    return;
  }
  const Error& error = done.error();
  invocation.exit_code = exit_code_for(error);
  if (invocation.json()) {
    const nlohmann::ordered_json json{{"error", error_name(error.code)}, {"detail", error.detail}};
    note(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  } else {
    note(fmt::format("ringfence-review {}: {}", name,
                     error.detail.empty() ? error_name(error.code) : error.detail));
  }
}

Result<Session> open_session(const Invocation& invocation) {
  RF_TRY_ASSIGN(ReviewFolder review, ReviewFolder::open(invocation.review));
  RF_TRY_ASSIGN(Subject subject, review.subject(invocation.subject));
  const std::int64_t now = wall_clock();
  RF_TRY_ASSIGN(evidence::EvidenceFolder evidence, review.evidence(subject));
  RF_TRY_ASSIGN(const std::vector<std::string> closed,
                close_interrupted(review, subject, evidence, now));
  for (const std::string& line : closed) note(line);
  RF_TRY_ASSIGN(const std::vector<std::string> reopened,
                notice_party(review, subject, evidence, now));
  for (const std::string& line : reopened) note(line);
  return Session{std::move(review), std::move(subject), now};
}

}  // namespace ringfence::review
