// Comma-separated text, RFC 4180: one sheet. Written with CR LF, a byte order mark (spreadsheet
// programs take the file for another encoding without it) and formulas quoted (table.h); read with
// any line end, with or without the mark, quoted formulas unquoted.
#pragma once

#include "review/workbook/table.h"

namespace ringfence::review {

struct TextLimits {
  std::size_t bytes_max = 32U << 20;
  std::size_t rows_max = 20000;
  std::size_t columns_max = 256;
  std::size_t cells_max = 400000;
};

std::string write_csv(const Sheet& sheet);
// kTooLarge names the limit, kInvalid the line. The separator is a comma, or a semicolon when the
// first line holds a semicolon and no comma outside quotation marks (as European programs save).
Result<Sheet> read_csv(std::string_view bytes, std::string name, const TextLimits& limits = {});

}  // namespace ringfence::review
