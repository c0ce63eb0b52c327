#include <fmt/format.h>

#include "review/report/documents.h"
#include "review/report/report_blocks.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

// Longest piece of somebody's text that the page shows; the whole is in annex/answers.md.
constexpr std::size_t kTextBytesMax = 1500;
constexpr std::string_view kAnswersFile = "annex/answers.md";

std::string quoted(const std::string& text) {
  return "\"" + clipped(shown(text), kTextBytesMax, kAnswersFile) + "\"";
}

std::string limits_words(const ReportDigest& digest, const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) {
    out += (out.empty() ? "" : " ") + limit_text(*digest.view, code);
  }
  return out;
}

// What the deciding item saw, or the word that was given.
std::string seen_words(const ReportDigest& digest, const ClaimSummary& claim) {
  const ReportInput& input = *digest.input;
  const ItemView& item = *claim.deciding;
  for (const AnswerView* answer : claim.answers) {
    if (&digest.view->items[answer->item] != &item) continue;
    const std::string who =
        answer->signer.empty() ? answer->entity : answer->signer + ", " + answer->entity;
    return scoped(
        input, item.from, item.to,
        fmt::format("{} said ({}): {}", shown(who), answer->kind, quoted(answer->statement)));
  }
  return scoped(input, item.from, item.to,
                clipped(shown(how_we_know(claim)), kTextBytesMax, "its item"));
}

Block claims_table(const ReportDigest& digest, const QuestionSummary& question) {
  Block out =
      table(fmt::format("Claims of {}", question.question->id),
            {"Claim", "Verdict", "By whom, when, until", "What was seen or said, and its limits"},
            {25, 19, 18, 38});
  for (const ClaimSummary& claim : question.claims) {
    std::string who = shown(by_whom(claim));
    if (!claim.verdict.at.empty()) who += fmt::format("\nat {}", claim.verdict.at);
    if (!claim.verdict.until.empty()) {
      who += claim.verdict.until == "change" ? "\nuntil a change of build, settings or policy"
                                             : fmt::format("\nuntil {}", claim.verdict.until);
    }
    if (who.empty()) who = "nobody";
    out.rows.push_back({fmt::format("{}\n{}", claim.claim->id, claim.claim->text),
                        BlockCell(claim.verdict.verdict, ""), who, claim_words(digest, claim)});
  }
  return out;
}

std::string decision_words(const Decision& decision) {
  std::string out =
      decision.decision == "condition" ? "accepted with condition" : decision.decision;
  if (!decision.condition.empty()) out += ": " + decision.condition;
  if (!decision.until.empty()) out += ", until " + decision.until;
  if (!decision.by.empty()) out += ", by " + decision.by;
  if (!decision.decided.empty()) out += " on " + decision.decided;
  if (!decision.comment.empty()) out += ". " + decision.comment;
  return shown(out);
}

void add_question(const ReportDigest& digest, const QuestionSummary& question,
                  std::vector<Block>& out) {
  Block head = heading(3, fmt::format("{}: {}", question.question->id, question.question->text),
                       "q-" + question.question->id);
  head.verdict = question.verdict;
  out.push_back(head);
  out.push_back(paragraph(counts_words(question.counts), "Claims, weakest first:"));
  out.push_back(claims_table(digest, question));
  std::vector<std::string> notes;
  for (const Gap* gap : question.gaps) {
    notes.push_back(shown(fmt::format("Gap, {}: {}; owner {}, due {}", gap->claim, gap->what,
                                      gap->owner.empty() ? "nobody yet" : gap->owner,
                                      gap->due.empty() ? "no date yet" : gap->due)));
  }
  if (question.question->decision != nullptr) {
    notes.push_back("Decision: " + decision_words(*question.question->decision));
  }
  if (!notes.empty()) out.push_back(bullet_list(notes));
}

void add_contradictions(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Contradictions", "contradictions"));
  if (digest.contradictions.empty() && digest.view->disagreements.empty()) {
    out.push_back(
        paragraph(fmt::format("Up to {}, on {}: no result that counts says the opposite "
                              "of a claim.",
                              digest.input->created, scope_words(digest.view->scope))));
    return;
  }
  Block block = table("Found otherwise than claimed", {"Claim", "What was found"}, {40, 60});
  for (const ClaimSummary* claim : digest.contradictions) {
    block.rows.push_back({BlockCell(Verdict::kContradicted,
                                    fmt::format("{}\n{}", claim->claim->id, claim->claim->text)),
                          claim_words(digest, *claim)});
  }
  if (!block.rows.empty()) out.push_back(block);
  if (digest.view->disagreements.empty()) return;
  out.push_back(paragraph("", "Answers that disagree"));
  std::vector<std::string> answers;
  for (const std::string& text : digest.view->disagreements) answers.push_back(shown(text));
  out.push_back(bullet_list(answers));
}

