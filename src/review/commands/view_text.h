// A subject's state as text and as JSON, for `status` and `diff`.
#pragma once

#include <string>

#include "review/model/review_state.h"

namespace ringfence::review {

std::string status_text(const SubjectView& view, bool claims);
std::string status_json(const SubjectView& view);
std::string difference_text(const Difference& difference);
std::string difference_json(const Difference& difference);
// "ATTESTED 2, MEASURED 1", weakest first.
std::string counts_text(const QuestionView& question);

}  // namespace ringfence::review
