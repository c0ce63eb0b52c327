#include "review/questionnaire/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "review/questionnaire/asking.h"
#include "review/questionnaire/columns.h"
#include "review/questionnaire/questionnaire.h"
#include "review/workbook/csv.h"
#include "review/workbook/markdown_table.h"
#include "review/workbook/xlsx_reader.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kProblemsShown = 20;
constexpr std::size_t kNoticesMax = 100;
constexpr std::size_t kStatementUnitsMax = 10000;
constexpr std::size_t kFieldUnitsMax = 400;
constexpr std::size_t kHeaderRowsSearched = 30;

std::string lower(std::string_view text) {
  std::string out(trimmed(text));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\n' || c == '\t') c = ' ';
  }
  return out;
}

std::string shown(std::string_view text) {
  std::string out = storable_text(text.substr(0, 80));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return "\"" + out + (text.size() > 80 ? "…\"" : "\"");
}

bool is_grade(std::string_view text) {
  static const std::set<std::string, std::less<>> kGrades = {"proven", "measured", "attested",
                                                             "stale", "contradicted"};
  return kGrades.contains(lower(text));
}

bool begins_with_grade(std::string_view text) {
  const std::string_view word = trimmed(text).substr(0, trimmed(text).find_first_of(" :,.(\n"));
  return word == "PROVEN" || word == "MEASURED";
}

// "K" or "AB" as a column; nothing for anything else.
std::optional<std::size_t> column_letter(std::string_view text) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  std::size_t column = 0;
  for (const char c : text) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column - 1;
}

// One sheet of answers being read: collects what is wrong instead of stopping at the first cell.
class AnswerReader {
 public:
  AnswerReader(const AnswerContext& context, const ColumnFile* columns)
      : context_(context), file_columns_(columns) {
    out_.file = context.file;
  }

  Result<AnswerSheet> read(const Workbook& workbook) {
    if (file_columns_ == nullptr) {
      RF_TRY(read_own(workbook));
    } else {
      RF_TRY(read_foreign(workbook));
    }
    if (!problems_.empty()) return refusal();
    if (notices_left_out_ > 0) {
      out_.notices.push_back(fmt::format("… and {} more notices", notices_left_out_));
    }
    return std::move(out_);
  }

 private:
  Error invalid(std::string_view what) const {
    return Error(ErrorCode::kInvalid, fmt::format("{}: {}", context_.file, what));
  }
  Error refusal() const {
    std::string text = fmt::format("{}: {} cells are wrong, nothing was taken over", context_.file,
                                   problems_.size());
    for (std::size_t at = 0; at < std::min(problems_.size(), kProblemsShown); ++at) {
      text += "\n  " + problems_[at];
    }
    if (problems_.size() > kProblemsShown) {
      text += fmt::format("\n  … and {} more", problems_.size() - kProblemsShown);
    }
    return Error(ErrorCode::kInvalid, std::move(text));
  }
  void problem(std::string_view place, std::string_view what) {
    problems_.push_back(fmt::format("{}: {}", place, what));
  }
  void note(std::string text) {
    if (out_.notices.size() < kNoticesMax) {
      out_.notices.push_back(std::move(text));
    } else {
      ++notices_left_out_;
    }
  }

  // The cell of a column in the row being read, with what makes it unusable reported.
  std::string_view field(const std::string& key) {
    const auto column = columns_.find(key);
    if (column == columns_.end()) return {};
    const Row& row = sheet_->rows[row_];
    if (column->second >= row.size()) return {};
    const Cell& cell = row[column->second];
    if (cell.error) problem(place(key), "holds an error value: " + shown(cell.text));
    if (cell.formula && cell.text.empty()) problem(place(key), "a formula without stored result");
    if (cell.formula && !cell.text.empty()) {
      note(place(key) + ": the stored result of a formula was taken");
    }
    return trimmed(cell.text);
  }
  std::string place(const std::string& key) const {
    const auto column = columns_.find(key);
    return cell_place(*sheet_, row_, column == columns_.end() ? 0 : column->second);
  }

