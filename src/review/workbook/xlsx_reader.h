// Reads an XLSX workbook that somebody else saved. Texts only: no formula is computed (its stored
// result is taken and marked), no link is followed, no macro is looked at. Dates come out as
// YYYY-MM-DD, with THH:MM:SS when they hold a time; numbers as the digits stored.
#pragma once

#include "review/workbook/table.h"
#include "review/workbook/zip_parts.h"

namespace ringfence::review {

struct XlsxLimits {
  ZipLimits zip;
  std::size_t sheets_max = 64;
  std::size_t rows_max = 20000;    // of one sheet, blank ones before the last included
  std::size_t columns_max = 256;   // of one row
  std::size_t cells_max = 400000;  // of all sheets, blank ones before a row's last included
  std::size_t shared_strings_max = 200000;
  std::size_t text_bytes_max = 64U << 20;  // of all cells; one shared string can stand in many
  // Elements and attributes of one part: each costs some 50 bytes once parsed.
  std::size_t markup_max = 4000000;
};

// Peak memory stays below file + unpacked parts + 400 MiB at these limits. Errors name the part and
// what is wrong: kTooLarge (limit), kCorrupt (not a ZIP, bad checksum, not XML), kInvalid (document
// type declaration, climbing path, link to outside in place of a sheet), kUnsupported (encrypted).
Result<Workbook> read_xlsx(std::string_view bytes, const XlsxLimits& limits = {});

}  // namespace ringfence::review
