// ringfence-review nonce: the reader's seed for samples (rule R10), after the listing was logged.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "review/commands/command.h"
#include "review/model/times.h"

namespace ringfence::review {

void add_nonce_command(CLI::App& program, Invocation& invocation) {
  CLI::App* command = program.add_subcommand(
      "nonce", "Hand out a seed for samples: after a probe logged its listing, before it samples");
  command->callback([&invocation] {
    run_command(invocation, "nonce", [&]() -> Result<int> {
      RF_TRY_ASSIGN(Session session, open_session(invocation));
      RF_TRY_ASSIGN(const std::string nonce,
                    session.review.add_nonce(session.subject, session.now));
      const std::string issued = format_time(session.now);
      const nlohmann::ordered_json json{{"value", nonce}, {"issued", issued}};
      print(invocation.json() ? json.dump(1) + "\n"
                              : fmt::format("nonce {} issued {} (trust.json of {})\n", nonce,
                                            issued, session.subject.name));
      return kExitOk;
    });
  });
}

}  // namespace ringfence::review
