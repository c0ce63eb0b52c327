// review_table_tool IN OUT: reads one table file and writes it in another form, both by the file's
// ending (.xlsx, .csv, .md, and .json for OUT). For the process-level tests.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "review/workbook/csv.h"
#include "review/workbook/markdown_table.h"
#include "review/workbook/xlsx_reader.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string to_json(const Workbook& workbook) {
  std::string out = "{";
  for (const Sheet& sheet : workbook.sheets) {
    out += fmt::format("{}{}:[", out.size() > 1 ? "," : "", json_text(sheet.name));
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      out += row > 0 ? ",[" : "[";
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        const Cell& cell = sheet.rows[row][column];
        out += fmt::format("{}[{},{},{}]", column > 0 ? "," : "", json_text(cell.text),
                           cell.formula, cell.error);
      }
      out += "]";
    }
    out += "]";
  }
  return out + "}\n";
}

Result<Workbook> read(const std::filesystem::path& path, std::string_view bytes) {
  if (path.extension() == ".xlsx") return read_xlsx(bytes);
  if (path.extension() == ".md") return read_markdown(bytes);
  RF_TRY_ASSIGN(Sheet sheet, read_csv(bytes, "CSV"));
  Workbook workbook;
  workbook.sheets.push_back(std::move(sheet));
  return workbook;
}

Result<std::string> write(const std::filesystem::path& path, const Workbook& workbook) {
  if (path.extension() == ".xlsx") return write_xlsx(workbook);
  if (path.extension() == ".md") return write_markdown(workbook);
  if (path.extension() == ".json") return to_json(workbook);
  return write_csv(workbook.sheets.at(0));
}

int run(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::ifstream in(from, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const Result<Workbook> workbook = read(from, bytes);
  if (!workbook) {
    fmt::print(stderr, "{}\n", workbook.error().to_string());
    return 1;
  }
  const Result<std::string> out = write(to, *workbook);
  if (!out) {
    fmt::print(stderr, "{}\n", out.error().to_string());
    return 1;
  }
  std::ofstream(to, std::ios::binary) << *out;
  return 0;
}

}  // namespace
}  // namespace ringfence::review

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: review_table_tool IN OUT\n", stderr);
    return 2;
  }
  return ringfence::review::run(arguments[1], arguments[2]);
}
