// ringfence-review status and diff.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "review/commands/command.h"
#include "review/commands/view_text.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

// A later day, to see what will have expired then. Never an earlier one: nothing is backdated.
Result<std::int64_t> moment(const std::string& at, std::int64_t now) {
  if (at.empty()) return now;
  const auto time = at.size() == 10 ? parse_date(at) : parse_time(at);
  if (time && *time >= now) return *time;
  return Error(ErrorCode::kInvalid,
               fmt::format("--at {}: must be a date or time from now on, as 2027-01-31", at));
}

Result<SubjectView> load(const Invocation& invocation, const std::string& at) {
  RF_TRY_ASSIGN(const Session session, open_session(invocation));
  RF_TRY_ASSIGN(const std::int64_t when, moment(at, session.now));
  return load_subject_view(session.review, session.subject, when);
}

}  // namespace

void add_status_command(CLI::App& program, Invocation& invocation) {
  auto at = std::make_shared<std::string>();
  auto claims = std::make_shared<bool>(false);
  CLI::App* command =
      program.add_subcommand("status", "Verdicts, gaps, what was reopened, what signatures cover");
  command->add_option("--at", *at, "As it will be then: shows what expires");
  command->add_flag("--claims", *claims, "A line for each claim and gap");
  command->callback([at, claims, &invocation] {
    run_command(invocation, "status", [&]() -> Result<int> {
      RF_TRY_ASSIGN(const SubjectView view, load(invocation, *at));
      print(invocation.json() ? status_json(view) : status_text(view, *claims));
      return kExitOk;
    });
  });
}

void add_diff_command(CLI::App& program, Invocation& invocation) {
  auto at = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand(
      "diff", "What changed since the last signed review: the next meeting's agenda");
  command->add_option("--at", *at, "As it will be then");
  command->callback([at, &invocation] {
    run_command(invocation, "diff", [&]() -> Result<int> {
      RF_TRY_ASSIGN(const SubjectView view, load(invocation, *at));
      print(invocation.json() ? difference_json(view.difference)
                              : difference_text(view.difference));
      return kExitOk;
    });
  });
}

}  // namespace ringfence::review
