// What the subcommands of ringfence-review share: where the review is, exit codes, output form.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "review/model/review_folder.h"

namespace CLI {
class App;
}

namespace ringfence::review {

// Documented in README.md of this folder and in `ringfence-review --help`; never renumber.
enum ExitCode : int {
  kExitOk = 0,
  kExitFailed = 1,       // it was tried and failed
  kExitUsage = 2,        // wrong flags, files or arguments
  kExitRefused = 3,      // refused to protect data: folder in use, signature over another digest
  kExitUnreachable = 4,  // no server answers
};
ExitCode exit_code_for(const Error& error);

struct Invocation {
  std::string review = ".";
  std::string subject;          // empty: the only one
  std::string output = "text";  // text, json
  int exit_code = kExitOk;
  bool json() const { return output == "json"; }
};

// The review opened and locked, what a crash left open closed, a changed party noticed. Says on
// stderr what it did.
struct Session {
  ReviewFolder review;
  Subject subject;
  std::int64_t now = 0;  // seconds since 1970
};
Result<Session> open_session(const Invocation& invocation);

std::int64_t wall_clock();  // seconds since 1970
// Runs a subcommand: its exit code, or the error's after printing it.
void run_command(Invocation& invocation, std::string_view name,
                 const std::function<Result<int>()>& body);
void print(std::string_view text);  // stdout
void note(std::string_view text);   // stderr, with a line end

// Each adds one subcommand to the program. `invocation` outlives parsing.
void add_new_command(CLI::App& program, Invocation& invocation);
void add_ask_command(CLI::App& program, Invocation& invocation);
void add_answers_command(CLI::App& program, Invocation& invocation);
void add_probe_command(CLI::App& program, Invocation& invocation);
void add_nonce_command(CLI::App& program, Invocation& invocation);
void add_status_command(CLI::App& program, Invocation& invocation);
void add_diff_command(CLI::App& program, Invocation& invocation);
void add_compare_command(CLI::App& program, Invocation& invocation);
void add_sign_command(CLI::App& program, Invocation& invocation);
void add_packet_command(CLI::App& program, Invocation& invocation);
void add_serve_command(CLI::App& program, Invocation& invocation);
void add_completion_command(CLI::App& program, Invocation& invocation);

}  // namespace ringfence::review
