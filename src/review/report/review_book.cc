// The workbook for procurement: the same content as statement.md, as sheets to sort and to fill in.
#include <fmt/format.h>

#include "review/model/times.h"
#include "review/report/documents.h"
#include "review/report/report_text.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

// Room for the note that clipped() adds, under the 32,767 units that a cell takes.
constexpr std::size_t kCellBytesMax = 8000;

Cell text_cell(std::string_view text, CellStyle style = CellStyle::kPlain) {
  return {clipped(shown(text), kCellBytesMax, "annex/answers.md or its item"), style};
}

Cell verdict_cell(Verdict verdict) {
  const CellStyle style = static_cast<CellStyle>(static_cast<int>(CellStyle::kContradicted) +
                                                 static_cast<int>(verdict));
  return {std::string(verifier::verdict_name(verdict)), style};
}

Sheet make_sheet(std::string name, std::vector<double> widths,
                 const std::vector<std::string>& header) {
  Sheet out;
  out.name = std::move(name);
  out.widths = std::move(widths);
  Row row;
  for (const std::string& text : header) row.push_back({text, CellStyle::kHeader});
  out.rows.push_back(std::move(row));
  out.frozen_rows = 1;
  return out;
}

Sheet summary_sheet(const ReportDigest& digest, const std::vector<std::string>& left_out) {
  const SubjectView& view = *digest.view;
  Sheet out;
  out.name = "Summary";
  out.widths = {28, 90};
  out.rows.push_back({Cell("Evidence on " + shown(view.scope.system.product), CellStyle::kTitle)});
  const std::vector<std::pair<std::string, std::string>> facts = {
      {"Legal entity", view.scope.system.entity},
      {"Deployment", view.scope.system.deployment},
      {"Cluster", view.scope.system.cluster},
      {"Region", view.scope.system.region},
      {"Environment", view.scope.environment},
      {"Build", view.scope.build},
      {"Reviewed by", view.owner},
      {"Evidence from", view.from},
      {"Evidence to", view.to},
      {"Written at", digest.input->created},
      {"Question set (SHA-256)", view.question_set},
      {"Questions", counts_words(digest.question_totals)},
      {"Claims", counts_words(digest.claim_totals)},
      {"Note",
       "This is evidence. It is not legal advice and not an assurance opinion. There is no "
       "score and no recommendation."}};
  for (const auto& [name, value] : facts) {
    out.rows.push_back({Cell(name, CellStyle::kHeader), text_cell(value)});
  }
  for (const std::string& note : left_out) {
    out.rows.push_back({Cell("Left out of this copy", CellStyle::kHeader), text_cell(note)});
  }
  out.rows.push_back({Cell("")});
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    const auto verdict = static_cast<Verdict>(i);
    out.rows.push_back({verdict_cell(verdict), text_cell(verdict_meaning(verdict))});
  }
  return out;
}

Sheet questions_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Questions", {14, 22, 60, 16, 34, 30, 24},
                         {"Question", "Group", "Text", "Verdict", "Claims, weakest first",
                          "Decision", "Gap owner, due"});
  for (const QuestionSummary& question : digest.questions) {
    const Decision* decision = question.question->decision;
    std::string owners;
    for (const Gap* gap : question.gaps) {
      owners +=
          fmt::format("{}{}: {} {}", owners.empty() ? "" : "\n", gap->claim, gap->owner, gap->due);
    }
    out.rows.push_back({text_cell(question.question->id),
                        text_cell(question_group_title(question.question->group)),
                        text_cell(question.question->text), verdict_cell(question.verdict),
                        text_cell(counts_words(question.counts)),
                        text_cell(decision == nullptr ? "" : decision->decision, CellStyle::kInput),
                        text_cell(owners)});
  }
  return out;
}

Sheet claims_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Claims", {12, 14, 50, 16, 26, 22, 22, 20, 70},
                         {"Question", "Claim", "Text", "Verdict", "By whom", "When", "Until",
                          "Looked at", "What was seen or said, and its limits"});
  for (const QuestionSummary& question : digest.questions) {
    for (const ClaimSummary& claim : question.claims) {
      const verifier::ClaimVerdict& verdict = claim.verdict;
      out.rows.push_back({text_cell(question.question->id), text_cell(claim.claim->id),
                          text_cell(claim.claim->text), verdict_cell(verdict.verdict),
                          text_cell(by_whom(claim)), text_cell(verdict.at),
                          text_cell(verdict.until), text_cell(verdict.covers),
                          text_cell(claim_words(digest, claim))});
    }
  }
  return out;
}

