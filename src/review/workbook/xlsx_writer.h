#pragma once

#include "review/workbook/table.h"

namespace ringfence::review {

// The workbook as XLSX bytes. Every cell is a text in text format, so that neither the program that
// opens it nor somebody who edits it makes a formula of "=1+1". Equal input gives equal bytes.
// kInvalid: a sheet's name; kTooLarge: a cell over kCellTextUnitsMax, naming it.
Result<std::string> write_xlsx(const Workbook& workbook);

}  // namespace ringfence::review
