#include "review/workbook/markdown_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::review {
namespace {

void write_row(std::string& out, const Row& row, std::size_t columns) {
  out += '|';
  for (std::size_t at = 0; at < columns; ++at) {
    out += ' ';
    out += markdown_cell(cell_text(row, at));
    out += " |";
  }
  out += '\n';
}

std::size_t columns_of(const Sheet& sheet) {
  std::size_t columns = 1;
  for (const Row& row : sheet.rows) columns = std::max(columns, row.size());
  return columns;
}

std::string unescape(std::string_view cell) {
  std::string out;
  cell = trimmed(cell);
  while (!cell.empty()) {
    std::size_t used = 1;
    if (cell[0] == '\\' && cell.size() > 1 &&
        std::string_view("\\|`*_{}[]<>()#+-.!~").find(cell[1]) != std::string_view::npos) {
      out += cell[1];
      used = 2;
    } else if (cell.starts_with("&lt;")) {
      out += '<';
      used = 4;
    } else if (cell.starts_with("&gt;")) {
      out += '>';
      used = 4;
    } else if (cell.starts_with("&amp;")) {
      out += '&';
      used = 5;
    } else if (cell.starts_with("<br>")) {
      out += '\n';
      used = 4;
    } else {
      out += cell[0];
    }
    cell.remove_prefix(used);
  }
  return out;
}

// A line "| a | b |" as cells; a pipe after a backslash stays in its cell.
Row split_row(std::string_view line) {
  Row row;
  line = trimmed(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::size_t from = 0;
  bool open = true;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '|') {
      row.emplace_back(unescape(line.substr(from, at - from)));
      from = at + 1;
      open = from < line.size();
    }
  }
  if (open) row.emplace_back(unescape(line.substr(from)));
  return row;
}

bool is_rule(std::string_view line) {
  line = trimmed(line);
  return line.find('-') != line.npos && line.find('|') != line.npos &&
         line.find_first_not_of("|-: \t") == line.npos;
}

std::string heading_of(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  if (marks == 0 || marks > 6 || marks == line.size() || line[marks] != ' ') return {};
  return unescape(line.substr(marks));
}

class MarkdownReader {
 public:
  explicit MarkdownReader(const TextLimits& limits) : limits_(limits) {}

  Result<> line(std::string_view text) {
    ++number_;
    if (!in_table_) {
      if (is_rule(text) && before_.find('|') != before_.npos) {
        begin_table();
        RF_TRY(add(before_));
      } else if (std::string heading = heading_of(text); !heading.empty()) {
        heading_ = std::move(heading);
      }
    } else if (trimmed(text).starts_with('|')) {
      RF_TRY(add(text));
    } else {
      in_table_ = false;
      if (std::string heading = heading_of(text); !heading.empty()) heading_ = std::move(heading);
    }
    before_ = text;
    return {};
  }

  Workbook take() { return std::move(workbook_); }

 private:
  void begin_table() {
    Sheet sheet;
    sheet.name = heading_.empty() ? "Table" : heading_;
    for (int copy = 2; find_sheet(workbook_, sheet.name) != nullptr; ++copy) {
      sheet.name = fmt::format("{} {}", heading_.empty() ? "Table" : heading_, copy);
    }
    workbook_.sheets.push_back(std::move(sheet));
    in_table_ = true;
  }

  Error over(std::string_view what, std::size_t limit) const {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("line {}: more than {} {}", number_, limit, what));
  }

  Result<> add(std::string_view text) {
    Row row = split_row(text);
    cells_ += row.size();
    if (row.size() > limits_.columns_max) return over("columns", limits_.columns_max);
    if (cells_ > limits_.cells_max) return over("cells", limits_.cells_max);
    if (++rows_ > limits_.rows_max) return over("rows", limits_.rows_max);
    if (workbook_.sheets.size() > kSheetsMax) return over("tables", kSheetsMax);
    for (const Cell& cell : row) {
      if (utf16_units(cell.text) > kCellTextUnitsMax) {
        return over("characters in a cell", kCellTextUnitsMax);
      }
    }
    workbook_.sheets.back().rows.push_back(std::move(row));
    return {};
  }

  static constexpr std::size_t kSheetsMax = 64;
  const TextLimits& limits_;
  Workbook workbook_;
  std::string heading_;
  std::string_view before_;
  bool in_table_ = false;
  std::size_t number_ = 0;
  std::size_t rows_ = 0;
  std::size_t cells_ = 0;
};

}  // namespace

std::string markdown_cell(std::string_view text) {
  std::string out;
  const std::string safe = storable_text(text);
  for (const char c : safe) {
    switch (c) {
      case '\\':
      case '|':
      case '[':
      case ']':
      case '`':
      case '*':
      case '~':
        out += '\\';
        out += c;
        break;
      case '<':
        out += "&lt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '\n':
        out += "<br>";
        break;
      case '\t':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string write_markdown(const Workbook& workbook) {
  std::string out;
  if (!workbook.title.empty()) out += "# " + markdown_cell(workbook.title) + "\n\n";
  for (const Sheet& sheet : workbook.sheets) {
    out += "## " + markdown_cell(sheet.name) + "\n\n";
    const std::size_t columns = columns_of(sheet);
    static const Row kEmpty;
    write_row(out, sheet.rows.empty() ? kEmpty : sheet.rows[0], columns);
    out += '|';
    for (std::size_t at = 0; at < columns; ++at) out += "---|";
    out += '\n';
    for (std::size_t at = 1; at < sheet.rows.size(); ++at) write_row(out, sheet.rows[at], columns);
    out += '\n';
  }
  return out;
}

Result<Workbook> read_markdown(std::string_view bytes, const TextLimits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} bytes, at most {}", bytes.size(), limits.bytes_max));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_utf8(bytes)) return Error(ErrorCode::kInvalid, "the text is not UTF-8");
  const std::string text = storable_text(bytes);
  std::string_view rest = text;
  MarkdownReader reader(limits);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    RF_TRY(reader.line(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return reader.take();
}

}  // namespace ringfence::review
