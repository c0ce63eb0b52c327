// Goal: the same questions, the same rules, whatever a system is called; public words keep their
// address, date and weakness; our own row has holes like any other. Method: subjects made by hand,
// the files that are compiled in, and the auditor's tests 39 and 40.
#include "review/comparison/comparison.h"

#include <gtest/gtest.h>

#include "review/comparison/compare_files.h"
#include "review/comparison/render.h"
#include "review/workbook/csv.h"
#include "review/workbook/xlsx_reader.h"
#include "review/workbook/xlsx_writer.h"
#include "verifier/report.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

const verifier::QuestionSet& question_set() {
  static const verifier::QuestionSet kSet = *verifier::load_question_set("");
  return kSet;
}

std::int64_t at(std::string_view date) {
  return *verifier::parse_time(std::string(date) + "T00:00:00Z");
}
const std::int64_t kNow = at("2026-12-01");

// A subject without any evidence, every claim UNKNOWN.
SubjectView subject(std::string name) {
  SubjectView view;
  view.name = std::move(name);
  view.now = kNow;
  view.question_set = question_set().digest;
  for (const verifier::Question& question : question_set().questions) {
    QuestionView one;
    one.id = question.id;
    one.text = question.text;
    one.claims = question.claims;
    view.questions.push_back(std::move(one));
  }
  for (const auto& [id, claim] : question_set().claims) {
    ClaimView one;
    one.id = id;
    one.question = claim.question;
    one.text = claim.text;
    one.verdict.claim = id;
    one.verdict.reason = "not measured";
    view.claims.emplace(id, std::move(one));
  }
  return view;
}

std::size_t add_item(SubjectView& view, const std::string& claim, const std::string& code,
                     const std::string& result, const std::string& summary) {
  ItemView item;
  item.id = "0000000" + std::to_string(view.items.size()) + "-aaaa";
  item.code = code;
  item.type = std::string(type_of_code(code));
  item.claims = {claim};
  item.holder = "Platform team";
  item.to = "2026-11-20T10:00:00Z";
  item.result = result;
  item.summary = summary;
  view.items.push_back(item);
  view.claims.at(claim).items.push_back(view.items.size() - 1);
  return view.items.size() - 1;
}

void measured(SubjectView& view, const std::string& claim) {
  const std::size_t item = add_item(view, claim, "E07", "holds", "Listener 9093 refuses TLS 1.1.");
  verifier::ClaimVerdict& verdict = view.claims.at(claim).verdict;
  verdict.verdict = Verdict::kMeasured;
  verdict.by = "Platform team";
  verdict.at = view.items[item].to;
  verdict.until = "2026-12-20T10:00:00Z";
  verdict.covers = "1/1 listener";
  verdict.reason.clear();
  verdict.items = {view.items[item].id};
}

void answered(SubjectView& view, const std::string& claim, const std::string& says) {
  AnswerView answer;
  answer.item = add_item(view, claim, "E24", "holds", "");
  answer.entity = "Maker Ltd";
  answer.signer = "A. Officer, CISO";
  answer.says = says;
  answer.statement = "Every listener refuses it.";
  answer.answered = "2026-11-01T00:00:00Z";
  answer.version = "4.10";
  view.answers.push_back(answer);
  view.claims.at(claim).answers.push_back(view.answers.size() - 1);
}

Comparison compared(std::vector<const SubjectView*> subjects,
                    std::vector<const PublicFile*> files = {}, std::int64_t now = kNow) {
  CompareInput input;
  input.subjects = std::move(subjects);
  input.files = std::move(files);
  input.first_rows = *compiled_first_rows(question_set());
  input.set = &question_set();
  input.now = now;
  return compare(input);
}

const CompareRow& row_of(const Comparison& comparison, std::string_view id) {
  for (const CompareRow& row : comparison.rows) {
    if (row.id == id) return row;
  }
  ADD_FAILURE() << id;
  return comparison.rows[0];
}

