#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/comparison/render.h"
#include "review/model/times.h"
#include "review/workbook/csv.h"
#include "review/workbook/markdown_table.h"

namespace ringfence::review {
namespace {

using verifier::verdict_name;

// Characters, not bytes: wide enough for what stands in names and statements.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string cut(std::string_view text, std::size_t width) {
  std::string flat = storable_text(text);
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  if (characters(flat) <= width) return flat;
  std::size_t end = 0;
  for (std::size_t seen = 0; end < flat.size(); ++end) {
    if ((static_cast<unsigned char>(flat[end]) & 0xC0) != 0x80 && seen++ == width - 1) break;
  }
  return flat.substr(0, end) + "…";
}

void wrap(std::string& out, std::string_view text, std::size_t indent, std::size_t width) {
  const std::size_t room = width > indent + 10 ? width - indent : 10;
  std::string flat = storable_text(text);
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  std::string_view rest = flat;
  while (!rest.empty()) {
    std::size_t end = 0;
    std::size_t seen = 0;
    std::size_t blank = 0;
    while (end < rest.size()) {
      if ((static_cast<unsigned char>(rest[end]) & 0xC0) != 0x80 && seen++ == room) break;
      if (rest[end] == ' ') blank = end;
      ++end;
    }
    if (end < rest.size() && blank > 0) end = blank;
    out += std::string(indent, ' ') + std::string(rest.substr(0, end)) + "\n";
    rest.remove_prefix(end);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
  }
}

void text_cell(std::string& out, const CompareCell& cell, std::string_view name,
               std::size_t name_width, std::size_t width, bool full) {
  const std::string shown = cut(name, name_width);
  out += "  " + shown + std::string(name_width - characters(shown) + 2, ' ');
  const std::size_t indent = name_width + 4;
  std::string headline;
  wrap(headline, cell.headline(), indent, width);
  out += headline.substr(indent);
  if (!full) {
    const CompareLine& line = cell.lines[cell.lead];
    if (!line.text.empty()) {
      out += std::string(indent, ' ') + cut(line.text, width - indent) + "\n";
    }
    out += std::string(indent, ' ') + cut(line_origin(line), width - indent) + "\n";
    if (line.verdict == verifier::Verdict::kContradicted) {
      for (const std::string& cited : line.cited) wrap(out, cited, indent + 2, width);
    }
    return;
  }
  for (const CompareLine& line : cell.lines) {
    wrap(out,
         fmt::format("{}{} {}", line.claim,
                     line.claim.empty() ? verdict_name(line.verdict)
                                        : fmt::format(" {}", verdict_name(line.verdict)),
                     line.text),
         indent, width);
    wrap(out, line_origin(line), indent + 2, width);
    for (const std::string& cited : line.cited) wrap(out, cited, indent + 2, width);
  }
}

std::string markdown_cell_of(const CompareCell& cell) {
  std::string out = "**" + cell.headline() + "**";
  const CompareLine& line = cell.lines[cell.lead];
  if (!line.text.empty()) out += "<br>" + markdown_cell(line.text);
  out += "<br>" + markdown_cell(line_origin(line));
  if (line.verdict == verifier::Verdict::kContradicted) {
    for (const std::string& cited : line.cited) out += "<br>" + markdown_cell(cited);
  }
  return out;
}

nlohmann::ordered_json line_json(const CompareLine& line) {
  return {{"verdict", verdict_name(line.verdict)},
          {"claim", line.claim},
          {"text", line.text},
          {"by", line.by},
          {"date", line.date},
          {"until", line.until},
          {"source", line.source},
          {"reason", line.reason},
          {"cited", line.cited}};
}

CellStyle style_of(verifier::Verdict verdict) {
  constexpr CellStyle kStyles[] = {CellStyle::kContradicted, CellStyle::kUnknown,
                                   CellStyle::kStale,        CellStyle::kAttested,
                                   CellStyle::kMeasured,     CellStyle::kProven};
  return kStyles[static_cast<std::size_t>(verdict)];
}

// Cuts a text that would not fit into a cell; the whole stands in "Details".
std::string fitting(std::string text) {
  constexpr std::size_t kUnits = 8000;
  if (utf16_units(text) <= kUnits) return text;
  return cut(text, kUnits) + " (see the sheet Details)";
}

std::string matrix_text(const CompareCell& cell) {
  std::string out = cell.headline();
  const CompareLine& line = cell.lines[cell.lead];
  if (!line.text.empty()) out += "\n" + line.text;
  out += "\n" + line_origin(line);
  if (line.verdict == verifier::Verdict::kContradicted) {
    for (const std::string& cited : line.cited) out += "\n" + cited;
  }
  return fitting(std::move(out));
}

Sheet matrix_sheet(const Comparison& comparison) {
  Sheet sheet;
  sheet.name = "Comparison";
  sheet.widths = {12, 42};
  sheet.frozen_rows = 1;
  sheet.frozen_columns = 2;
  Row header = {Cell("Id", CellStyle::kHeader), Cell("Question", CellStyle::kHeader)};
  for (const CompareColumn& column : comparison.columns) {
    header.emplace_back(column.name, CellStyle::kHeader);
    sheet.widths.push_back(46);
  }
  sheet.rows.push_back(std::move(header));
  for (const CompareRow& row : comparison.rows) {
    Row cells = {Cell(row.id), Cell(row.label, row.first ? CellStyle::kHeader : CellStyle::kPlain)};
    for (const CompareCell& cell : row.cells) {
      cells.emplace_back(matrix_text(cell), style_of(cell.verdict));
    }
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

Sheet details_sheet(const Comparison& comparison) {
  Sheet sheet;
  sheet.name = "Details";
  sheet.widths = {12, 24, 16, 10, 60, 30, 12, 12, 40, 50, 60};
  sheet.frozen_rows = 1;
  Row header;
  for (const char* heading : {"Question", "System", "Verdict", "Claim", "Claim or statement", "By",
                              "Date", "Until", "Source", "Reason", "Cited"}) {
    header.emplace_back(heading, CellStyle::kHeader);
  }
  sheet.rows.push_back(std::move(header));
  for (const CompareRow& row : comparison.rows) {
    if (row.first) continue;  // the same lines stand under their questions
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      for (const CompareLine& line : row.cells[at].lines) {
        std::string cited;
        for (const std::string& one : line.cited) cited += (cited.empty() ? "" : "\n") + one;
        sheet.rows.push_back({Cell(row.id), Cell(comparison.columns[at].name),
                              Cell(std::string(verdict_name(line.verdict)), style_of(line.verdict)),
                              Cell(line.claim), Cell(fitting(line.text)), Cell(line.by),
                              Cell(line.date), Cell(line.until), Cell(fitting(line.source)),
                              Cell(fitting(line.reason)), Cell(fitting(cited))});
      }
    }
  }
  return sheet;
}

Sheet sources_sheet(const Comparison& comparison) {
  Sheet sheet;
  sheet.name = "Sources";
  sheet.widths = {30, 20, 100};
  sheet.frozen_rows = 1;
  sheet.rows.push_back({Cell("System", CellStyle::kHeader), Cell("Counted", CellStyle::kHeader),
                        Cell("Notes", CellStyle::kHeader)});
  for (const CompareColumn& column : comparison.columns) {
    sheet.rows.push_back({Cell(column.name), Cell(column.counted), Cell(column.about)});
    for (const std::string& note : column.notes) {
      sheet.rows.push_back({Cell(column.name), Cell(""), Cell(note)});
    }
  }
  return sheet;
}

}  // namespace

std::string line_origin(const CompareLine& line) {
  std::string out;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += ", ";
    out += part;
  };
  if (line.verdict != verifier::Verdict::kUnknown) {
    if (!line.by.empty()) add("by " + line.by);
    add(line.date);
    add(line.source);
  }
  if (!line.reason.empty()) out += (out.empty() ? "" : ": ") + line.reason;
  return out;
}

