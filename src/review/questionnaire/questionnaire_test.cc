// Goal: what is asked comes from the question set alone; what is answered comes back with who, when
// and for which version, and a bad cell is named. Method: fills exported workbooks as a person
// would, changes one cell at a time, and reads them through each of the three forms.
#include "review/questionnaire/questionnaire.h"

#include <gtest/gtest.h>

#include "review/questionnaire/filing.h"
#include "review/workbook/csv.h"
#include "review/workbook/markdown_table.h"
#include "review/workbook/xlsx_reader.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

const QuestionList& questions() {
  static const QuestionList kList = *read_question_list(verifier::compiled_question_files());
  return kList;
}

QuestionnaireCover cover() {
  return {"vendor-a",   "Product A", "Entity A Ltd", "production",
          "2026-01-10", "R. Reader", "2026-02-10"};
}

AnswerContext context(std::string file = "answers.xlsx") {
  return {&questions(), std::move(file), "vendor-a", "2026-03-01"};
}

Sheet& answers_of(Workbook& workbook) { return workbook.sheets.back(); }

std::size_t column(const Sheet& sheet, std::string_view heading) {
  for (std::size_t at = 0; at < sheet.rows[0].size(); ++at) {
    if (sheet.rows[0][at].text == heading) return at;
  }
  ADD_FAILURE() << heading;
  return 0;
}

void set(Sheet& sheet, std::size_t row, std::string_view heading, const std::string& text) {
  sheet.rows[row][column(sheet, heading)].text = text;
}

constexpr std::string_view kSays = "Your answer (yes, no, partly, not known)";

void answer(Sheet& sheet, std::size_t row, const std::string& says) {
  set(sheet, row, kSays, says);
  set(sheet, row, "Your statement", "=As stated");
  set(sheet, row, "Answered by (name)", "A. Officer");
  set(sheet, row, "Title", "CISO");
  set(sheet, row, "Legal entity", "Entity A Ltd");
  set(sheet, row, "Answered on (YYYY-MM-DD)", "2026-01-20");
  set(sheet, row, "Product version", "4.10");
  set(sheet, row, "Source or contract clause", "MSA 7.2");
  set(sheet, row, "Valid until (YYYY-MM-DD)", "2026-12-31");
}

Workbook filled() {
  Workbook workbook = *make_questionnaire(questions(), cover());
  answer(answers_of(workbook), 1, "Yes");
  answer(answers_of(workbook), 2, "no");
  return workbook;
}

std::string refusal(const Workbook& workbook, const ColumnFile* columns = nullptr) {
  const auto sheet = import_answers(workbook, context(), columns);
  EXPECT_FALSE(sheet.ok());
  return sheet ? "" : sheet.error().detail;
}

bool holds(const std::vector<std::string>& texts, std::string_view part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(part) != text.npos; });
}

TEST(QuestionList, AsksEveryClaimOnceInOperationalTerms) {
  EXPECT_EQ(questions().questions.size(), 70U);
  EXPECT_EQ(questions().claims.size(), 215U);
  for (const AskedClaim& claim : questions().claims) {
    EXPECT_FALSE(claim.text.empty());
    EXPECT_FALSE(claim.show.empty()) << claim.id;
    EXPECT_FALSE(claim.any_way.empty()) << claim.id;
    EXPECT_NE(claim.strongest.find("at most"), std::string::npos);
  }
  EXPECT_TRUE(questions().claim("C1.res.d")->word_only);
  EXPECT_FALSE(questions().claim("C1.res.a")->word_only);
}

TEST(Questionnaire, HasOneRowAClaimAndSaysWhenItWasAsked) {
  const auto workbook = make_questionnaire(questions(), cover());
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook->sheets[1].rows.size(), 216U);
  EXPECT_EQ(workbook->sheets[0].rows[6][1].text, "2026-01-10");
  const auto some = make_questionnaire(questions(), cover(), {"K1.a", "C1.res.d"});
  EXPECT_EQ(some->sheets[1].rows.size(), 3U);
  EXPECT_TRUE(make_questionnaire(questions(), cover(), {"X9"}).failed_with(ErrorCode::kNotFound));
}

TEST(Questionnaire, ComesBackBlankAsUnanswered) {
  for (const auto& [form, file] :
       {std::pair{TableForm::kXlsx, "a.xlsx"}, std::pair{TableForm::kCsv, "a.CSV"},
        std::pair{TableForm::kMarkdown, "a.md"}}) {
    const auto bytes = export_questionnaire(questions(), cover(), form);
    ASSERT_TRUE(bytes.ok());
    const auto sheet = import_answers_file(*bytes, context(file));
    ASSERT_TRUE(sheet.ok()) << sheet.error().detail;
    EXPECT_EQ(sheet->unanswered.size(), 215U);
    EXPECT_TRUE(sheet->answers.empty());
    EXPECT_TRUE(sheet->notices.empty()) << sheet->notices[0];
    EXPECT_EQ(sheet->subject, "vendor-a");
    EXPECT_EQ(sheet->asked_on, "2026-01-10");
  }
}