std::vector<PublicFile> files() { return *compiled_public_files(question_set()); }

const PublicFile& file_of(const std::vector<PublicFile>& all, std::string_view name) {
  for (const PublicFile& file : all) {
    if (file.file == name) return file;
  }
  ADD_FAILURE() << name;
  return all[0];
}

std::string public_text(std::string_view rows, std::string_view name = "Maker") {
  return "# format: ringfence-comparison/v1\n# name: " + std::string(name) +
         "\n# compiled by: somebody\n# compiled on: 2026-11-23\n# corrections: write\n"
         "question\tstatement\taddress\tread\tas_of\tfound\n" +
         std::string(rows);
}

std::string parse_error(const std::string& text) {
  const auto file = parse_public_file(text, "m.tsv", question_set());
  return file ? "read" : file.error().detail;
}

TEST(PublicFile, ReadsRowsAndRefusesByLine) {
  EXPECT_EQ(parse_error(public_text("K4\tText.\thttps://a/\twhole\t2026-08\tfound\n")), "read");
  EXPECT_EQ(parse_error(public_text("K4\tText.\n")), "m.tsv:7: 2 columns, 6 expected");
  EXPECT_EQ(parse_error(public_text("K99\tText.\thttps://a/\twhole\t2026-08\tfound\n")),
            "m.tsv:7: no question K99");
  EXPECT_NE(parse_error(public_text("K4\tT\thttps://a/\tread\t2026-08\tfound\n")).find("read is"),
            std::string::npos);
  EXPECT_NE(parse_error(public_text("K4\tT\thttps://a/\twhole\tlately\tfound\n")).find("as_of"),
            std::string::npos);
  EXPECT_NE(
      parse_error(public_text("K4\tT\thttps://a/\twhole\tunknown\tMEASURED\n")).find("found is"),
      std::string::npos);
  EXPECT_NE(parse_error("x\n").find("m.tsv:1"), std::string::npos);
  EXPECT_NE(parse_error("question\tstatement\taddress\tread\tas_of\tfound\n").find("format"),
            std::string::npos);
  EXPECT_NE(parse_error("# out of date after: 9999 days\n").find("180 days"), std::string::npos);
}

TEST(PublicFile, GivesAWordNoMoreThanItsSourceCarries) {
  const auto file = parse_public_file(
      public_text("K4\tA\thttps://a/\twhole\t2026-11-01\tfound\n"
                  "K4\tB\thttps://a/\texcerpt\tunknown\tfound\n"
                  "K4\tC\thttps://a/\tsecondary\t2026-11-01\tfound\n"
                  "K4\tD\thttps://a/\twhole\t2020-07-01\tfound\n"
                  "K4\tE\ta talk\twhole\t2026-11-01\tfound\n"
                  "K4\tF\thttps://a/\twhole\tunknown\tnot-found-in: page one; page two\n"
                  "K4\tG\thttps://a/\twhole\tunknown\tconflicting: https://a/; https://b/\n"
                  "K3\tH\thttps://a/\twhole\t2026-11-01\tfound\n"
                  "K3\tI\thttps://a/\twhole\t2026-11-20\treply: A. Officer, CISO, Maker Ltd\n"),
      "m.tsv", question_set());
  ASSERT_TRUE(file.ok()) << file.error().detail;
  const auto lines = public_lines(*file, "K4", kNow);
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(lines[0].verdict, Verdict::kAttested);
  EXPECT_EQ(lines[1].verdict, Verdict::kAttested);
  EXPECT_EQ(lines[1].date, "2026-11-23");
  EXPECT_NE(lines[1].reason.find("secondary: excerpt"), std::string::npos);
  EXPECT_NE(lines[1].reason.find("date of the page unknown"), std::string::npos);
  EXPECT_NE(lines[2].reason.find("third party"), std::string::npos);
  EXPECT_EQ(lines[3].verdict, Verdict::kStale);
  EXPECT_NE(lines[3].reason.find("days old"), std::string::npos);
  EXPECT_EQ(lines[4].verdict, Verdict::kUnknown);
  EXPECT_NE(lines[4].reason.find("R12"), std::string::npos);
  EXPECT_EQ(lines[5].reason, "not found in the pages listed: page one; page two");
  EXPECT_EQ(lines[6].verdict, Verdict::kUnknown);
  const auto reply = public_lines(*file, "K3", kNow);
  ASSERT_EQ(reply.size(), 1U);
  EXPECT_EQ(reply[0].by, "A. Officer, CISO, Maker Ltd");
  EXPECT_EQ(reply[0].verdict, Verdict::kAttested);
  for (const CompareLine& line : public_lines(*file, "K4", at("2027-06-01"))) {
    EXPECT_NE(line.verdict, Verdict::kAttested);
  }
}