void add_gaps(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Gaps against the workload profile", "gaps"));
  if (digest.view->gaps.empty()) {
    out.push_back(
        paragraph(fmt::format("Up to {}, on {}: no verdict is below what the profile "
                              "accepts.",
                              digest.input->created, scope_words(digest.view->scope))));
    return;
  }
  Block block =
      table("Below what the profile accepts",
            {"Question", "Claim", "What is missing", "Owner", "Due"}, {14, 14, 40, 18, 14});
  for (const Gap& gap : digest.view->gaps) {
    block.rows.push_back({gap.question, gap.claim, shown(gap.what),
                          gap.owner.empty() ? "nobody yet" : shown(gap.owner),
                          gap.due.empty() ? "no date yet" : gap.due});
  }
  out.push_back(block);
}

void add_list(const std::string& lead, const std::vector<std::string>& texts,
              std::vector<Block>& out) {
  if (texts.empty()) return;
  std::vector<std::string> list;
  for (const std::string& text : texts) list.push_back(shown(text));
  out.push_back(paragraph("", lead));
  out.push_back(bullet_list(list));
}

}  // namespace

std::string claim_words(const ReportDigest& digest, const ClaimSummary& claim) {
  const ReportInput& input = *digest.input;
  const verifier::ClaimVerdict& verdict = claim.verdict;
  std::string out;
  if (claim.deciding != nullptr) {
    out = seen_words(digest, claim);
    if (!verdict.covers.empty()) out += fmt::format("\nLooked at: {}.", shown(verdict.covers));
    for (const evidence::Excluded& part : claim.deciding->excluded) {
      out += fmt::format("\nNot looked at: {} ({}), {}.", shown(part.what), part.count,
                         shown(part.why));
    }
  } else {
    out = scoped(input, "", input.created,
                 verdict.verdict == Verdict::kUnknown ? "not known: " + shown(verdict.reason)
                                                      : shown(verdict.reason));
  }
  if (claim.deciding != nullptr && !verdict.reason.empty()) {
    out += "\nWhy this verdict: " + shown(verdict.reason) + ".";
  }
  if (!verdict.rule.empty()) out += " (rule " + verdict.rule + ")";
  if (!verdict.gap.empty()) out += "\nLess independent than asked: " + shown(verdict.gap) + ".";
  if (!claim.claim->reopened.empty()) out += "\nReopened: " + shown(claim.claim->reopened) + ".";
  if (claim.deciding == nullptr) {
    for (const AnswerView* answer : claim.answers) {
      out += "\n" +
             scoped(input, "", answer->answered,
                    fmt::format("{} said: {}", shown(answer->entity), quoted(answer->statement)));
    }
  }
  if (const std::string limits = limits_words(digest, verdict.limits); !limits.empty()) {
    out += "\nLimits: " + limits;
  }
  return out;
}

void add_findings(const ReportDigest& digest, std::vector<Block>& out) {
  add_contradictions(digest, out);
  add_gaps(digest, out);
  const Difference& difference = digest.view->difference;
  if (difference.empty()) return;
  out.push_back(heading(2, "Since the last signed packet", "changes"));
  out.push_back(paragraph(difference.since.empty() ? "No packet was signed before this one."
                                                   : "Compared with " + difference.since + "."));
  add_list("Verdicts", difference.verdicts, out);
  add_list("Expired", difference.expired, out);
  add_list("Reopened", difference.reopened, out);
  add_list("Decisions", difference.record, out);
  add_list("Overdue", difference.overdue, out);
  add_list("New answers", difference.new_answers, out);
}

void add_questions(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(new_page());
  out.push_back(heading(2, "All questions", "questions"));
  std::string group;
  for (const QuestionSummary& question : digest.questions) {
    if (question.question->group != group) {
      group = question.question->group;
      out.push_back(heading(3, question_group_title(group), "g-" + group));
    }
    add_question(digest, question, out);
  }
}

}  // namespace ringfence::review