  Result<> read_own(const Workbook& workbook);
  Result<> read_cover(const Sheet& sheet);
  Result<> read_foreign(const Workbook& workbook);
  bool find_own_header(const Sheet& sheet);
  Result<> find_foreign_columns(const Sheet& sheet);
  void note_other_columns(const Sheet& sheet, std::size_t header);
  void read_own_row();
  void note_changed_texts(const AskedClaim& claim);
  void read_foreign_row();
  bool read_answer(Answer& answer);
  Says read_says(std::string_view text);
  std::string read_field(const std::string& key, bool required);
  std::string read_date(const std::string& key, bool required);
  void keep(Answer answer);

  const AnswerContext& context_;
  const ColumnFile* file_columns_;
  AnswerSheet out_;
  const Sheet* sheet_ = nullptr;
  std::size_t row_ = 0;
  std::map<std::string, std::size_t> columns_;
  std::map<std::string, std::string> defaults_;
  std::vector<std::string> problems_;
  std::size_t notices_left_out_ = 0;
};

Says AnswerReader::read_says(std::string_view text) {
  std::string word = lower(text);
  if (file_columns_ != nullptr) {
    for (const auto& [theirs, ours] : file_columns_->says) {
      if (lower(theirs) == word) word = lower(ours);
    }
  }
  if (word.empty()) return Says::kOnlyText;
  if (word == "yes") return Says::kYes;
  if (word == "no") return Says::kNo;
  if (word == "partly") return Says::kPartly;
  if (word == "not known") return Says::kNotKnown;
  const std::string where = place("says");
  if (is_grade(word)) {
    problem(where, shown(text) +
                       " is a grade, which no answer can give itself; write yes, no, "
                       "partly or not known");
  } else if (word == "n/a" || word == "na" || word == "not applicable") {
    problem(where, "there is no \"not applicable\": state what does not exist, with yes or no");
  } else {
    problem(where, shown(text) + " is none of yes, no, partly, not known");
  }
  return Says::kOnlyText;
}

std::string AnswerReader::read_field(const std::string& key, bool required) {
  std::string text(field(key));
  if (text.empty()) {
    const auto given = defaults_.find(key);
    if (given != defaults_.end()) text = given->second;
  }
  if (text.empty() && required) {
    problem(place(columns_.contains(key) ? key : "says"),
            fmt::format("an answer without \"{}\"", column_of(key)->heading));
  }
  if (utf16_units(text) > kFieldUnitsMax || text.find('\n') != text.npos) {
    problem(place(key), fmt::format("\"{}\" is one line of at most {} characters",
                                    column_of(key)->heading, kFieldUnitsMax));
  }
  return text;
}

std::string AnswerReader::read_date(const std::string& key, bool required) {
  std::string text = read_field(key, required);
  if (text.size() > 10 && text[10] == 'T') text.resize(10);
  if (!text.empty() && !is_date(text)) {
    problem(place(key), shown(text) + " is not a date of the form YYYY-MM-DD");
  }
  return text;
}

// False when the row holds no answer.
bool AnswerReader::read_answer(Answer& answer) {
  const std::string_view says = field("says");
  const std::string_view statement = field("statement");
  if (says.empty() && statement.empty()) return false;
  answer.place = place(columns_.contains("says") ? "says" : "statement");
  answer.says = read_says(says);
  answer.statement = statement;
  if (utf16_units(statement) > kStatementUnitsMax) {
    problem(place("statement"), fmt::format("more than {} characters", kStatementUnitsMax));
  }
  if (begins_with_grade(statement)) {
    note(place("statement") + ": the statement begins with a grade; it stays a word");
  }
  answer.name = read_field("name", true);
  answer.title = read_field("title", false);
  answer.entity = read_field("entity", true);
  answer.date = read_date("date", true);
  answer.version = read_field("version", true);
  answer.source = read_field("source", false);
  answer.valid_until = read_date("valid_until", false);
  if (!context_.today.empty() && answer.date > context_.today) {
    problem(place("date"), "answered in the future: " + answer.date);
  }
  if (!answer.valid_until.empty() && answer.valid_until < answer.date) {
    problem(place("valid_until"), "ends before it was answered");
  }
  return true;
}