TEST(Answers, KeepWhoWhenAndVersionInEveryForm) {
  const Workbook workbook = filled();
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a.xlsx", *write_xlsx(workbook)},
      {"a.csv", write_csv(workbook.sheets[1])},
      {"a.md", write_markdown(workbook)}};
  for (const auto& [file, bytes] : files) {
    const auto sheet = import_answers_file(bytes, context(file));
    ASSERT_TRUE(sheet.ok()) << sheet.error().detail;
    ASSERT_EQ(sheet->answers.size(), 2U) << file;
    const Answer& first = sheet->answers[0];
    EXPECT_EQ(first.claim, "C1.res.a");
    EXPECT_EQ(first.question, "C1.residency");
    EXPECT_EQ(first.says, Says::kYes);
    EXPECT_EQ(first.statement, "=As stated");
    EXPECT_EQ(first.name, "A. Officer");
    EXPECT_EQ(first.title, "CISO");
    EXPECT_EQ(first.entity, "Entity A Ltd");
    EXPECT_EQ(first.date, "2026-01-20");
    EXPECT_EQ(first.version, "4.10");
    EXPECT_EQ(first.source, "MSA 7.2");
    EXPECT_EQ(first.valid_until, "2026-12-31");
    EXPECT_EQ(first.place, "Answers!I2");
    EXPECT_EQ(sheet->answers[1].says, Says::kNo);
    EXPECT_EQ(sheet->unanswered.size(), 213U);
  }
}

TEST(Answers, TakeWhatTheCoverSaysOnce) {
  Workbook workbook = *make_questionnaire(questions(), cover());
  for (Row& row : workbook.sheets[0].rows) {
    if (row[0].text == "Answered by (name)") row[1].text = "C. Over";
    if (row[0].text == "Answered on (YYYY-MM-DD)") row[1].text = "2026-01-15";
    if (row[0].text == "Product version") row[1].text = "9";
  }
  set(answers_of(workbook), 5, kSays, "partly");
  const auto sheet = import_answers(workbook, context());
  ASSERT_TRUE(sheet.ok()) << sheet.error().detail;
  EXPECT_EQ(sheet->answers.at(0).name, "C. Over");
  EXPECT_EQ(sheet->answers.at(0).entity, "Entity A Ltd");
  EXPECT_EQ(sheet->answers.at(0).says, Says::kPartly);
}

TEST(Answers, AreReadWhereverTheColumnsWereMoved) {
  Workbook workbook = filled();
  for (Row& row : answers_of(workbook).rows) std::reverse(row.begin(), row.end());
  const auto sheet = import_answers(workbook, context());
  ASSERT_TRUE(sheet.ok()) << sheet.error().detail;
  EXPECT_EQ(sheet->answers.size(), 2U);
}

TEST(Answers, RefuseBadCellsByName) {
  const auto wrong = [](std::string_view heading, const std::string& text) {
    Workbook workbook = filled();
    set(answers_of(workbook), 1, heading, text);
    return refusal(workbook);
  };
  EXPECT_NE(wrong(kSays, "MEASURED").find("Answers!I2: \"MEASURED\" is a grade"),
            std::string::npos);
  EXPECT_NE(wrong(kSays, "n/a").find("Answers!I2: there is no"), std::string::npos);
  EXPECT_NE(wrong(kSays, "perhaps").find("Answers!I2"), std::string::npos);
  EXPECT_NE(wrong("Answered by (name)", "").find("Answers!K2: an answer without"),
            std::string::npos);
  EXPECT_NE(wrong("Answered on (YYYY-MM-DD)", "20.01.2026").find("Answers!N2"), std::string::npos);
  EXPECT_NE(wrong("Answered on (YYYY-MM-DD)", "2027-01-01").find("future"), std::string::npos);
  EXPECT_NE(wrong("Product version", "").find("Answers!O2"), std::string::npos);
  EXPECT_NE(wrong("Valid until (YYYY-MM-DD)", "2025-01-01").find("Answers!Q2"), std::string::npos);
  EXPECT_NE(wrong("Claim id", "C1.res.zz").find("Answers!C2: no claim"), std::string::npos);
  EXPECT_NE(wrong("Question id", "K1").find("Answers!A2"), std::string::npos);
  EXPECT_NE(wrong("Your statement", std::string(10001, 'x')).find("Answers!J2"), std::string::npos);
}

