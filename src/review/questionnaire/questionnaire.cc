#include "review/questionnaire/questionnaire.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "review/questionnaire/columns.h"
#include "review/workbook/csv.h"
#include "review/workbook/markdown_table.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

constexpr std::string_view kHowTo[] = {
    "Each row of the sheet \"Answers\" is one claim about your product. Please say in the shaded "
    "columns whether it holds for the version that we run, in your own words, with the name of "
    "the person who says so.",
    "Answers: yes, no, partly, not known. \"Not applicable\" is not an answer: what does not exist "
    "can be stated and shown too.",
    "Who, when and version may be filled in once on this page; a row's own entry wins.",
    "An answer is your word and is shown as your word, with name, date and version. Only what a "
    "person or program on the customer's side measured, or what a reader recomputes, is shown as "
    "measured or proven.",
    "A row left blank is shown as asked and unanswered since the date above. Two answers that "
    "disagree are both kept.",
    "Please leave the ids and the first columns as they are. The columns may be moved.",
};

std::string claim_text(const AskedClaim& claim) { return claim.text + "\n" + claim.state; }

std::vector<const AskedClaim*> chosen(const QuestionList& list,
                                      const std::vector<std::string>& only) {
  std::vector<const AskedClaim*> claims;
  for (const AskedClaim& claim : list.claims) {
    if (only.empty() || std::find(only.begin(), only.end(), claim.id) != only.end()) {
      claims.push_back(&claim);
    }
  }
  return claims;
}

Sheet cover_sheet(const QuestionList& list, const QuestionnaireCover& cover, std::size_t claims) {
  Sheet sheet;
  sheet.name = kCoverSheet;
  sheet.widths = {28, 80};
  const auto line = [&](std::string_view label, std::string text, CellStyle style) {
    sheet.rows.push_back(
        {Cell(std::string(label), CellStyle::kHeader), Cell(std::move(text), style)});
  };
  constexpr CellStyle kPlain = CellStyle::kPlain;
  sheet.rows.push_back({Cell("About", CellStyle::kTitle),
                        Cell("Questions about " + cover.product, CellStyle::kTitle)});
  line(kLabelFormat, std::string(kQuestionnaireFormat), kPlain);
  line(kLabelSubject, cover.subject, kPlain);
  line("Product", cover.product, kPlain);
  line("Entity asked", cover.entity, kPlain);
  line("Deployment", cover.deployment, kPlain);
  line(kLabelAskedOn, cover.asked_on, kPlain);
  line("Asked by", cover.asked_by, kPlain);
  line("Please answer by", cover.answer_by, kPlain);
  line(kLabelQuestionSet, list.digest, kPlain);
  line("Claims asked", std::to_string(claims), kPlain);
  for (const std::string_view key : kDefaults) {
    line(column_of(key)->heading, key == "entity" ? cover.entity : "", CellStyle::kInput);
  }
  for (const std::string_view text : kHowTo) line("How to answer", std::string(text), kPlain);
  return sheet;
}

Row answer_row(const QuestionList& list, const AskedClaim& claim) {
  const AskedQuestion* question = list.question(claim.question);
  Row row;
  for (const ColumnHeading& column : kColumns) {
    Cell cell("", column.input ? CellStyle::kInput : CellStyle::kPlain);
    if (column.key == "question") cell.text = claim.question;
    if (column.key == "question_text" && question != nullptr) cell.text = question->text;
    if (column.key == "claim") cell.text = claim.id;
    if (column.key == "claim_text") cell.text = claim_text(claim);
    if (column.key == "show") cell.text = claim.show;
    if (column.key == "answers") cell.text = claim.answers;
    if (column.key == "any_way") cell.text = claim.any_way;
    if (column.key == "strongest") {
      cell.text = claim.strongest;
      cell.style = CellStyle::kMuted;
    }
    row.push_back(std::move(cell));
  }
  return row;
}

Sheet answers_sheet(const QuestionList& list, const std::vector<const AskedClaim*>& claims) {
  Sheet sheet;
  sheet.name = kAnswersSheet;
  sheet.frozen_rows = 1;
  sheet.frozen_columns = 3;
  Row header;
  for (const ColumnHeading& column : kColumns) {
    header.emplace_back(std::string(column.heading), CellStyle::kHeader);
    sheet.widths.push_back(column.width);
  }
  sheet.rows.push_back(std::move(header));
  for (const AskedClaim* claim : claims) sheet.rows.push_back(answer_row(list, *claim));
  return sheet;
}

std::int64_t seconds_of(std::string_view date) {
  return verifier::parse_time(std::string(date) + "T00:00:00Z").value_or(0);
}

}  // namespace

Result<TableForm> form_of_file(std::string_view file_name) {
  const auto ends = [&](std::string_view ending) {
    return file_name.size() > ending.size() &&
           std::equal(ending.rbegin(), ending.rend(), file_name.rbegin(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  };
  if (ends(".xlsx") || ends(".xlsm")) return TableForm::kXlsx;
  if (ends(".csv")) return TableForm::kCsv;
  if (ends(".md")) return TableForm::kMarkdown;
  return Error(ErrorCode::kInvalid,
               fmt::format("{}: the file's ending is none of .xlsx, .csv, .md", file_name));
}

Result<Workbook> make_questionnaire(const QuestionList& list, const QuestionnaireCover& cover,
                                    const std::vector<std::string>& only) {
  for (const std::string& claim : only) {
    if (list.claim(claim) == nullptr) {
      return Error(ErrorCode::kNotFound, "the question set has no claim " + claim);
    }
  }
  if (!is_date(cover.asked_on)) {
    return Error(ErrorCode::kInvalid, "the date asked is not YYYY-MM-DD: " + cover.asked_on);
  }
  if (!cover.answer_by.empty() && !is_date(cover.answer_by)) {
    return Error(ErrorCode::kInvalid,
                 "the date to answer by is not YYYY-MM-DD: " + cover.answer_by);
  }
  const std::vector<const AskedClaim*> claims = chosen(list, only);
  Workbook workbook;
  workbook.title = "Questions about " + cover.product;
  workbook.created = seconds_of(cover.asked_on);
  workbook.sheets.push_back(cover_sheet(list, cover, claims.size()));
  workbook.sheets.push_back(answers_sheet(list, claims));
  return workbook;
}

Result<std::string> export_questionnaire(const QuestionList& list, const QuestionnaireCover& cover,
                                         TableForm form, const std::vector<std::string>& only) {
  RF_TRY_ASSIGN(Workbook workbook, make_questionnaire(list, cover, only));
  if (form == TableForm::kXlsx) return write_xlsx(workbook);
  if (form == TableForm::kMarkdown) return write_markdown(workbook);
  Sheet& sheet = workbook.sheets.back();
  for (std::size_t at = 0; at < sheet.rows.size(); ++at) {
    sheet.rows[at].emplace_back(at == 0 ? std::string(kSubjectColumn.heading) : cover.subject);
    sheet.rows[at].emplace_back(at == 0 ? std::string(kAskedOnColumn.heading) : cover.asked_on);
  }
  return write_csv(sheet);
}

Asking asking_of(const QuestionList& list, const QuestionnaireCover& cover,
                 std::string_view file_name, const std::vector<std::string>& only) {
  Asking asking;
  asking.date = cover.asked_on;
  asking.by = cover.asked_by;
  asking.to = cover.entity;
  asking.question_set = list.digest;
  asking.file = file_name;
  for (const AskedClaim* claim : chosen(list, only)) asking.claims.push_back(claim->id);
  return asking;
}

}  // namespace ringfence::review
