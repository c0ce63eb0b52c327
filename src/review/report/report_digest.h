// The subject put in order, once for all documents: questions with counts, contradictions, duties,
// limits, sources. Nothing is graded here; verdicts are those of the verifier.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "review/report/report_input.h"

namespace ringfence::review {

using VerdictCounts = std::array<std::size_t, verifier::kVerdicts>;

// "UNKNOWN 2, MEASURED 1", weakest first; "none" when all are zero.
std::string counts_words(const VerdictCounts& counts);
verifier::Verdict weakest_of(const VerdictCounts& counts);

struct ClaimSummary {
  const ClaimView* claim = nullptr;
  verifier::ClaimVerdict verdict;  // with the reason filled in where it is UNKNOWN
  std::vector<const ItemView*> items;
  const ItemView* deciding = nullptr;  // the first that the verdict cites
  std::vector<const AnswerView*> answers;
};

struct QuestionSummary {
  const QuestionView* question = nullptr;
  VerdictCounts counts{};
  verifier::Verdict verdict = verifier::Verdict::kUnknown;
  std::vector<ClaimSummary> claims;
  std::vector<const Gap*> gaps;
};

struct Source {
  std::string what, where, when, by, expires;
};

struct ReportDigest {
  const ReportInput* input = nullptr;
  const SubjectView* view = nullptr;
  std::vector<QuestionSummary> questions;  // in the order of the question set
  std::map<std::string, const ClaimSummary*> claims;
  VerdictCounts claim_totals{};
  VerdictCounts question_totals{};
  std::vector<const ClaimSummary*> contradictions;
  std::vector<const ClaimSummary*> open;                   // UNKNOWN and STALE
  std::map<std::string, std::vector<std::string>> duties;  // duty -> claims that lean on it
  std::map<std::string, std::vector<std::string>> limits;  // code -> claims that carry it
  std::map<std::string, std::vector<std::string>> assumptions;
  std::vector<Source> sources;
};

// `input` must outlive the digest.
ReportDigest make_digest(const ReportInput& input);

// "Six kinds of artifact": the heading of a question's group.
std::string question_group_title(std::string_view group);
// What must stay somebody's word (EVIDENCE 2c): codes of the question set, in a fixed order.
const std::vector<std::string_view>& attest_only_limits();
// The text behind a limit or assumption; the code itself when the set does not know it.
std::string limit_text(const SubjectView& view, const std::string& code);
std::string assumption_text(const SubjectView& view, const std::string& code);
// What the deciding item says, or why there is none.
std::string how_we_know(const ClaimSummary& claim);
// "NAME (operator)"; empty when nobody measured or said anything.
std::string by_whom(const ClaimSummary& claim);
bool answers_claims(const ItemView& item);  // not a start, not a tombstone, not erased

}  // namespace ringfence::review
