#include "review/workbook/csv.h"

#include <fmt/format.h>

namespace ringfence::review {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string csv_field(std::string_view text) {
  const std::string safe = quote_formula(storable_text(text));
  if (safe.find_first_of(",;\"\n\t'") == std::string::npos && trimmed(safe) == safe) return safe;
  std::string out = "\"";
  for (const char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

char separator_of(std::string_view bytes) {
  bool quoted = false;
  bool semicolon = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ',') return ',';
    if (c == '\n' || c == '\r') break;
    if (c == ';') semicolon = true;
  }
  return semicolon ? ';' : ',';
}

class CsvReader {
 public:
  CsvReader(std::string_view bytes, const TextLimits& limits)
      : rest_(bytes), separator_(separator_of(bytes)), limits_(limits) {}

  Result<std::vector<Row>> read() {
    while (!rest_.empty()) {
      RF_TRY_ASSIGN(Row row, read_row());
      cells_ += row.size();
      if (rows_.size() == limits_.rows_max) return over("rows", limits_.rows_max);
      if (cells_ > limits_.cells_max) return over("cells", limits_.cells_max);
      rows_.push_back(std::move(row));
    }
    return std::move(rows_);
  }

 private:
  Error over(std::string_view what, std::size_t limit) const {
    return Error(ErrorCode::kTooLarge, fmt::format("line {}: more than {} {}", line_, limit, what));
  }
  Error bad(std::string_view what) const {
    return Error(ErrorCode::kInvalid, fmt::format("line {}: {}", line_, what));
  }
  bool at_line_end() const { return rest_[0] == '\n' || rest_[0] == '\r'; }

  Result<Row> read_row() {
    Row row;
    while (true) {
      if (row.size() == limits_.columns_max) return over("columns", limits_.columns_max);
      RF_TRY_ASSIGN(std::string text, read_field());
      if (utf16_units(text) > kCellTextUnitsMax) {
        return over("characters in a cell", kCellTextUnitsMax);
      }
      row.emplace_back(unquote_formula(storable_text(text)));
      if (rest_.empty()) return row;
      if (rest_[0] == separator_) {
        rest_.remove_prefix(1);
        continue;
      }
      rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
      ++line_;
      return row;
    }
  }

  Result<std::string> read_field() {
    if (rest_.empty() || rest_[0] != '"') {
      const char ends[] = {separator_, '\n', '\r', '"'};
      const std::size_t end =
          std::min(rest_.find_first_of(std::string_view(ends, 4)), rest_.size());
      if (end < rest_.size() && rest_[end] == '"') {
        return bad("a quotation mark inside a field that does not begin with one");
      }
      std::string text(rest_.substr(0, end));
      rest_.remove_prefix(end);
      return text;
    }
    rest_.remove_prefix(1);
    std::string text;
    const std::size_t first_line = line_;
    while (true) {
      if (rest_.empty()) {
        return Error(ErrorCode::kInvalid,
                     fmt::format("line {}: a quotation mark that is never closed", first_line));
      }
      const char c = rest_[0];
      rest_.remove_prefix(1);
      if (c == '\n') ++line_;
      if (c != '"') {
        text += c;
      } else if (!rest_.empty() && rest_[0] == '"') {
        text += '"';
        rest_.remove_prefix(1);
      } else if (rest_.empty() || rest_[0] == separator_ || at_line_end()) {
        return text;
      } else {
        return bad("text after a closing quotation mark");
      }
    }
  }

  std::string_view rest_;
  char separator_;
  const TextLimits& limits_;
  std::vector<Row> rows_;
  std::size_t cells_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::string write_csv(const Sheet& sheet) {
  std::string out(kMark);
  for (const Row& row : sheet.rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (at > 0) out += ',';
      out += csv_field(row[at].text);
    }
    out += "\r\n";
  }
  return out;
}

Result<Sheet> read_csv(std::string_view bytes, std::string name, const TextLimits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} bytes, at most {}", bytes.size(), limits.bytes_max));
  }
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  if (!is_utf8(bytes)) {
    return Error(ErrorCode::kInvalid, "the text is not UTF-8; save it as CSV UTF-8");
  }
  Sheet sheet;
  sheet.name = std::move(name);
  RF_TRY_ASSIGN(sheet.rows, CsvReader(bytes, limits).read());
  return sheet;
}

}  // namespace ringfence::review