TEST(Answers, ReportEveryBadCellAtOnce) {
  Workbook workbook = filled();
  for (std::size_t row = 1; row <= 30; ++row) set(answers_of(workbook), row, kSays, "maybe");
  const std::string text = refusal(workbook);
  EXPECT_NE(text.find("Answers!I2"), std::string::npos);
  EXPECT_NE(text.find("Answers!I4"), std::string::npos);
  EXPECT_NE(text.find("more"), std::string::npos);
}

TEST(Answers, NeverGradeThemselves) {
  Workbook workbook = filled();
  Sheet& sheet = answers_of(workbook);
  set(sheet, 1, "Strongest result possible", "PROVEN");
  set(sheet, 1, "Your statement", "MEASURED by us, trust us");
  sheet.rows[0].emplace_back("Verdict");
  sheet.rows[1].emplace_back("MEASURED");
  const auto read = import_answers(workbook, context());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_TRUE(holds(read->notices, "no file grades its own answers"));
  EXPECT_TRUE(holds(read->notices, "Answers!H2: changed in the file to \"PROVEN\""));
  EXPECT_TRUE(holds(read->notices, "it stays a word"));
}

TEST(Answers, ThatDisagreeAreBothKept) {
  Workbook workbook = filled();
  Sheet& sheet = answers_of(workbook);
  sheet.rows.push_back(sheet.rows[1]);
  set(sheet, sheet.rows.size() - 1, kSays, "no");
  set(sheet, sheet.rows.size() - 1, "Answered by (name)", "B. Other");
  sheet.rows.push_back(sheet.rows[1]);
  const auto read = import_answers(workbook, context());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(read->answers.size(), 3U);
  EXPECT_TRUE(holds(disagreements(read->answers), "both are kept"));
  EXPECT_TRUE(holds(read->notices, "taken once"));
}

TEST(Answers, MarkStoredResultsOfFormulas) {
  Workbook workbook = filled();
  answers_of(workbook).rows[1][9].formula = true;
  auto read = import_answers(workbook, context());
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(holds(read->notices, "Answers!J2: the stored result of a formula"));
  answers_of(workbook).rows[1][9].text.clear();
  EXPECT_NE(refusal(workbook).find("Answers!J2: a formula without stored result"),
            std::string::npos);
}

TEST(Answers, OfAnotherSubjectOrQuestionSetAreRefused) {
  Workbook workbook = filled();
  workbook.sheets[0].rows[2][1].text = "vendor-b";
  EXPECT_NE(refusal(workbook).find("vendor-b"), std::string::npos);
  workbook = filled();
  workbook.sheets[0].rows[9][1].text = std::string(64, '0');
  EXPECT_NE(refusal(workbook).find("another question set"), std::string::npos);
  workbook = filled();
  workbook.sheets.erase(workbook.sheets.begin() + 1);
  EXPECT_NE(refusal(workbook).find("column file"), std::string::npos);
}

constexpr std::string_view kColumnFile = R"(
sheet = "Security review"
header_row = 2
ignore = ["SEC-3"]
[columns]
question = "Ref"
says = "Met?"
statement = "Response"
name = "E"
date = "When"
[defaults]
entity = "Entity B"
version = "2.1"
[says]
Y = "yes"
N = "no"
[questions]
"SEC-1" = ["C1.res.d", "K3"]
"SEC-2" = "K4"
)";

Workbook foreign() {
  Workbook workbook;
  workbook.sheets.push_back({"Intro", {}, {{Cell("hello")}}});
  workbook.sheets.push_back(
      {"Security Review",
       {},
       {{Cell("Vendor B")},
        {Cell("Ref"), Cell("Met?"), Cell("Response"), Cell("When"), Cell("Who"), Cell("Score")},
        {Cell("SEC-1"), Cell("y"), Cell("In region"), Cell("2026-01-05T00:00:01"), Cell("B. Lead"),
         Cell("10")},
        {Cell("SEC-2"), Cell(""), Cell("TLS 1.3"), Cell("2026-01-05"), Cell("B. Lead")},
        {Cell("SEC-3"), Cell("?")},
        {Cell("SEC-9"), Cell("Y")},
        {Cell("K10"), Cell("")}}});
  return workbook;
}

