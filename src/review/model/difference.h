// What changed since the last signed review: the next meeting's agenda.
#pragma once

#include <map>
#include <string>

#include "review/model/review_state.h"

namespace ringfence::review {

struct SignedBefore {
  std::string packet;                                 // its name
  std::map<std::string, verifier::Verdict> verdicts;  // by claim, as of that packet
  Record record;
  std::uint64_t log_size = 0;  // items from this leaf on are newer
};

// Needs questions, claims, items, answers, gaps and record of `view`. `before` null: nothing was
// signed yet; then everything that is known counts as new.
Difference compute_difference(const SignedBefore* before, const SubjectView& view);

}  // namespace ringfence::review