Sheet gaps_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Gaps", {12, 14, 60, 24, 14},
                         {"Question", "Claim", "What is missing", "Owner", "Due"});
  for (const Gap& gap : digest.view->gaps) {
    out.rows.push_back({text_cell(gap.question), text_cell(gap.claim), text_cell(gap.what),
                        text_cell(gap.owner, CellStyle::kInput),
                        text_cell(gap.due, CellStyle::kInput)});
  }
  return out;
}

Sheet open_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Open items", {14, 16, 60, 14, 70},
                         {"Claim", "Verdict", "Why", "Asked since", "Text"});
  for (const ClaimSummary* claim : digest.open) {
    out.rows.push_back({text_cell(claim->claim->id), verdict_cell(claim->verdict.verdict),
                        text_cell(claim->verdict.reason), text_cell(claim->claim->asked_since),
                        text_cell(claim->claim->text)});
  }
  return out;
}

Sheet duties_sheet(const ReportDigest& digest) {
  Sheet out =
      make_sheet("Duties", {90, 40}, {"What the customer must do", "Claims that lean on it"});
  for (const auto& [duty, claims] : digest.duties) {
    out.rows.push_back({text_cell(duty), text_cell(joined(claims, ", "))});
  }
  return out;
}

Sheet sources_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Sources", {46, 60, 22, 30, 22}, {"What", "Where", "When", "By", "Until"});
  for (const Source& source : digest.sources) {
    out.rows.push_back({text_cell(source.what), text_cell(source.where), text_cell(source.when),
                        text_cell(source.by), text_cell(source.expires)});
  }
  return out;
}

Sheet record_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet(
      "Record", {12, 20, 40, 40, 14, 26, 14, 26, 14},
      {"Question", "Decision", "Condition", "Comment", "Until", "By", "Decided", "Owner", "Due"});
  for (const auto& [question, decision] : digest.view->record) {
    Row row = {text_cell(question)};
    for (const std::string* text :
         {&decision.decision, &decision.condition, &decision.comment, &decision.until, &decision.by,
          &decision.decided, &decision.owner, &decision.due}) {
      row.push_back(text_cell(*text));
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

Sheet words_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Words of others", {18, 100},
                         {"Code", "What remains somebody's word, here and anywhere"});
  for (const std::string_view code : attest_only_limits()) {
    out.rows.push_back({text_cell(code), text_cell(limit_text(*digest.view, std::string(code)))});
  }
  return out;
}

Sheet signature_sheet(const ReportDigest& digest) {
  Sheet out = make_sheet("Signatures", {24, 34, 20, 16, 40, 30},
                         {"Role", "Name", "Title", "Date", "Signature", "State"});
  for (const SignatureView& signature : digest.view->signatures) {
    out.rows.push_back(
        {text_cell(signature.role), text_cell(signature.name), text_cell(signature.title),
         text_cell(signature.date), text_cell("digital, packet " + signature.packet),
         text_cell(signature.good ? "matches" : "does not count: " + signature.why)});
  }
  std::vector<std::string> roles = digest.view->profile.signature_roles;
  while (roles.size() < 3) roles.emplace_back();
  for (const std::string& role : roles) {
    Row row = {text_cell(role, CellStyle::kInput)};
    for (int i = 0; i < 5; ++i) row.push_back({"", CellStyle::kInput});
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace

Result<std::string> review_workbook(const ReportDigest& digest,
                                    const std::vector<std::string>& left_out) {
  Workbook book;
  book.title = "Evidence on " + shown(digest.view->scope.system.product);
  book.created = parse_time(digest.input->created).value_or(0);
  book.sheets = {summary_sheet(digest, left_out),
                 questions_sheet(digest),
                 claims_sheet(digest),
                 gaps_sheet(digest),
                 open_sheet(digest),
                 duties_sheet(digest),
                 sources_sheet(digest),
                 record_sheet(digest),
                 words_sheet(digest),
                 signature_sheet(digest)};
  return write_xlsx(book);
}

}  // namespace ringfence::review