TEST(PublicFile, CompiledOnesAnswerEveryQuestionAndSayWhoMadeThem) {
  const auto all = files();
  EXPECT_EQ(all.size(), 7U);
  for (const PublicFile& file : all) {
    EXPECT_EQ(file.compiled_by, "the Ringfence project, itself one of the compared") << file.file;
    EXPECT_FALSE(file.corrections.empty());
    for (const verifier::Question& question : question_set().questions) {
      EXPECT_FALSE(public_lines(file, question.id, kNow).empty()) << file.file << question.id;
    }
  }
}

TEST(PublicFile, IsChosenByNameOrFile) {
  const std::string file = files()[2].file;
  const std::string stem = file.substr(0, file.rfind('.'));
  const auto chosen = choose_public_files(question_set(), {stem, "RINGFENCE", files()[2].name}, {});
  ASSERT_TRUE(chosen.ok()) << chosen.error().detail;
  ASSERT_EQ(chosen->size(), 2U);
  EXPECT_EQ((*chosen)[0].file, file);
  EXPECT_EQ(choose_public_files(question_set(), {"all"}, {})->size(), 7U);
  const auto none = choose_public_files(question_set(), {"nobody"}, {});
  ASSERT_TRUE(none.failed_with(ErrorCode::kNotFound));
  EXPECT_NE(none.error().detail.find(stem), std::string::npos);
  EXPECT_TRUE(choose_public_files(question_set(), {}, {"/nonexistent.tsv"})
                  .failed_with(ErrorCode::kNotFound));
  EXPECT_EQ(*compare_form_of("out/a.XLSX"), CompareForm::kXlsx);
  EXPECT_TRUE(compare_form_of("a.pdf").failed_with(ErrorCode::kInvalid));
}

TEST(Comparison, ShowsFirstRowsThenAllQuestions) {
  const SubjectView one = subject("one");
  const Comparison comparison = compared({&one});
  ASSERT_EQ(comparison.rows.size(), 76U);
  EXPECT_EQ(comparison.rows[0].label, "Where the data plane runs");
  EXPECT_EQ(comparison.rows[5].label, "How exit is proven");
  EXPECT_EQ(comparison.rows[6].id, "C1.residency");
  for (const CompareRow& row : comparison.rows) {
    ASSERT_EQ(row.cells.size(), 1U);
    EXPECT_EQ(row.cells[0].verdict, Verdict::kUnknown);
    EXPECT_FALSE(row.cells[0].lines[0].reason.empty());
  }
}