TEST(ColumnFile, MapsAnotherWorkbook) {
  const auto columns = parse_column_file(kColumnFile, "map.toml");
  ASSERT_TRUE(columns.ok()) << columns.error().detail;
  const auto read = import_answers(foreign(), context(), &*columns);
  ASSERT_TRUE(read.ok()) << read.error().detail;
  ASSERT_EQ(read->answers.size(), 3U);
  EXPECT_EQ(read->answers[0].claim, "C1.res.d");
  EXPECT_EQ(read->answers[0].question, "C1.residency");
  EXPECT_EQ(read->answers[0].says, Says::kYes);
  EXPECT_EQ(read->answers[0].date, "2026-01-05");
  EXPECT_EQ(read->answers[0].name, "B. Lead");
  EXPECT_EQ(read->answers[0].entity, "Entity B");
  EXPECT_EQ(read->answers[0].place, "Security Review!B3");
  EXPECT_EQ(read->answers[1].question, "K3");
  EXPECT_EQ(read->answers[1].claim, "");
  EXPECT_EQ(read->answers[2].says, Says::kOnlyText);
  EXPECT_TRUE(holds(read->notices, "Security Review!A6: \"SEC-9\" is mapped to no question"));
  EXPECT_TRUE(holds(read->notices, "\"Score\" is not read: no file grades"));
}

TEST(Filing, MakesWordsAndNoMore) {
  Workbook workbook = filled();
  answer(answers_of(workbook), 3, "not known");
  set(answers_of(workbook), 2, "Your statement", "");
  Sheet& sheet = answers_of(workbook);
  sheet.rows.push_back(sheet.rows[1]);
  set(sheet, sheet.rows.size() - 1, "Question id", "K3");
  set(sheet, sheet.rows.size() - 1, "Claim id", "");
  const auto read = import_answers(workbook, context());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  const std::vector<Attestation> words = attestations_of(*read, questions());
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].claims, std::vector<std::string>{"C1.res.a"});
  EXPECT_EQ(words[0].says, "yes");
  EXPECT_EQ(words[0].signer, "A. Officer, CISO");
  EXPECT_EQ(words[0].answered, "2026-01-20T00:00:00Z");
  EXPECT_EQ(words[0].valid_until, "2026-12-31T23:59:59Z");
  EXPECT_EQ(words[0].statement, "yes. =As stated");
  EXPECT_EQ(words[1].says, "no");
  EXPECT_EQ(words[1].statement, "no.");
  EXPECT_EQ(words[2].says, "unclear");
  EXPECT_EQ(words[3].says, "unclear");
  EXPECT_EQ(words[3].claims, (std::vector<std::string>{"K3.a", "K3.b", "K3.c", "K3.d"}));
  EXPECT_TRUE(words[3].statement.starts_with("To question K3 as a whole: yes. "));
}

TEST(ColumnFile, RefusesWithLineAndKey) {
  const auto detail = [](std::string_view text) {
    const auto columns = parse_column_file(text, "map.toml");
    return columns ? std::string("read") : columns.error().detail;
  };
  EXPECT_NE(detail("sheet = ").find("map.toml:1"), std::string::npos);
  EXPECT_NE(detail("grade = 1").find("no key grade"), std::string::npos);
  EXPECT_NE(detail("[columns]\nverdict = \"A\"").find("no column \"verdict\""), std::string::npos);
  EXPECT_NE(detail("header_row = 0").find("1 to 1000"), std::string::npos);
  EXPECT_NE(detail("[columns]\nsays = \"A\"").find("neither"), std::string::npos);
  auto columns = *parse_column_file(kColumnFile, "map.toml");
  columns.questions["SEC-2"] = {"Q77"};
  EXPECT_NE(refusal(foreign(), &columns).find("Q77"), std::string::npos);
  columns = *parse_column_file(kColumnFile, "map.toml");
  columns.columns["title"] = "Function";
  EXPECT_NE(refusal(foreign(), &columns).find("no column \"Function\""), std::string::npos);
}

TEST(Asking, RemembersSinceWhen) {
  std::vector<Asking> askings = {asking_of(questions(), cover(), "q.xlsx")};
  QuestionnaireCover again = cover();
  again.asked_on = "2026-02-11";
  askings.push_back(asking_of(questions(), again, "q2.xlsx", {"K1.a"}));
  const auto read = parse_askings(format_askings(askings));
  ASSERT_TRUE(read.ok()) << read.error().detail;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].claims.size(), 215U);
  EXPECT_EQ((*read)[1].claims, std::vector<std::string>{"K1.a"});
  EXPECT_EQ((*read)[1].file, "q2.xlsx");
  EXPECT_EQ(asked_since(*read).at("K1.a"), "2026-01-10");
  EXPECT_FALSE(parse_askings("[]").ok());
  EXPECT_FALSE(parse_askings("{\"type\":\"ringfence-asked/v1\",\"askings\":[{}]}").ok());
}

TEST(Asking, KnowsCalendarDates) {
  EXPECT_TRUE(is_date("2024-02-29"));
  for (const char* text : {"2025-02-29", "2026-13-01", "2026-1-1", "1969-12-31", "2026-00-10",
                           "20260101", "2026-01-1x", ""}) {
    EXPECT_FALSE(is_date(text)) << text;
  }
}

}  // namespace
}  // namespace ringfence::review
