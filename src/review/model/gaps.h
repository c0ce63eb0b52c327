// Profile against verdicts: what is less than the customer accepts, with who closes it and when.
#pragma once

#include <vector>

#include "review/model/review_state.h"

namespace ringfence::review {

// Needs questions, claims, items, profile and now of `view`.
std::vector<Gap> compute_gaps(const SubjectView& view);

}  // namespace ringfence::review
