// A probe's finding as an evidence item, checked so that no probe can file what verifiers refuse.
#pragma once

#include <string>
#include <vector>

#include "evidence/item.h"
#include "review/model/probe.h"
#include "verifier/question_set.h"

namespace ringfence::review {

// What all items of one run have in common.
struct RunFacts {
  evidence::Scope scope;
  std::string role, key_id, build_digest;
  std::string tool, tool_version, args_digest;
  std::int64_t run = 0;
  std::string from, to;             // RFC 3339: start and end of the run
  std::int64_t population = 1;      // announced
  std::vector<std::string> claims;  // announced
  std::vector<std::string> cannot_see;
};

// Lowers the grade to what type and claims can have, adds mandatory limits and assumptions, and the
// summary to the body. kInternal names what the probe did wrong: an unknown type, a claim that was
// not announced or has no such type, counts that do not add up, a body that is not strict JSON.
Result<evidence::Item> item_of(const Finding& finding, const RunFacts& run,
                               const verifier::QuestionSet& set);

// Items that say "inconclusive: `why`" for these claims, one a type. Claims that no type under a
// probe's key can answer are left out: no probe may announce them.
std::vector<Finding> inconclusive(const std::vector<std::string>& claims, const std::string& why,
                                  std::int64_t population, const verifier::QuestionSet& set);

}  // namespace ringfence::review
