#include "review/model/difference.h"

#include <fmt/format.h>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;
using verifier::verdict_name;

// The words of `ringfence-verify --previous`.
std::string_view word_for(Verdict was, Verdict is) {
  if (was == Verdict::kUnknown) return "new";
  if (is == Verdict::kUnknown) return "gone";
  if (is == Verdict::kStale) return "expired";
  return is > was ? "better" : "worse";
}

void compare_verdicts(const SignedBefore* before, const SubjectView& view, Difference& out) {
  for (const auto& [id, claim] : view.claims) {
    Verdict was = Verdict::kUnknown;
    if (before != nullptr) {
      const auto found = before->verdicts.find(id);
      if (found != before->verdicts.end()) was = found->second;
    }
    const Verdict is = claim.verdict.verdict;
    if (!claim.reopened.empty()) out.reopened.push_back(fmt::format("{}: {}", id, claim.reopened));
    if (was == is) continue;
    out.verdicts.push_back(
        fmt::format("{} {}: {} to {}", word_for(was, is), id, verdict_name(was), verdict_name(is)));
    if (is == Verdict::kStale) {
      out.expired.push_back(fmt::format("{}: {}", id, claim.verdict.reason));
    }
  }
}

void find_overdue(const SubjectView& view, Difference& out) {
  const std::string today = date_of(view.now);
  for (const Gap& gap : view.gaps) {
    if (!gap.due.empty() && gap.due < today) {
      out.overdue.push_back(fmt::format("{} {}: due {}{}", gap.question, gap.claim, gap.due,
                                        gap.owner.empty() ? "" : ", " + gap.owner));
    }
  }
  for (const auto& [question, decision] : view.record) {
    if (decision.decision == "exception" && decision.until < today) {
      out.overdue.push_back(fmt::format("{}: the exception ended {}", question, decision.until));
    }
  }
}

}  // namespace

bool Difference::empty() const {
  return verdicts.empty() && expired.empty() && reopened.empty() && record.empty() &&
         overdue.empty() && new_answers.empty();
}

Difference compute_difference(const SignedBefore* before, const SubjectView& view) {
  Difference out;
  if (before != nullptr) out.since = before->packet;
  compare_verdicts(before, view, out);
  out.record = compare_records(before == nullptr ? Record{} : before->record, view.record);
  find_overdue(view, out);
  for (const AnswerView& answer : view.answers) {
    const ItemView& item = view.items[answer.item];
    if (before != nullptr && item.leaf < before->log_size) continue;
    std::string claims;
    for (const std::string& claim : answer.claims) claims += (claims.empty() ? "" : ", ") + claim;
    out.new_answers.push_back(fmt::format("{} by {} on {}: {}", claims,
                                          answer.signer.empty() ? answer.entity : answer.signer,
                                          answer.answered.substr(0, 10), answer.says));
  }
  return out;
}

}  // namespace ringfence::review
