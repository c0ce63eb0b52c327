// A comparison as people read it. Every form shows the same cells; none opens anything outside.
#pragma once

#include "review/comparison/comparison.h"
#include "review/workbook/table.h"

namespace ringfence::review {

// For a terminal of `width` columns (at least 40): one block a row, one line or more a system.
// `full` shows every claim and statement.
std::string compare_text(const Comparison& comparison, std::size_t width, bool full = false);
std::string compare_markdown(const Comparison& comparison);
// One file, no script, no request to anywhere.
std::string compare_html(const Comparison& comparison);
// Sheets "Comparison" (rows by columns), "Details" (a line each), "Sources". CSV holds "Details".
Workbook compare_workbook(const Comparison& comparison);
std::string compare_csv(const Comparison& comparison);
std::string compare_json(const Comparison& comparison);

// "by WHO, DATE, SOURCE" of a line, or its reason when nobody said anything.
std::string line_origin(const CompareLine& line);
// The notes of a column that stand beside its name; the others stand among the sources.
std::vector<std::string> column_marks(const CompareColumn& column);

}  // namespace ringfence::review
