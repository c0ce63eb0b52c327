// Answers as they come back: who says what, when, for which version. A neutral structure: it says
// nothing of grades. Whoever files them makes E24 items of them, which are ATTESTED at most.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "review/questionnaire/question_list.h"
#include "review/workbook/table.h"

namespace ringfence::review {

enum class Says : std::uint8_t { kYes, kNo, kPartly, kNotKnown, kOnlyText };
std::string_view says_name(Says says);  // "yes", "no", "partly", "not known", "text only"

struct Answer {
  std::string question;
  std::string claim;  // empty: an answer to the question as a whole, which supports no claim
  Says says = Says::kOnlyText;
  std::string statement;  // may be empty when `says` is not kOnlyText
  std::string name, title, entity;
  std::string date;         // YYYY-MM-DD: when it was answered
  std::string version;      // of the product
  std::string source;       // address or contract clause; may be empty
  std::string valid_until;  // YYYY-MM-DD or empty
  std::string place;        // "Answers!I12", "line 12"
};

struct AnswerSheet {
  std::string file;     // its name
  std::string subject;  // as the file says; empty when it does not
  std::string asked_on;
  std::vector<Answer> answers;          // in the order of the file; two that disagree are both here
  std::vector<std::string> unanswered;  // claims that the file lists and leaves blank
  std::vector<std::string> notices;     // for the reader: what was left out or looks odd
};

struct AnswerContext {
  const QuestionList* list = nullptr;
  std::string file;     // name, for messages
  std::string subject;  // whose answers are expected; empty: any
  std::string today;    // YYYY-MM-DD; an answer from the future is refused
};

// Somebody else's workbook: which column means what. Columns are named by heading or by letter.
struct ColumnFile {
  std::string sheet;                                          // empty: the first one
  std::size_t header_row = 1;                                 // as shown, from 1
  std::map<std::string, std::string> columns;                 // "question" -> "Ref"
  std::map<std::string, std::string> defaults;                // "name" -> "…", where a row has none
  std::map<std::string, std::string> says;                    // "Y" -> "yes"
  std::map<std::string, std::vector<std::string>> questions;  // their id -> ours
  std::vector<std::string> ignore;                            // their ids that mean none of ours
};
// TOML; kInvalid names line and key.
Result<ColumnFile> parse_column_file(std::string_view toml, std::string_view name);

// All or nothing: the error lists what is wrong, each with sheet and cell, 20 at most. Without
// `columns` the file must be one of our questionnaires.
Result<AnswerSheet> import_answers(const Workbook& workbook, const AnswerContext& context,
                                   const ColumnFile* columns = nullptr);
// The same from the bytes of a file; the form follows from the name in `context.file`.
Result<AnswerSheet> import_answers_file(std::string_view bytes, const AnswerContext& context,
                                        const ColumnFile* columns = nullptr);

// Pairs of answers to one claim or question that do not say the same, a line each; not among the
// notices of a sheet, since answers of several sheets may disagree.
std::vector<std::string> disagreements(const std::vector<Answer>& answers);

}  // namespace ringfence::review