TEST(Comparison, CountsWeakestFirstAndShowsWhoMeasured) {
  SubjectView one = subject("one");
  measured(one, "K4.a");
  answered(one, "K4.b", "yes");
  one.claims.at("K4.c").asked_since = "2026-10-01";
  const Comparison comparison = compared({&one});
  const CompareCell& cell = row_of(comparison, "K4").cells[0];
  EXPECT_EQ(cell.headline(), "UNKNOWN 6, MEASURED 1");
  EXPECT_EQ(cell.verdict, Verdict::kUnknown);
  const CompareLine& lead = cell.lines[cell.lead];
  EXPECT_EQ(lead.claim, "K4.a");
  EXPECT_EQ(line_origin(lead),
            "by Platform team, 2026-11-20, E07 config-snapshot 00000000, 1/1 listener");
  EXPECT_NE(cell.lines[1].cited.at(0).find("word: yes, A. Officer, CISO, Maker Ltd"),
            std::string::npos);
  EXPECT_NE(cell.lines[2].reason.find("asked and unanswered since 2026-10-01"), std::string::npos);
}

// All forms of a comparison, each with the two columns of two systems.
std::vector<std::string> forms(const Comparison& comparison) {
  return {compare_text(comparison, 100, true), compare_markdown(comparison),
          compare_html(comparison), compare_csv(comparison), compare_json(comparison)};
}

Comparison with_columns_swapped(Comparison comparison) {
  std::swap(comparison.columns[0], comparison.columns[1]);
  for (CompareRow& row : comparison.rows) std::swap(row.cells[0], row.cells[1]);
  return comparison;
}

TEST(Comparison, Auditor39SwappedNamesSwapTwoColumnsAndNothingElse) {
  SubjectView first = subject("Alpha");
  measured(first, "K4.a");
  SubjectView second = subject("Beta");
  answered(second, "K4.b", "no");
  const Comparison before = compared({&first, &second});
  std::swap(first.name, second.name);
  const Comparison after = compared({&first, &second});
  ASSERT_EQ(after.columns[0].name, "Alpha");
  EXPECT_NE(forms(before), forms(after));
  Comparison undone = with_columns_swapped(after);
  std::swap(undone.columns[0].name, undone.columns[1].name);
  EXPECT_EQ(forms(before), forms(undone));
}

TEST(Comparison, Auditor39HoldsForTheFilesThatAreCompiledIn) {
  auto all = files();
  const auto pointers = [&] {
    std::vector<const PublicFile*> out;
    for (const PublicFile& file : all) out.push_back(&file);
    return out;
  };
  const Comparison before = compared({}, pointers());
  std::swap(all[0].name, all[1].name);
  const Comparison after = compared({}, pointers());
  for (std::size_t column = 0; column < before.columns.size(); ++column) {
    EXPECT_EQ(before.columns[column].name, after.columns[column].name);
  }
  const auto where = [&](const Comparison& comparison, const PublicFile& file) {
    for (std::size_t at = 0; at < comparison.columns.size(); ++at) {
      if (comparison.columns[at].name == file.name) return at;
    }
    return comparison.columns.size();
  };
  Comparison undone = after;
  const std::size_t a = where(after, all[0]);
  const std::size_t b = where(after, all[1]);
  std::swap(undone.columns[a], undone.columns[b]);
  std::swap(undone.columns[a].name, undone.columns[b].name);
  for (CompareRow& row : undone.rows) std::swap(row.cells[a], row.cells[b]);
  EXPECT_EQ(forms(before), forms(undone));
}

TEST(Comparison, Auditor39OurOwnColumnHasAttestedAndUnknownCells) {
  const auto all = files();
  const Comparison comparison = compared({}, {&file_of(all, "ringfence.tsv")});
  int attested = 0;
  int unknown = 0;
  for (const CompareRow& row : comparison.rows) {
    EXPECT_LE(row.cells[0].verdict, Verdict::kAttested) << row.id;
    for (const CompareLine& line : row.cells[0].lines) {
      attested += line.verdict == Verdict::kAttested ? 1 : 0;
      unknown += line.verdict == Verdict::kUnknown ? 1 : 0;
      EXPECT_FALSE(line.verdict == Verdict::kUnknown && line.reason.empty());
    }
  }
  EXPECT_GT(attested, 20);
  EXPECT_GT(unknown, 20);
}

