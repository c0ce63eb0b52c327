// A subject of a review as the page reads it (web/app.js).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "review/model/review_state.h"

namespace ringfence::review {

// Everything the page shows of a subject. Bytes that are not UTF-8 are replaced when it is printed.
nlohmann::ordered_json subject_json(const SubjectView& view);

// A decision as the page sends it. kInvalid names the member that is missing or not a text.
Result<std::pair<std::string, Decision>> decision_of_json(std::string_view json);

}  // namespace ringfence::review
