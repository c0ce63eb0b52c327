// Answers as the review files them: words, to be signed by whoever files them and graded by the
// verifier, never by us.
#pragma once

#include "review/model/attestation.h"
#include "review/questionnaire/answers.h"

namespace ringfence::review {

// One word for each answer, in the order of the sheet. Yes, no and everything else become "yes",
// "no" and "unclear". An answer to a question as a whole lists the question's own claims, says so
// in its statement, and is "unclear" for each of them: it supports none.
std::vector<Attestation> attestations_of(const AnswerSheet& sheet, const QuestionList& list);

}  // namespace ringfence::review
