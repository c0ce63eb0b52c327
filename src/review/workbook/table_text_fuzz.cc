// Goal: the CSV and Markdown readers take any bytes, and what they read survives being written and
// read again. Method: compares the tables of both readings.
#include <cstdlib>

#include "review/workbook/markdown_table.h"

namespace {

using namespace ringfence::review;

bool same(const std::vector<Row>& a, const std::vector<Row>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t row = 0; row < a.size(); ++row) {
    for (std::size_t at = 0; at < std::max(a[row].size(), b[row].size()); ++at) {
      if (cell_text(a[row], at) != cell_text(b[row], at)) return false;
    }
  }
  return true;
}

void check_csv(std::string_view input, const TextLimits& limits) {
  const auto sheet = read_csv(input, "S", limits);
  if (!sheet) return;
  const auto again = read_csv(write_csv(*sheet), "S", limits);
  if (!again) {
    // Only quoting can have passed a limit.
    if (!again.failed_with(ringfence::ErrorCode::kTooLarge)) std::abort();
    return;
  }
  if (!same(sheet->rows, again->rows)) std::abort();
}

void check_markdown(std::string_view input, const TextLimits& limits) {
  const auto workbook = read_markdown(input, limits);
  if (!workbook) return;
  for (const Sheet& sheet : workbook->sheets) {
    if (sheet.rows.size() > limits.rows_max) std::abort();
  }
  const auto again = read_markdown(write_markdown(*workbook));
  if (!again || again->sheets.size() != workbook->sheets.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  TextLimits limits;
  limits.rows_max = 200;
  limits.columns_max = 50;
  check_csv(input, limits);
  check_markdown(input, limits);
  return 0;
}
