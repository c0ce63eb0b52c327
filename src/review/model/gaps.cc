#include "review/model/gaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

std::string reason_of(const verifier::ClaimVerdict& verdict) {
  return verdict.reason.empty() ? "" : ": " + verdict.reason;
}

// The party that measured or said what the verdict rests on.
std::string party_of(const SubjectView& view, const verifier::ClaimVerdict& verdict) {
  if (verdict.items.empty()) return "";
  const auto found = std::find_if(view.items.begin(), view.items.end(), [&](const ItemView& item) {
    return item.id == verdict.items[0];
  });
  return found == view.items.end() ? "" : found->party;
}

std::string shortfall(const SubjectView& view, const ClaimView& claim, const Acceptance& accept) {
  const verifier::ClaimVerdict& verdict = claim.verdict;
  if (verdict.verdict == Verdict::kContradicted) return "CONTRADICTED" + reason_of(verdict);
  const Verdict needed = std::min(accept.least_verdict, claim.highest);
  if (verdict.verdict < needed) {
    return fmt::format("{} is asked for, it is {}{}", verifier::verdict_name(needed),
                       verifier::verdict_name(verdict.verdict), reason_of(verdict));
  }
  if (verdict.verdict < Verdict::kAttested) return "";  // accepted as it is
  if (accept.least_party.empty()) {
    if (!verdict.gap.empty()) return verdict.gap;
  } else {
    const std::string party = party_of(view, verdict);
    if (verifier::party_rank(party) < verifier::party_rank(accept.least_party)) {
      return fmt::format("by {}, the profile asks for {}", party.empty() ? "nobody named" : party,
                         accept.least_party);
    }
  }
  const auto at = parse_time(verdict.at);
  if (accept.greatest_age_s > 0 && at && *at + accept.greatest_age_s < view.now) {
    return fmt::format("of {}, older than the {} days that the profile accepts",
                       verdict.at.substr(0, 10), accept.greatest_age_s / 86400);
  }
  return "";
}

}  // namespace

std::vector<Gap> compute_gaps(const SubjectView& view) {
  std::vector<Gap> out;
  for (const QuestionView& question : view.questions) {
    const Acceptance& accept = view.profile.acceptance(question.id);
    for (const std::string& id : question.claims) {
      const auto claim = view.claims.find(id);
      if (claim == view.claims.end()) continue;
      std::string what = shortfall(view, claim->second, accept);
      if (!claim->second.reopened.empty() && what.empty()) what = claim->second.reopened;
      if (what.empty()) continue;
      Gap gap{question.id, id, std::move(what), accept.owner, accept.due};
      if (question.decision != nullptr) {
        if (!question.decision->owner.empty()) gap.owner = question.decision->owner;
        if (!question.decision->due.empty()) gap.due = question.decision->due;
      }
      out.push_back(std::move(gap));
    }
  }
  return out;
}

}  // namespace ringfence::review
