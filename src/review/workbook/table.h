// A table as it is sent to people and comes back: sheets of text cells. Every cell is text, also
// where a spreadsheet program would see a number, so that version 4.10 stays 4.10 and "=1+1" stays
// what somebody typed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

// How a cell looks. Colour only ever repeats what the text says.
enum class CellStyle : std::uint8_t {
  kPlain,
  kTitle,
  kHeader,
  kInput,  // to be filled in by whoever answers
  kMuted,
  kContradicted,
  kUnknown,
  kStale,
  kAttested,
  kMeasured,
  kProven,
};
constexpr std::size_t kCellStyles = 11;

struct Cell {
  std::string text;
  CellStyle style = CellStyle::kPlain;
  std::string note;      // shown beside the cell in XLSX; lost in CSV and Markdown
  bool formula = false;  // read from a file: the text is the stored result of a formula
  bool error = false;    // read from a file: the program that saved it stored an error value

  Cell() = default;
  Cell(std::string t, CellStyle s = CellStyle::kPlain) : text(std::move(t)), style(s) {}
  Cell(const char* t) : text(t) {}
};
using Row = std::vector<Cell>;

struct Sheet {
  std::string name;            // 1 to 31 characters, none of []:*?/\, unique without regard to case
  std::vector<double> widths;  // of columns, in characters; missing ones: 12
  std::vector<Row> rows;
  std::size_t frozen_rows = 0;  // stay visible while scrolling, and repeat on each printed page
  std::size_t frozen_columns = 0;
};

struct Workbook {
  std::string title;
  std::int64_t created = 0;  // seconds since 1970, UTC; equal input gives equal bytes
  std::vector<Sheet> sheets;
};

// Most that a cell takes in any form: what spreadsheet programs allow, in UTF-16 units.
constexpr std::size_t kCellTextUnitsMax = 32767;

// "F12" for row 11, column 5: as people find it.
std::string cell_name(std::size_t row, std::size_t column);
// "Questions!F12"
std::string cell_place(const Sheet& sheet, std::size_t row, std::size_t column);
// The text of a cell, or nothing beyond the end of the row.
std::string_view cell_text(const Row& row, std::size_t column);
// Without blanks and line ends on both sides.
std::string_view trimmed(std::string_view text);
const Sheet* find_sheet(const Workbook& workbook, std::string_view name);

bool is_utf8(std::string_view text);
// What can be stored in every form: control characters (but tab and line feed), noncharacters and
// bytes that are not UTF-8 become U+FFFD; CR LF and CR become LF.
std::string storable_text(std::string_view text);
std::size_t utf16_units(std::string_view utf8);

// A text that a spreadsheet program would run as a formula when it opens CSV: begins with = + - @,
// their full-width forms, tab, CR or LF. `quote_formula` puts an apostrophe before it, and before
// a text that begins with apostrophes and then goes on so; `unquote_formula` is its inverse.
std::string quote_formula(std::string_view text);
std::string unquote_formula(std::string_view text);

}  // namespace ringfence::review