std::vector<std::string> column_marks(const CompareColumn& column) {
  std::vector<std::string> marks;
  for (const std::string& note : column.notes) {
    if (marks.empty() || note.starts_with("STALE")) marks.push_back(note);
  }
  return marks;
}

std::string compare_text(const Comparison& comparison, std::size_t width, bool full) {
  width = std::max<std::size_t>(width, 40);
  std::size_t name_width = 4;
  for (const CompareColumn& column : comparison.columns) {
    name_width = std::max(name_width, characters(column.name));
  }
  name_width = std::min(name_width, width / 4);
  std::string out;
  wrap(out, "Comparison of " + format_time(comparison.now), 0, width);
  wrap(out, "Question set " + comparison.question_set, 0, width);
  for (const CompareColumn& column : comparison.columns) {
    wrap(out, column.name + (column.about.empty() ? "" : ": " + column.about), 0, width);
    for (const std::string& note : column_marks(column)) wrap(out, note, 2, width);
  }
  for (const CompareRow& row : comparison.rows) {
    out += '\n';
    wrap(out, (row.first ? "" : row.id + "  ") + row.label, 0, width);
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      text_cell(out, row.cells[at], comparison.columns[at].name, name_width, width, full);
    }
  }
  out += "\nSources and corrections\n";
  for (const CompareColumn& column : comparison.columns) {
    wrap(out, column.name, 2, width);
    for (const std::string& note : column.notes) wrap(out, note, 4, width);
  }
  return out;
}

