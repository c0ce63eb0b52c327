// The XML parts of a workbook that say what its sheets mean: the list of sheets, the shared
// strings, and which cell formats show a number as a date.
#pragma once

#include <pugixml.hpp>
#include <set>

#include "review/workbook/xlsx_reader.h"

namespace ringfence::review {

// An element's or attribute's name without its namespace prefix.
std::string_view local_name(std::string_view name);
pugi::xml_node child_named(pugi::xml_node parent, std::string_view name);
std::string_view attribute_of(pugi::xml_node node, std::string_view name);
// A whole number within [0, most], or nothing.
std::optional<std::size_t> small_number(std::string_view digits, std::size_t most);

// Parses UTF-8 XML without document type declaration. `bytes` is parsed in place and must outlive
// `document`.
Result<> parse_part(std::string_view name, std::string& bytes, const XlsxLimits& limits,
                    pugi::xml_document& document);
// The text of <si> or <is>: its <t> and the <t> of its runs, without phonetic hints.
std::string rich_text(pugi::xml_node item);

struct SheetPart {
  std::string name;
  std::string part;
};

struct WorkbookParts {
  std::vector<SheetPart> sheets;
  bool dates_from_1904 = false;
  std::vector<std::string> strings;
  std::vector<bool> is_date;  // by cell format ("s" of a cell)
};

Result<WorkbookParts> read_workbook_parts(const ZipParts& zip, const XlsxLimits& limits);

// A spreadsheet's day number as a date; nothing when it is none or out of the years 1900 to 9999.
std::string date_of_serial(std::string_view digits, bool from_1904);

}  // namespace ringfence::review