void AnswerReader::keep(Answer answer) {
  const auto same = [&](const Answer& other) {
    return other.question == answer.question && other.claim == answer.claim &&
           other.says == answer.says && other.statement == answer.statement &&
           other.name == answer.name && other.title == answer.title &&
           other.entity == answer.entity && other.date == answer.date &&
           other.version == answer.version && other.source == answer.source &&
           other.valid_until == answer.valid_until;
  };
  const auto twin = std::find_if(out_.answers.begin(), out_.answers.end(), same);
  if (twin != out_.answers.end()) {
    note(answer.place + ": the same answer as in " + twin->place + ", taken once");
    return;
  }
  out_.answers.push_back(std::move(answer));
}

bool AnswerReader::find_own_header(const Sheet& sheet) {
  for (std::size_t at = 0; at < std::min(sheet.rows.size(), kHeaderRowsSearched); ++at) {
    columns_.clear();
    for (std::size_t column = 0; column < sheet.rows[at].size(); ++column) {
      const std::string heading = lower(sheet.rows[at][column].text);
      const auto match = [&](const ColumnHeading& one) {
        if (lower(one.heading) == heading) columns_.emplace(one.key, column);
      };
      for (const ColumnHeading& one : kColumns) match(one);
      match(kSubjectColumn);
      match(kAskedOnColumn);
    }
    if (columns_.contains("question") && columns_.contains("claim") && columns_.contains("says")) {
      row_ = at;
      return true;
    }
  }
  return false;
}

void AnswerReader::note_other_columns(const Sheet& sheet, std::size_t header) {
  std::set<std::size_t> read;
  for (const auto& [key, column] : columns_) read.insert(column);
  const Row& row = sheet.rows[header];
  for (std::size_t column = 0; column < row.size(); ++column) {
    const std::string heading = lower(row[column].text);
    if (heading.empty() || read.contains(column)) continue;
    static constexpr std::string_view kGrading[] = {"grade",  "verdict",  "score",    "rating",
                                                    "proven", "measured", "evidence", "result"};
    const bool grades = std::any_of(std::begin(kGrading), std::end(kGrading),
                                    [&](auto word) { return heading.find(word) != heading.npos; });
    if (grades) {
      note(fmt::format("{}: the column {} is not read: no file grades its own answers",
                       cell_place(sheet, header, column), shown(row[column].text)));
    } else if (file_columns_ == nullptr) {
      note(fmt::format("{}: the column {} is not one of ours and is not read",
                       cell_place(sheet, header, column), shown(row[column].text)));
    }
  }
}

Result<> AnswerReader::read_cover(const Sheet& sheet) {
  const auto value = [&](std::string_view label) -> std::string {
    for (const Row& row : sheet.rows) {
      if (lower(cell_text(row, 0)) == lower(label)) return std::string(trimmed(cell_text(row, 1)));
    }
    return {};
  };
  const std::string format = value(kLabelFormat);
  if (format != kQuestionnaireFormat) {
    return invalid(
        fmt::format("{}: format is {}, not {}", sheet.name, shown(format), kQuestionnaireFormat));
  }
  const std::string digest = value(kLabelQuestionSet);
  if (digest != context_.list->digest) {
    return invalid(fmt::format("{}: made for another question set: {}", sheet.name, shown(digest)));
  }
  out_.subject = value(kLabelSubject);
  out_.asked_on = value(kLabelAskedOn);
  for (const std::string_view key : kDefaults) {
    const std::string given = value(column_of(key)->heading);
    if (!given.empty()) defaults_[std::string(key)] = given;
  }
  return {};
}