std::string compare_markdown(const Comparison& comparison) {
  std::string out = fmt::format(
      "# Comparison of {}\n\nQuestion set `{}`. Verdicts are counted "
      "weakest first; a cell shows the best known line.\n\n",
      format_time(comparison.now).substr(0, 10), comparison.question_set);
  out += "| id | question |";
  for (const CompareColumn& column : comparison.columns) {
    out += " " + markdown_cell(column.name);
    for (const std::string& note : column_marks(column)) out += "<br>" + markdown_cell(note);
    out += " |";
  }
  out += "\n|---|---|";
  for (std::size_t at = 0; at < comparison.columns.size(); ++at) out += "---|";
  out += '\n';
  for (const CompareRow& row : comparison.rows) {
    out += "| " + markdown_cell(row.id) + " | " + markdown_cell(row.label) + " |";
    for (const CompareCell& cell : row.cells) out += " " + markdown_cell_of(cell) + " |";
    out += '\n';
  }
  out += "\n## Sources and corrections\n\n";
  for (const CompareColumn& column : comparison.columns) {
    out += "- **" + markdown_cell(column.name) + "**";
    if (!column.about.empty()) out += ": " + markdown_cell(column.about);
    for (const std::string& note : column.notes) out += "<br>" + markdown_cell(note);
    out += '\n';
  }
  return out;
}

Workbook compare_workbook(const Comparison& comparison) {
  Workbook workbook;
  workbook.title = "Comparison";
  workbook.created = comparison.now;
  workbook.sheets.push_back(matrix_sheet(comparison));
  workbook.sheets.push_back(details_sheet(comparison));
  workbook.sheets.push_back(sources_sheet(comparison));
  return workbook;
}

std::string compare_csv(const Comparison& comparison) {
  return write_csv(details_sheet(comparison));
}

std::string compare_json(const Comparison& comparison) {
  nlohmann::ordered_json out;
  out["now"] = format_time(comparison.now);
  out["question_set"] = comparison.question_set;
  out["columns"] = nlohmann::ordered_json::array();
  for (const CompareColumn& column : comparison.columns) {
    out["columns"].push_back({{"name", column.name},
                              {"reviewed", column.reviewed},
                              {"about", column.about},
                              {"counted", column.counted},
                              {"notes", column.notes}});
  }
  out["rows"] = nlohmann::ordered_json::array();
  for (const CompareRow& row : comparison.rows) {
    nlohmann::ordered_json cells = nlohmann::ordered_json::array();
    for (const CompareCell& cell : row.cells) {
      nlohmann::ordered_json lines = nlohmann::ordered_json::array();
      for (const CompareLine& line : cell.lines) lines.push_back(line_json(line));
      cells.push_back({{"verdict", verdict_name(cell.verdict)},
                       {"headline", cell.headline()},
                       {"lead", cell.lead},
                       {"lines", std::move(lines)}});
    }
    out["rows"].push_back({{"id", row.id},
                           {"label", row.label},
                           {"first", row.first},
                           {"questions", row.questions},
                           {"cells", std::move(cells)}});
  }
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence::review
