// Pipe tables in Markdown. A workbook is a text with one level-2 heading and one table a sheet;
// the first row is the header row. Escaped: \ | [ ] ` * ~ < & and line ends (as <br>), so that a
// cell can hold any text and no cell can hold markup.
#pragma once

#include "review/workbook/csv.h"

namespace ringfence::review {

std::string markdown_cell(std::string_view text);
std::string write_markdown(const Workbook& workbook);
// Every table of the text becomes a sheet, named by the nearest heading before it (a second table
// under one heading: "NAME 2"). Text between tables is passed over.
Result<Workbook> read_markdown(std::string_view bytes, const TextLimits& limits = {});

}  // namespace ringfence::review