Result<> AnswerReader::read_own(const Workbook& workbook) {
  const Sheet* cover = find_sheet(workbook, kCoverSheet);
  sheet_ = find_sheet(workbook, kAnswersSheet);
  if (sheet_ == nullptr && workbook.sheets.size() == 1) sheet_ = &workbook.sheets[0];
  if (sheet_ == nullptr || !find_own_header(*sheet_)) {
    return invalid(
        "not one of our questionnaires: no sheet \"Answers\" with the headings \"Question id\", "
        "\"Claim id\" and \"Your answer …\"; another workbook needs a column file");
  }
  if (cover != nullptr) RF_TRY(read_cover(*cover));
  note_other_columns(*sheet_, row_);
  for (++row_; row_ < sheet_->rows.size(); ++row_) read_own_row();
  if (!context_.subject.empty() && !out_.subject.empty() && out_.subject != context_.subject) {
    return invalid(fmt::format("answers about subject {}, not {}", shown(out_.subject),
                               shown(context_.subject)));
  }
  return {};
}

void AnswerReader::note_changed_texts(const AskedClaim& claim) {
  const auto compare = [&](const std::string& key, std::string_view ours) {
    if (!columns_.contains(key)) return;
    const std::string_view theirs = cell_text(sheet_->rows[row_], columns_.at(key));
    if (trimmed(theirs).empty() || lower(theirs) == lower(ours)) return;
    note(fmt::format("{}: changed in the file to {}; ours stands", place(key), shown(theirs)));
  };
  compare("claim_text", claim.text + "\n" + claim.state);
  compare("strongest", claim.strongest);
}

void AnswerReader::read_own_row() {
  Answer answer;
  answer.question = field("question");
  answer.claim = field("claim");
  if (columns_.contains("subject")) {
    const std::string subject(field("subject"));
    if (!subject.empty() && out_.subject.empty()) out_.subject = subject;
    if (!subject.empty() && subject != out_.subject) {
      problem(place("subject"), "another subject than in the rows before: " + shown(subject));
    }
    if (out_.asked_on.empty()) out_.asked_on = field("asked_on");
  }
  const bool answered = read_answer(answer);
  if (answer.question.empty() && answer.claim.empty()) {
    if (answered) problem(answer.place, "an answer without question id and claim id");
    return;
  }
  if (answer.claim.empty()) {
    if (context_.list->question(answer.question) == nullptr) {
      problem(place("question"), "no question " + shown(answer.question));
    } else if (answered) {
      keep(std::move(answer));
    }
    return;
  }
  const AskedClaim* claim = context_.list->claim(answer.claim);
  if (claim == nullptr) {
    problem(place("claim"), "no claim " + shown(answer.claim));
    return;
  }
  if (!answer.question.empty() && answer.question != claim->question) {
    problem(place("question"), fmt::format("claim {} belongs to question {}, not {}", claim->id,
                                           claim->question, shown(answer.question)));
    return;
  }
  answer.question = claim->question;
  note_changed_texts(*claim);
  if (answered) {
    keep(std::move(answer));
  } else {
    out_.unanswered.push_back(claim->id);
  }
}

Result<> AnswerReader::find_foreign_columns(const Sheet& sheet) {
  const std::size_t header = file_columns_->header_row - 1;
  if (header >= sheet.rows.size()) {
    return invalid(fmt::format("{}: no row {} with headings", sheet.name, header + 1));
  }
  row_ = header;
  for (const auto& [key, named] : file_columns_->columns) {
    for (std::size_t column = 0; column < sheet.rows[header].size(); ++column) {
      if (lower(sheet.rows[header][column].text) == lower(named)) columns_.emplace(key, column);
    }
    const auto letter = column_letter(named);
    if (!columns_.contains(key) && letter) columns_.emplace(key, *letter);
    if (!columns_.contains(key)) {
      return invalid(
          fmt::format("{}: row {} has no column {}", sheet.name, header + 1, shown(named)));
    }
  }
  return {};
}

