#include "review/workbook/xlsx_reader.h"

#include <fmt/format.h>

#include "review/workbook/xlsx_parts.h"

namespace ringfence::review {
namespace {

// "_x000D_" in a stored text is that character; "_x005F_" is how a "_" before such a form is kept.
std::string unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = text.find("_x");
    out += text.substr(0, at);
    if (at == text.npos) break;
    text.remove_prefix(at);
    const std::string_view form = text.substr(0, 7);
    if (form == "_x000D_" || form == "_x000d_") {
      out += '\r';
    } else if (form == "_x000A_" || form == "_x000a_") {
      out += '\n';
    } else if (form == "_x0009_") {
      out += '\t';
    } else if (form == "_x005F_" || form == "_x005f_") {
      out += '_';
    } else {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(7);
  }
  return out;
}

struct Place {
  std::size_t row = 0;
  std::size_t column = 0;
};

std::optional<Place> parse_place(std::string_view reference) {
  Place place;
  std::size_t at = 0;
  for (; at < reference.size() && at < 4; ++at) {
    const char c = reference[at];
    if (c < 'A' || c > 'Z') break;
    place.column = place.column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  const auto row = small_number(reference.substr(at), 1048576);
  if (at == 0 || at > 3 || !row || *row == 0) return std::nullopt;
  return Place{*row - 1, place.column - 1};
}

class SheetReader {
 public:
  SheetReader(const WorkbookParts& parts, const XlsxLimits& limits)
      : parts_(parts), limits_(limits) {}

  Result<Sheet> read(const SheetPart& about, pugi::xml_node root) {
    part_ = about.part;
    Sheet sheet;
    sheet.name = about.name;
    std::size_t next = 0;
    for (const pugi::xml_node node : child_named(root, "sheetData").children()) {
      if (local_name(node.name()) != "row") continue;
      const std::string_view number = attribute_of(node, "r");
      if (!number.empty()) {
        const auto given = small_number(number, 1048576);
        if (!given || *given == 0) return bad("row", number);
        if (*given - 1 < next) return bad("a row out of order:", number);
        next = *given - 1;
      }
      RF_TRY_ASSIGN(Row row, read_row(node, next));
      if (!row.empty()) {
        if (next >= limits_.rows_max) return over("rows", limits_.rows_max);
        RF_TRY(count_cells(row.size() + (next - sheet.rows.size())));
        sheet.rows.resize(next);
        sheet.rows.push_back(std::move(row));
      }
      ++next;
    }
    return sheet;
  }

 private:
  Error bad(std::string_view what, std::string_view value) const {
    return Error(ErrorCode::kInvalid, fmt::format("part \"{}\": {} \"{}\"", part_, what,
                                                  storable_text(value.substr(0, 40))));
  }
  Error over(std::string_view what, std::size_t limit) const {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("part \"{}\": more than {} {}", part_, limit, what));
  }
  Result<> count_cells(std::size_t more) {
    cells_ += more;
    if (cells_ > limits_.cells_max) return over("cells", limits_.cells_max);
    return {};
  }

  Result<Row> read_row(pugi::xml_node node, std::size_t number) {
    Row row;
    std::size_t next = 0;
    for (const pugi::xml_node cell : node.children()) {
      if (local_name(cell.name()) != "c") continue;
      const std::string_view reference = attribute_of(cell, "r");
      if (!reference.empty()) {
        const auto place = parse_place(reference);
        if (!place || place->row != number) return bad("a cell that lies elsewhere:", reference);
        if (place->column < next) return bad("a cell out of order:", reference);
        next = place->column;
      }
      RF_TRY_ASSIGN(Cell read, read_cell(cell));
      if (!read.text.empty() || read.formula || read.error) {
        if (next >= limits_.columns_max) return over("columns", limits_.columns_max);
        row.resize(next);
        row.push_back(std::move(read));
      }
      ++next;
    }
    return row;
  }

  Result<Cell> read_cell(pugi::xml_node node) {
    const std::string_view type = attribute_of(node, "t");
    const std::string_view value = child_named(node, "v").text().get();
    Cell cell;
    cell.formula = !child_named(node, "f").empty();
    cell.error = type == "e";
    if (type == "s") {
      const auto index = small_number(trimmed(value), limits_.shared_strings_max);
      if (!index || *index >= parts_.strings.size()) return bad("no shared string", value);
      cell.text = unescape(parts_.strings[*index]);
    } else if (type == "inlineStr") {
      cell.text = unescape(rich_text(child_named(node, "is")));
    } else if (type == "b") {
      cell.text = value == "1" ? "TRUE" : value == "0" ? "FALSE" : "";
    } else if (type == "str") {
      cell.text = unescape(value);
    } else {
      cell.text = number_text(node, trimmed(value), type);
    }
    if (!is_utf8(cell.text)) return bad("a text that is not UTF-8:", attribute_of(node, "r"));
    cell.text = storable_text(cell.text);
    if (utf16_units(cell.text) > kCellTextUnitsMax) {
      return over("characters in a cell", kCellTextUnitsMax);
    }
    text_bytes_ += cell.text.size();
    if (text_bytes_ > limits_.text_bytes_max) return over("bytes of text", limits_.text_bytes_max);
    return cell;
  }

  std::string number_text(pugi::xml_node node, std::string_view value,
                          std::string_view type) const {
    const auto format = small_number(attribute_of(node, "s"), 1000000);
    if ((type.empty() || type == "n") && format && *format < parts_.is_date.size() &&
        parts_.is_date[*format]) {
      std::string date = date_of_serial(value, parts_.dates_from_1904);
      if (!date.empty()) return date;
    }
    return std::string(value);
  }

  const WorkbookParts& parts_;
  const XlsxLimits& limits_;
  std::string part_;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace

Result<Workbook> read_xlsx(std::string_view bytes, const XlsxLimits& limits) {
  RF_TRY_ASSIGN(const ZipParts zip, ZipParts::open(bytes, limits.zip));
  RF_TRY_ASSIGN(const WorkbookParts parts, read_workbook_parts(zip, limits));
  Workbook workbook;
  SheetReader reader(parts, limits);
  for (const SheetPart& about : parts.sheets) {
    if (find_sheet(workbook, about.name) != nullptr) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("sheet \"{}\": the name stands twice", about.name));
    }
    RF_TRY_ASSIGN(std::string part, zip.read(about.part));
    pugi::xml_document document;
    RF_TRY(parse_part(about.part, part, limits, document));
    RF_TRY_ASSIGN(Sheet sheet, reader.read(about, document.document_element()));
    workbook.sheets.push_back(std::move(sheet));
  }
  return workbook;
}

}  // namespace ringfence::review
