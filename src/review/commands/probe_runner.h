// Runs a probe: announces it in the log, lets it look, and makes evidence of whatever came out.
// Every claim announced gets an outcome; what went wrong is one too.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/model/review_folder.h"

namespace ringfence::review {

struct ProbeRunOptions {
  std::string args_digest;   // of the options given, hex
  std::string build_digest;  // of this program, hex, or empty
  std::function<std::int64_t()> clock;
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)> progress;
};

struct ProbeOutcome {
  std::string id;  // of the item
  std::uint64_t leaf = 0;
  std::string type, result, summary;
  std::vector<std::string> claims;
};

struct ProbeRun {
  std::int64_t number = 0;
  std::string tool;
  std::vector<ProbeOutcome> outcomes;
  Result<> ended;  // why the run stopped, when it did; its claims are closed all the same
};

std::string probe_tool(std::string_view probe);  // "ringfence-review probe kafka"

// Signs with keys/probe.pem. Errors are those of the folder; those of the probe are in `ended`.
Result<ProbeRun> run_probe(const ReviewFolder& review, const Subject& subject,
                           evidence::EvidenceFolder& evidence, Probe& probe,
                           const ProbeRunOptions& options);

// Gives every announced and unreported claim of earlier runs an inconclusive outcome: the process
// was stopped. Returns a line for each such run.
Result<std::vector<std::string>> close_interrupted(const ReviewFolder& review,
                                                   const Subject& subject,
                                                   evidence::EvidenceFolder& evidence,
                                                   std::int64_t now);

}  // namespace ringfence::review
