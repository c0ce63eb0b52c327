// Goal: a table comes back as it went out, in each form, whatever its texts hold; a hostile file is
// refused with the part and the limit named. Method: round trips of awkward texts; packages made
// with libzip and by hand, each wrong in one way.
#include <gtest/gtest.h>
#include <zip.h>

#include "review/workbook/markdown_table.h"
#include "review/workbook/xlsx_parts.h"
#include "review/workbook/xlsx_reader.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

const std::vector<std::string> kAwkward = {"plain",
                                           "=1+1",
                                           "+1",
                                           "-2",
                                           "@SUM(A1)",
                                           "'=1",
                                           "''",
                                           "'quoted'",
                                           "\tx",
                                           "=HYPERLINK(\"h\")",
                                           "a|b",
                                           "back\\slash",
                                           "two\nlines",
                                           "\"q\"",
                                           "a,b;c",
                                           " blank ",
                                           "4.10",
                                           "007",
                                           "<b>&amp;",
                                           "_x000D_ literal _x12_ _x000a",
                                           "\xEF\xBC\x9D"
                                           "1",
                                           "h\xC3\xA9llo \xF0\x9F\x94\x92",
                                           "#REF!",
                                           "TRUE",
                                           "[a](b)",
                                           "`code` *x* ~y~"};

Workbook awkward_workbook() {
  Workbook workbook;
  workbook.title = "Title";
  workbook.created = 1000000000;
  Sheet sheet;
  sheet.name = "Answers";
  sheet.widths = {10, 40};
  sheet.frozen_rows = 1;
  sheet.rows.push_back({Cell("id", CellStyle::kHeader), Cell("text", CellStyle::kHeader)});
  for (const std::string& text : kAwkward) {
    sheet.rows.push_back({Cell("x"), Cell(text, CellStyle::kInput)});
  }
  workbook.sheets.push_back(sheet);
  return workbook;
}

std::string column_text(const Sheet& sheet, std::size_t row) {
  return std::string(cell_text(sheet.rows.at(row), 1));
}

using Parts = std::vector<std::pair<std::string, std::string>>;

Parts sound_parts() {
  return {
      {"_rels/.rels", "<r><Relationship Id='a' Type='x/officeDocument' Target='xl/w.xml'/></r>"},
      {"xl/w.xml", "<x:w><x:sheets><x:sheet name='S' sheetId='1' r:id='a'/></x:sheets></x:w>"},
      {"xl/_rels/w.xml.rels",
       "<r><Relationship Id='a' Type='x/worksheet' Target='s.xml'/>"
       "<Relationship Id='b' Type='x/sharedStrings' Target='/xl/t.xml'/>"
       "<Relationship Id='c' Type='x/styles' Target='y.xml'/></r>"},
      {"xl/s.xml", "<s><sheetData/></s>"},
      {"xl/t.xml", "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r></si></sst>"},
      {"xl/y.xml",
       "<y><numFmts><numFmt numFmtId='170' formatCode='[Red]\"day\" dd.mm.yyyy'/></numFmts>"
       "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs></y>"}};
}

