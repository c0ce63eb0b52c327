#include "review/questionnaire/filing.h"

#include <fmt/format.h>

namespace ringfence::review {
namespace {

std::vector<std::string> own_claims(const QuestionList& list, std::string_view question) {
  std::vector<std::string> claims;
  for (const AskedClaim& claim : list.claims) {
    if (claim.question == question) claims.push_back(claim.id);
  }
  return claims;
}

std::string statement_of(const Answer& answer) {
  std::string text;
  if (answer.claim.empty()) text = fmt::format("To question {} as a whole: ", answer.question);
  // The word itself stands in the statement too: it must be found by whoever reads only that.
  if (answer.says != Says::kOnlyText) {
    text += std::string(says_name(answer.says)) + (answer.statement.empty() ? "." : ". ");
  }
  return text + answer.statement;
}

}  // namespace

std::vector<Attestation> attestations_of(const AnswerSheet& sheet, const QuestionList& list) {
  std::vector<Attestation> words;
  for (const Answer& answer : sheet.answers) {
    Attestation word;
    const bool whole = answer.claim.empty();
    word.claims =
        whole ? own_claims(list, answer.question) : std::vector<std::string>{answer.claim};
    word.says = "unclear";
    if (!whole && answer.says == Says::kYes) word.says = "yes";
    if (!whole && answer.says == Says::kNo) word.says = "no";
    word.entity = answer.entity;
    word.signer = answer.name + (answer.title.empty() ? "" : ", " + answer.title);
    word.statement = statement_of(answer);
    word.answered = answer.date + "T00:00:00Z";
    if (!answer.valid_until.empty()) word.valid_until = answer.valid_until + "T23:59:59Z";
    word.version = answer.version;
    word.address = answer.source;
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace ringfence::review
