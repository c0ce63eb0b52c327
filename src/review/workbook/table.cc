#include "review/workbook/table.h"

#include <algorithm>

namespace ringfence::review {
namespace {

// One character of UTF-8 text.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

Character next_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
  char32_t code = first & (0x7FU >> bytes);
  for (std::size_t at = 1; at < bytes; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(at) & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[bytes] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, bytes};
}

bool storable(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n';
  return code != 0x7F && (code < 0x80 || code > 0x9F) && code != 0xFFFE && code != 0xFFFF;
}

bool starts_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos) return true;
  const Character first = next_character(text);
  return first.code == 0xFF1D || first.code == 0xFF0B || first.code == 0xFF0D ||
         first.code == 0xFF20;
}

// The apostrophes at the beginning of a text that goes on as a formula; npos when it does not.
std::size_t apostrophes_before_formula(std::string_view text) {
  const std::size_t count = std::min(text.find_first_not_of('\''), text.size());
  return starts_formula(text.substr(count)) ? count : std::string_view::npos;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return letters + std::to_string(row + 1);
}

std::string cell_place(const Sheet& sheet, std::size_t row, std::size_t column) {
  return sheet.name + "!" + cell_name(row, column);
}

std::string_view cell_text(const Row& row, std::size_t column) {
  return column < row.size() ? std::string_view(row[column].text) : std::string_view();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kBlanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

const Sheet* find_sheet(const Workbook& workbook, std::string_view name) {
  const auto same = [&](const Sheet& sheet) {
    return std::equal(sheet.name.begin(), sheet.name.end(), name.begin(), name.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
  };
  const auto found = std::find_if(workbook.sheets.begin(), workbook.sheets.end(), same);
  return found == workbook.sheets.end() ? nullptr : &*found;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Character next = next_character(text);
    if (next.bytes == 0) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

std::string storable_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text[0] == '\r') {
      text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
      out += '\n';
      continue;
    }
    const Character next = next_character(text);
    if (next.bytes != 0 && storable(next.code)) {
      out += text.substr(0, next.bytes);
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(std::max<std::size_t>(next.bytes, 1));
  }
  return out;
}

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string quote_formula(std::string_view text) {
  std::string out(text);
  if (apostrophes_before_formula(text) != std::string_view::npos) out.insert(out.begin(), '\'');
  return out;
}

std::string unquote_formula(std::string_view text) {
  const std::size_t count = apostrophes_before_formula(text);
  if (count != std::string_view::npos && count > 0) text.remove_prefix(1);
  return std::string(text);
}

}  // namespace ringfence::review