std::string make_zip(const Parts& parts, int method = ZIP_CM_DEFLATE) {
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &failure);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &failure);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string bytes(about.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string with(const std::string& name, const std::string& bytes) {
  Parts parts = sound_parts();
  for (auto& part : parts) {
    if (part.first == name) {
      part.second = bytes;
      return make_zip(parts);
    }
  }
  parts.emplace_back(name, bytes);
  return make_zip(parts);
}

std::string with_cells(const std::string& cells) {
  return with("xl/s.xml", "<s><sheetData><row r='1'>" + cells + "</row></sheetData></s>");
}

Error refusal(std::string_view bytes, const XlsxLimits& limits = {}) {
  const auto read = read_xlsx(bytes, limits);
  EXPECT_FALSE(read.ok());
  return read ? Error() : read.error();
}

void expect_refused(std::string_view bytes, ErrorCode code, std::string_view part,
                    const XlsxLimits& limits = {}) {
  const Error error = refusal(bytes, limits);
  EXPECT_EQ(error.code, code) << error.to_string();
  EXPECT_NE(error.detail.find(part), std::string::npos) << error.detail;
}

TEST(Table, NamesCellsAsPeopleFindThem) {
  EXPECT_EQ(cell_name(11, 5), "F12");
  EXPECT_EQ(cell_name(0, 26), "AA1");
  EXPECT_EQ(cell_name(0, 701), "ZZ1");
  EXPECT_EQ(cell_name(0, 702), "AAA1");
}

TEST(Table, QuotesFormulasAndTakesTheQuoteBack) {
  EXPECT_EQ(quote_formula("=1"), "'=1");
  EXPECT_EQ(quote_formula("it's"), "it's");
  EXPECT_EQ(quote_formula("'=1"), "''=1");
  EXPECT_EQ(quote_formula("'a"), "'a");
  for (const std::string& text : kAwkward) EXPECT_EQ(unquote_formula(quote_formula(text)), text);
}

TEST(Table, StoresOnlyWhatEveryFormCanHold) {
  EXPECT_EQ(storable_text("a\r\nb\x01"), "a\nb\xEF\xBF\xBD");
  EXPECT_EQ(storable_text("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_TRUE(is_utf8("\xF0\x9F\x94\x92"));
}

TEST(Xlsx, GivesBackEveryText) {
  const auto bytes = write_xlsx(awkward_workbook());
  ASSERT_TRUE(bytes.ok()) << bytes.error().to_string();
  const auto read = read_xlsx(*bytes);
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  ASSERT_EQ(read->sheets.size(), 1U);
  EXPECT_EQ(read->sheets[0].name, "Answers");
  for (std::size_t at = 0; at < kAwkward.size(); ++at) {
    EXPECT_EQ(column_text(read->sheets[0], at + 1), kAwkward[at]);
    EXPECT_FALSE(read->sheets[0].rows[at + 1][1].formula);
  }
}

TEST(Xlsx, EqualInputGivesEqualBytes) {
  EXPECT_EQ(*write_xlsx(awkward_workbook()), *write_xlsx(awkward_workbook()));
}

TEST(Xlsx, RefusesToWriteWhatNoProgramReads) {
  Workbook workbook = awkward_workbook();
  workbook.sheets[0].name = "a/b";
  EXPECT_TRUE(write_xlsx(workbook).failed_with(ErrorCode::kInvalid));
  workbook = awkward_workbook();
  workbook.sheets.push_back(workbook.sheets[0]);
  workbook.sheets[1].name = "ANSWERS";
  EXPECT_TRUE(write_xlsx(workbook).failed_with(ErrorCode::kInvalid));
  workbook = awkward_workbook();
  workbook.sheets[0].rows[2][1].text = std::string(kCellTextUnitsMax + 1, 'x');
  const auto refused = write_xlsx(workbook);
  ASSERT_TRUE(refused.failed_with(ErrorCode::kTooLarge));
  EXPECT_NE(refused.error().detail.find("Answers!B3"), std::string::npos);
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const auto read = read_xlsx(with_cells(
      "<c r='A1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><t>in</t></is></c>"
      "<c t='b'><v>1</v></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='str'><f>A1</f><v>two</v></c>"
      "<c s='1'><v>45321</v></c><c s='2'><v>45321.5</v></c><c s='0'><v>45321</v></c>"
      "<c><f>NOW()</f></c>"));
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  const Row& row = read->sheets[0].rows.at(0);
  ASSERT_EQ(row.size(), 10U);
  const std::vector<std::string> texts = {
      "two", "", "in", "TRUE", "#DIV/0!", "two", "2024-01-30", "2024-01-30T12:00:00", "45321", ""};
  for (std::size_t at = 0; at < texts.size(); ++at) EXPECT_EQ(row[at].text, texts[at]) << at;
  EXPECT_TRUE(row[4].error);
  EXPECT_TRUE(row[5].formula);
  EXPECT_TRUE(row[9].formula);
}

TEST(Xlsx, KnowsBothCountsOfDays) {
  EXPECT_EQ(date_of_serial("1", false), "1900-01-01");
  EXPECT_EQ(date_of_serial("59", false), "1900-02-28");
  EXPECT_EQ(date_of_serial("61", false), "1900-03-01");
  EXPECT_EQ(date_of_serial("43859", true), "2024-01-30");
  EXPECT_EQ(date_of_serial("1e300", false), "");
  EXPECT_EQ(date_of_serial("nan", false), "");
}

TEST(Xlsx, RefusesAFileThatIsNoWorkbook) {
  expect_refused("", ErrorCode::kInvalid, "no workbook");
  expect_refused("hello", ErrorCode::kCorrupt, "ZIP");
  expect_refused(make_zip({{"a.txt", "x"}}), ErrorCode::kInvalid, "_rels/.rels");
  expect_refused("\xD0\xCF\x11\xE0 old", ErrorCode::kUnsupported, "password");
}

TEST(Xlsx, RefusesNamesThatClimbOrStandTwice) {
  expect_refused(with("../evil.xml", "x"), ErrorCode::kInvalid, "../evil.xml");
  expect_refused(with("/etc/x", "x"), ErrorCode::kInvalid, "/etc/x");
  expect_refused(with("xl\\s.xml", "x"), ErrorCode::kInvalid, "xl\\s.xml");
  expect_refused(with("XL/S.xml", "x"), ErrorCode::kInvalid, "stands twice");
}

TEST(Xlsx, RefusesWhatUnpacksTooLarge) {
  const std::string bomb = with("xl/media/bomb", std::string(8U << 20, '\0'));
  expect_refused(bomb, ErrorCode::kTooLarge, "xl/media/bomb");
  XlsxLimits limits;
  limits.zip.total_bytes_max = 1000;
  expect_refused(with("xl/extra", std::string(900, 'x')), ErrorCode::kTooLarge, "xl/extra", limits);
  limits = {};
  limits.zip.part_bytes_max = 1000;
  expect_refused(with("xl/big", std::string(1001, 'x')), ErrorCode::kTooLarge, "xl/big", limits);
  limits = {};
  limits.zip.parts_max = 3;
  expect_refused(make_zip(sound_parts()), ErrorCode::kTooLarge, "at most 3", limits);
  limits = {};
  limits.zip.file_bytes_max = 100;
  expect_refused(make_zip(sound_parts()), ErrorCode::kTooLarge, "at most 100", limits);
}

TEST(Xlsx, RefusesOtherPackingsAndPasswords) {
  expect_refused(make_zip(sound_parts(), ZIP_CM_BZIP2), ErrorCode::kUnsupported, "method 12");
  std::string locked = make_zip(sound_parts());
  for (std::size_t at = locked.find("PK\x01\x02"); at != locked.npos;
       at = locked.find("PK\x01\x02", at + 4)) {
    locked[at + 8] = static_cast<char>(locked[at + 8] | 1);
  }
  for (std::size_t at = locked.find("PK\x03\x04"); at != locked.npos;
       at = locked.find("PK\x03\x04", at + 4)) {
    locked[at + 6] = static_cast<char>(locked[at + 6] | 1);
  }
  expect_refused(locked, ErrorCode::kUnsupported, "encrypted");
}

TEST(Xlsx, RefusesDamage) {
  std::string bytes = make_zip(sound_parts(), ZIP_CM_STORE);
  const std::size_t at = bytes.find("<sst>");
  bytes[at + 1] = 'z';
  expect_refused(bytes, ErrorCode::kCorrupt, "xl/t.xml");
  const std::string sound = make_zip(sound_parts());
  for (std::size_t size = 0; size < sound.size(); size += 7) {
    EXPECT_FALSE(read_xlsx(sound.substr(0, size)).ok()) << size;
  }
}

TEST(Xlsx, RefusesTrickyXml) {
  expect_refused(with("xl/s.xml", "<!DOCTYPE s [<!ENTITY a 'aaaa'>]><s>&a;</s>"),
                 ErrorCode::kInvalid, "xl/s.xml");
  expect_refused(with("xl/s.xml", "<s><sheetData>"), ErrorCode::kCorrupt, "xl/s.xml");
  expect_refused(with("xl/s.xml", std::string("<s>\0</s>", 8)), ErrorCode::kInvalid, "xl/s.xml");
  XlsxLimits limits;
  limits.markup_max = 1000;
  std::string deep;
  for (int at = 0; at < 2000; ++at) deep += "<a>";
  expect_refused(with("xl/s.xml", deep), ErrorCode::kTooLarge, "xl/s.xml", limits);
  deep.clear();
  for (int at = 0; at < 300000; ++at) deep += "<a>";
  for (int at = 0; at < 300000; ++at) deep += "</a>";
  Parts parts = sound_parts();
  parts[3].second = deep;
  EXPECT_TRUE(read_xlsx(make_zip(parts, ZIP_CM_STORE)).ok());
}

TEST(Xlsx, RefusesLinksToOutside) {
  const std::string outside =
      "<r><Relationship Id='a' Type='x/worksheet' Target='file:///etc/passwd' "
      "TargetMode='External'/></r>";
  expect_refused(with("xl/_rels/w.xml.rels", outside), ErrorCode::kInvalid, "outside");
  expect_refused(with("xl/_rels/w.xml.rels",
                      "<r><Relationship Id='a' Type='x/worksheet' Target='../../s.xml'/></r>"),
                 ErrorCode::kInvalid, "climbs");
  expect_refused(with("xl/_rels/w.xml.rels",
                      "<r><Relationship Id='a' Type='x/worksheet' Target='gone.xml'/></r>"),
                 ErrorCode::kNotFound, "gone.xml");
}

TEST(Xlsx, RefusesCellsOverTheLimits) {
  expect_refused(with_cells("<c r='A2'/>"), ErrorCode::kInvalid, "A2");
  expect_refused(with_cells("<c r='B1'/><c r='A1'/>"), ErrorCode::kInvalid, "A1");
  expect_refused(with_cells("<c t='s'><v>2</v></c>"), ErrorCode::kInvalid, "no shared string");
  expect_refused(with_cells("<c t='s'><v>-1</v></c>"), ErrorCode::kInvalid, "no shared string");
  expect_refused(with_cells("<c r='XFD1'><v>1</v></c>"), ErrorCode::kTooLarge, "256 columns");
  expect_refused(
      with("xl/s.xml", "<s><sheetData><row r='20001'><c><v>1</v></c></row></sheetData></s>"),
      ErrorCode::kTooLarge, "20000 rows");
  const std::string long_text(kCellTextUnitsMax + 1, 'x');
  expect_refused(with_cells("<c t='str'><v>" + long_text + "</v></c>"), ErrorCode::kTooLarge,
                 "characters in a cell");
  XlsxLimits limits;
  limits.text_bytes_max = 5;
  expect_refused(with_cells("<c t='s'><v>0</v></c><c t='s'><v>0</v></c>"), ErrorCode::kTooLarge,
                 "bytes of text", limits);
  limits = {};
  limits.cells_max = 3;
  expect_refused(with_cells("<c r='D1'><v>1</v></c>"), ErrorCode::kTooLarge, "3 cells", limits);
  limits = {};
  limits.shared_strings_max = 1;
  expect_refused(make_zip(sound_parts()), ErrorCode::kTooLarge, "shared strings", limits);
}

TEST(Xlsx, BlankRowsAtTheEndCostNothing) {
  const auto read = read_xlsx(
      with("xl/s.xml",
           "<s><sheetData><row r='2'><c><v>1</v></c></row><row r='1048576'/></sheetData></s>"));
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  EXPECT_EQ(read->sheets[0].rows.size(), 2U);
}

TEST(Csv, GivesBackEveryText) {
  const Sheet sheet = awkward_workbook().sheets[0];
  const std::string bytes = write_csv(sheet);
  EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBFid,text\r\n"));
  EXPECT_NE(bytes.find("'=1+1"), std::string::npos);
  const auto read = read_csv(bytes, "S");
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  for (std::size_t at = 0; at < kAwkward.size(); ++at) {
    EXPECT_EQ(column_text(*read, at + 1), kAwkward[at]);
  }
}

TEST(Csv, ReadsWhatOtherProgramsSave) {
  const auto read = read_csv("a;b\n\"1;\n2\";\"say \"\"x\"\"\"\n", "S");
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  ASSERT_EQ(read->rows.size(), 2U);
  EXPECT_EQ(read->rows[1][0].text, "1;\n2");
  EXPECT_EQ(read->rows[1][1].text, "say \"x\"");
}

TEST(Csv, RefusesWithTheLine) {
  const auto detail = [](std::string_view bytes, const TextLimits& limits = {}) {
    const auto read = read_csv(bytes, "S", limits);
    return read ? std::string("read") : read.error().detail;
  };
  EXPECT_EQ(detail("a,b\n1,\"x"), "line 2: a quotation mark that is never closed");
  EXPECT_EQ(detail("a,b\n\"x\"y,1"), "line 2: text after a closing quotation mark");
  EXPECT_NE(detail("a\nb\"c").find("line 2"), std::string::npos);
  EXPECT_NE(detail("\xFF\xFE").find("UTF-8"), std::string::npos);
  TextLimits limits;
  limits.rows_max = 2;
  EXPECT_EQ(detail("a\nb\nc\n", limits), "line 4: more than 2 rows");
  limits.columns_max = 2;
  EXPECT_EQ(detail("a,b,c\n", limits), "line 1: more than 2 columns");
}

TEST(Markdown, GivesBackEveryTextButBlanksAtTheEnds) {
  const std::string text = write_markdown(awkward_workbook());
  const auto read = read_markdown(text);
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  ASSERT_EQ(read->sheets.size(), 1U);
  EXPECT_EQ(read->sheets[0].name, "Answers");
  ASSERT_EQ(read->sheets[0].rows.size(), kAwkward.size() + 1);
  for (std::size_t at = 0; at < kAwkward.size(); ++at) {
    EXPECT_EQ(column_text(read->sheets[0], at + 1), trimmed(kAwkward[at]));
  }
}

TEST(Markdown, HoldsNoMarkupOfACell) {
  Workbook workbook = awkward_workbook();
  workbook.sheets[0].rows = {{Cell("<script>alert(1)</script> [x](javascript:y) | `z`")}};
  const std::string text = write_markdown(workbook);
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("[x]"), std::string::npos);
}

TEST(Markdown, NamesTablesByTheirHeading) {
  const auto read = read_markdown("text\n\n### A b\n|x|y|\n|-|-|\n|1|2|\nmore\n|x|\n|--|\n|3|\n");
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  ASSERT_EQ(read->sheets.size(), 2U);
  EXPECT_EQ(read->sheets[0].name, "A b");
  EXPECT_EQ(read->sheets[0].rows[1][1].text, "2");
  EXPECT_EQ(read->sheets[1].name, "A b 2");
}

}  // namespace
}  // namespace ringfence::review