TEST(Comparison, Auditor40FalseClaimAndCounterMeasurementAreBothCited) {
  SubjectView one = subject("one");
  answered(one, "K4.a", "yes");
  const std::size_t fails = add_item(one, "K4.a", "E07", "fails", "Listener 9093 accepts TLS 1.0.");
  verifier::ClaimVerdict& verdict = one.claims.at("K4.a").verdict;
  verdict.verdict = Verdict::kContradicted;
  verdict.by = "Platform team";
  verdict.at = one.items[fails].to;
  verdict.reason = "fails in " + one.items[fails].id;
  verdict.items = {one.items[fails].id};
  const Comparison comparison = compared({&one});
  const CompareCell& cell = row_of(comparison, "K4").cells[0];
  EXPECT_EQ(cell.verdict, Verdict::kContradicted);
  const std::string text = compare_text(comparison, 80);
  EXPECT_NE(text.find("CONTRADICTED 1, UNKNOWN 6"), std::string::npos);
  for (const std::string& form : {compare_markdown(comparison), compare_html(comparison)}) {
    EXPECT_NE(form.find("Listener 9093 accepts TLS 1.0."), std::string::npos);
    EXPECT_NE(form.find("word: yes, A. Officer, CISO, Maker Ltd, 2026-11-01, version 4.10: Every "
                        "listener refuses it."),
              std::string::npos);
  }
}

TEST(Render, KeepsToTheWidthOfTheTerminal) {
  SubjectView one = subject("a-rather-long-name-for-a-system-under-review");
  measured(one, "K4.a");
  const auto all = files();
  const Comparison comparison = compared({&one}, {&all[0], &all[1]});
  for (const std::size_t width : {40U, 80U, 200U}) {
    for (const bool full : {false, true}) {
      const std::string text = compare_text(comparison, width, full);
      for (const std::string_view line : verifier::split(text, '\n')) {
        std::size_t characters = 0;
        for (const char c : line) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        EXPECT_LE(characters, width) << line;
      }
    }
  }
}

TEST(Render, PutsNothingOfACellIntoTheMarkup) {
  SubjectView one = subject("<script>alert(1)</script>");
  one.claims.at("K4.a").verdict.reason = "<img src=x onerror=alert(1)> | `x` =1+1";
  const Comparison comparison = compared({&one});
  const std::string html = compare_html(comparison);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(html.find("href="), std::string::npos);
  EXPECT_EQ(html.find("url("), std::string::npos);
  EXPECT_EQ(compare_markdown(comparison).find("<img"), std::string::npos);
}

TEST(Render, WorkbookHoldsEveryCell) {
  SubjectView one = subject("=1+1");
  measured(one, "K4.a");
  const auto all = files();
  const Comparison comparison = compared({&one}, {&all[0]});
  const auto bytes = write_xlsx(compare_workbook(comparison));
  ASSERT_TRUE(bytes.ok()) << bytes.error().detail;
  const auto read = read_xlsx(*bytes);
  ASSERT_TRUE(read.ok()) << read.error().detail;
  ASSERT_EQ(read->sheets.size(), 3U);
  EXPECT_EQ(read->sheets[0].rows.size(), 77U);
  EXPECT_EQ(read->sheets[0].rows[0][2].text, "=1+1");
  EXPECT_FALSE(read->sheets[0].rows[0][2].formula);
  std::size_t lines = 0;
  for (const CompareRow& row : comparison.rows) {
    for (const CompareCell& cell : row.cells) lines += row.first ? 0 : cell.lines.size();
  }
  EXPECT_EQ(read->sheets[1].rows.size(), lines + 1);
  const auto csv = read_csv(compare_csv(comparison), "S");
  ASSERT_TRUE(csv.ok());
  EXPECT_EQ(csv->rows.size(), lines + 1);
}

}  // namespace
}  // namespace ringfence::review
