// The questionnaire as it goes out. One row a claim, grouped by question; the columns before
// "Your answer" are ours and are compared with ours when the file comes back. Stable: ids, column
// headings and sheet names are those of docs/formats/questionnaire.md.
#pragma once

#include "review/questionnaire/answers.h"
#include "review/questionnaire/asking.h"
#include "review/questionnaire/question_list.h"
#include "review/workbook/table.h"

namespace ringfence::review {

enum class TableForm : std::uint8_t { kXlsx, kCsv, kMarkdown };
// By the file's ending; kInvalid names the endings that are allowed.
Result<TableForm> form_of_file(std::string_view file_name);

struct QuestionnaireCover {
  std::string subject;     // name of the subject in the review; comes back with the answers
  std::string product;     // as the customer calls it
  std::string entity;      // the legal entity asked
  std::string deployment;  // which one the answers are about; may be empty
  std::string asked_on;    // YYYY-MM-DD
  std::string asked_by;
  std::string answer_by;  // YYYY-MM-DD or empty
};

// The claims to ask: all of them, or those listed (to ask again for what is missing).
// kNotFound names a claim that the question set does not have.
Result<Workbook> make_questionnaire(const QuestionList& list, const QuestionnaireCover& cover,
                                    const std::vector<std::string>& only = {});
// The same as bytes of a file. CSV holds the answers' sheet alone, with subject and date asked in
// each row.
Result<std::string> export_questionnaire(const QuestionList& list, const QuestionnaireCover& cover,
                                         TableForm form, const std::vector<std::string>& only = {});
// What to add to asked.json when that file was written.
Asking asking_of(const QuestionList& list, const QuestionnaireCover& cover,
                 std::string_view file_name, const std::vector<std::string>& only = {});

}  // namespace ringfence::review