Result<> AnswerReader::read_foreign(const Workbook& workbook) {
  if (workbook.sheets.empty()) return invalid("no sheet");
  sheet_ = file_columns_->sheet.empty() ? &workbook.sheets[0]
                                        : find_sheet(workbook, file_columns_->sheet);
  if (sheet_ == nullptr) return invalid("no sheet " + shown(file_columns_->sheet));
  for (const auto& [theirs, ours] : file_columns_->questions) {
    for (const std::string& id : ours) {
      if (context_.list->question(id) == nullptr && context_.list->claim(id) == nullptr) {
        return invalid(
            fmt::format("the column file maps {} to {}, which is no question and no "
                        "claim",
                        shown(theirs), shown(id)));
      }
    }
  }
  defaults_ = file_columns_->defaults;
  RF_TRY(find_foreign_columns(*sheet_));
  note_other_columns(*sheet_, row_);
  for (++row_; row_ < sheet_->rows.size(); ++row_) read_foreign_row();
  return {};
}

void AnswerReader::read_foreign_row() {
  const std::string claim_id(field("claim"));
  const std::string id = claim_id.empty() ? std::string(field("question")) : claim_id;
  if (id.empty()) return;
  const auto& ignore = file_columns_->ignore;
  if (std::find(ignore.begin(), ignore.end(), id) != ignore.end()) return;
  std::vector<std::string> ours = {id};
  const auto mapped = file_columns_->questions.find(id);
  if (mapped != file_columns_->questions.end()) {
    ours = mapped->second;
  } else if (context_.list->question(id) == nullptr && context_.list->claim(id) == nullptr) {
    note(fmt::format("{}: {} is mapped to no question; the row is left out",
                     place(claim_id.empty() ? "question" : "claim"), shown(id)));
    return;
  }
  Answer answer;
  const bool answered = read_answer(answer);
  for (const std::string& one : ours) {
    const AskedClaim* claim = context_.list->claim(one);
    if (!answered) {
      if (claim != nullptr) out_.unanswered.push_back(one);
      continue;
    }
    Answer copy = answer;
    copy.claim = claim == nullptr ? "" : claim->id;
    copy.question = claim == nullptr ? one : claim->question;
    keep(std::move(copy));
  }
}

}  // namespace

std::string_view says_name(Says says) {
  constexpr std::string_view kNames[] = {"yes", "no", "partly", "not known", "text only"};
  return kNames[static_cast<std::size_t>(says)];
}

Result<AnswerSheet> import_answers(const Workbook& workbook, const AnswerContext& context,
                                   const ColumnFile* columns) {
  return AnswerReader(context, columns).read(workbook);
}

Result<AnswerSheet> import_answers_file(std::string_view bytes, const AnswerContext& context,
                                        const ColumnFile* columns) {
  RF_TRY_ASSIGN(const TableForm form, form_of_file(context.file));
  const auto read = [&]() -> Result<Workbook> {
    if (form == TableForm::kXlsx) return read_xlsx(bytes);
    if (form == TableForm::kMarkdown) return read_markdown(bytes);
    RF_TRY_ASSIGN(Sheet sheet, read_csv(bytes, std::string(kAnswersSheet)));
    Workbook workbook;
    workbook.sheets.push_back(std::move(sheet));
    return workbook;
  };
  const Result<Workbook> workbook = read();
  if (!workbook) {
    return Error(workbook.error().code, context.file + ": " + workbook.error().detail);
  }
  return import_answers(*workbook, context, columns);
}

std::vector<std::string> disagreements(const std::vector<Answer>& answers) {
  std::vector<std::string> out;
  std::map<std::string, const Answer*> first;
  for (const Answer& answer : answers) {
    const std::string& id = answer.claim.empty() ? answer.question : answer.claim;
    const auto [at, fresh] = first.emplace(id, &answer);
    if (fresh || at->second->says == answer.says) continue;
    out.push_back(fmt::format("{}: {} ({}, {}) says {}, {} ({}, {}) says {}; both are kept", id,
                              at->second->name, at->second->date, at->second->place,
                              says_name(at->second->says), answer.name, answer.date, answer.place,
                              says_name(answer.says)));
  }
  return out;
}

}  // namespace ringfence::review
