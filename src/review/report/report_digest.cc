#include "review/report/report_digest.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

void add_once(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

std::string open_reason(const ClaimView& claim) {
  if (!claim.asked_since.empty()) return "asked and unanswered since " + claim.asked_since;
  return claim.highest == Verdict::kAttested ? "not asked" : "not measured";
}

ClaimSummary summarise_claim(const SubjectView& view, const ClaimView& claim) {
  ClaimSummary out;
  out.claim = &claim;
  out.verdict = claim.verdict;
  out.verdict.claim = claim.id;
  if (out.verdict.verdict == Verdict::kUnknown && out.verdict.reason.empty()) {
    out.verdict.reason = open_reason(claim);
  }
  for (const std::size_t index : claim.items) {
    if (index >= view.items.size() || !answers_claims(view.items[index])) continue;
    const ItemView& item = view.items[index];
    out.items.push_back(&item);
    if (!out.verdict.items.empty() && item.id == out.verdict.items.front()) out.deciding = &item;
  }
  for (const std::size_t index : claim.answers) {
    if (index < view.answers.size()) out.answers.push_back(&view.answers[index]);
  }
  return out;
}

QuestionSummary summarise_question(const SubjectView& view, const QuestionView& question) {
  QuestionSummary out;
  out.question = &question;
  for (const std::string& id : question.claims) {
    const ClaimView* claim = view.claim(id);
    if (claim == nullptr) continue;
    out.claims.push_back(summarise_claim(view, *claim));
    ++out.counts[static_cast<std::size_t>(out.claims.back().verdict.verdict)];
  }
  out.verdict = weakest_of(out.counts);
  for (const Gap& gap : view.gaps) {
    if (gap.question == question.id) out.gaps.push_back(&gap);
  }
  return out;
}

void collect(ReportDigest& out, const ClaimSummary& claim) {
  const std::string& id = claim.claim->id;
  if (!out.claims.emplace(id, &claim).second) return;  // required by two questions
  ++out.claim_totals[static_cast<std::size_t>(claim.verdict.verdict)];
  if (claim.verdict.verdict == Verdict::kContradicted) out.contradictions.push_back(&claim);
  if (claim.verdict.verdict == Verdict::kUnknown || claim.verdict.verdict == Verdict::kStale) {
    out.open.push_back(&claim);
  }
  for (const ItemView* item : claim.items) {
    for (const std::string& duty : item->customer_duties) add_once(out.duties[duty], id);
    for (const std::string& code : item->assumes) add_once(out.assumptions[code], id);
  }
  for (const std::string& code : claim.verdict.limits) add_once(out.limits[code], id);
}

std::vector<Source> sources_of(const SubjectView& view) {
  std::vector<Source> out;
  for (const PartyEntry& entry : view.party.entries) {
    out.push_back({"party, " + entry.kind + ": " + entry.name, entry.source, entry.retrieved,
                   entry.signer, entry.expires});
  }
  std::map<std::size_t, const AnswerView*> answers;
  for (const AnswerView& answer : view.answers) answers.emplace(answer.item, &answer);
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    const ItemView& item = view.items[i];
    if (!answers_claims(item)) continue;
    if (const auto answer = answers.find(i); answer != answers.end()) {
      const AnswerView& said = *answer->second;
      out.push_back(
          {said.kind + " on " + joined(said.claims, ", "),
           said.address.empty() ? "item " + item.id : said.address + " (item " + item.id + ")",
           said.retrieved.empty() ? said.answered : said.retrieved,
           said.signer.empty() ? said.entity : said.signer + ", " + said.entity, item.valid_until});
      continue;
    }
    out.push_back({type_words(item.type) + " by " + item.tool, "item " + item.id, item.to,
                   item.holder, item.valid_until});
  }
  return out;
}

}  // namespace

std::string counts_words(const VerdictCounts& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    parts.push_back(
        fmt::format("{} {}", verifier::verdict_name(static_cast<Verdict>(i)), counts[i]));
  }
  return parts.empty() ? "none" : joined(parts, ", ");
}

Verdict weakest_of(const VerdictCounts& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) return static_cast<Verdict>(i);
  }
  return Verdict::kUnknown;
}

ReportDigest make_digest(const ReportInput& input) {
  ReportDigest out;
  out.input = &input;
  out.view = &input.view;
  out.questions.reserve(input.view.questions.size());
  for (const QuestionView& question : input.view.questions) {
    out.questions.push_back(summarise_question(input.view, question));
    ++out.question_totals[static_cast<std::size_t>(out.questions.back().verdict)];
  }
  for (const QuestionSummary& question : out.questions) {
    for (const ClaimSummary& claim : question.claims) collect(out, claim);
  }
  out.sources = sources_of(input.view);
  return out;
}

std::string question_group_title(std::string_view group) {
  static const std::map<std::string_view, std::string_view> kTitles = {
      {"artifact", "Six kinds of artifact"},
      {"checklist", "Checklist"},
      {"inventory", "Fields that are kept"},
      {"zone", "Four zones"},
      {"rehearsal", "Rehearsals"},
      {"iam", "Identities and rights"},
      {"support", "Support"},
      {"emergency", "Emergency access"},
      {"party", "The other side as a legal party"},
      {"fit", "Fit to the workload"},
  };
  const auto found = kTitles.find(group);
  return std::string(found == kTitles.end() ? group : found->second);
}

const std::vector<std::string_view>& attest_only_limits() {
  static const std::vector<std::string_view> kCodes = {
      "other-copies", "human-memory", "place",  "media",      "hsm-export",
      "far-code",     "log-complete", "covert", "wall-clock", "third-purge",
      "legal",        "understood",   "future"};
  return kCodes;
}

std::string limit_text(const SubjectView& view, const std::string& code) {
  const auto found = view.limits.find(code);
  return found == view.limits.end() ? code : found->second;
}

std::string assumption_text(const SubjectView& view, const std::string& code) {
  const auto found = view.assumptions.find(code);
  return found == view.assumptions.end() ? code : found->second;
}

std::string how_we_know(const ClaimSummary& claim) {
  if (claim.deciding == nullptr) return claim.verdict.reason;
  const ItemView& item = *claim.deciding;
  if (!item.summary.empty()) return item.summary;
  const std::string_view told = item.result == "holds"   ? "agrees with the claim"
                                : item.result == "fails" ? "contradicts the claim"
                                                         : "came to no result";
  return fmt::format("{} {}", type_words(item.type), told);
}

std::string by_whom(const ClaimSummary& claim) {
  if (claim.verdict.by.empty()) return {};
  if (claim.deciding == nullptr || claim.deciding->party.empty()) return claim.verdict.by;
  return claim.verdict.by + " (" + claim.deciding->party + ")";
}

bool answers_claims(const ItemView& item) {
  return !item.erased && item.type != "probe-start" && item.type != "tombstone";
}

}  // namespace ringfence::review
