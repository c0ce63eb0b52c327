#include <fmt/format.h>

#include "review/comparison/render.h"
#include "review/model/times.h"
#include "review/workbook/html_text.h"
#include "review/workbook/table.h"

namespace ringfence::review {
namespace {

using verifier::verdict_name;

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light}
body{font:15px/1.45 system-ui,sans-serif;margin:1rem;color:#1b1f24;background:#fff;
overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:.2rem 0}
p,li{max-width:75ch}
.wide{overflow-x:auto;border:1px solid #c9ced6;max-height:92vh}
table{border-collapse:separate;border-spacing:0;min-width:100%}
th,td{border-right:1px solid #d9dde3;border-bottom:1px solid #d9dde3;padding:.45rem .55rem;
vertical-align:top;text-align:left;min-width:15rem;max-width:24rem;overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:#e8edf3;z-index:2}
tbody th{position:sticky;left:0;background:#f6f8fa;z-index:1;font-weight:400;min-width:13rem}
thead th:first-child{left:0;z-index:3;min-width:13rem}
tr.first th{background:#e8edf3;font-weight:600}
tr.break td,tr.break th{border-top:3px solid #7a8796}
.v{display:inline-block;font-weight:600;padding:0 .35rem;border-radius:.2rem;
border:1px solid #9aa4b0}
.CONTRADICTED{background:#f8d7da}.UNKNOWN{background:#eee}.STALE{background:#f3e8d2}
.ATTESTED{background:#e3ecf9}.MEASURED{background:#ddf1e4}.PROVEN{background:#c5e8d0}
.o{color:#444;font-size:.9em}
summary{cursor:pointer;color:#174ea6}
summary:focus-visible,a:focus-visible{outline:2px solid #174ea6}
ul{margin:.3rem 0;padding-left:1.1rem}
@media(max-width:45rem){body{margin:.4rem}th,td{min-width:11rem}tbody th{position:static}
thead th:first-child{left:auto}}
@page{size:A4 landscape}
@media print{.wide{overflow:visible;border:0;max-height:none}thead th,tbody th{position:static}
th,td{min-width:0;font-size:8px;padding:2px}details:not([open])>*{display:none}
tr{break-inside:avoid}}
)css";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : html_escape(storable_text(text)))
    out += c == '\n' ? "<br>" : std::string(1, c);
  return out;
}

std::string verdict_mark(verifier::Verdict verdict, std::string_view text) {
  return fmt::format("<span class=\"v {}\">{}</span>", verdict_name(verdict), escaped(text));
}

void html_line(std::string& out, const CompareLine& line) {
  out += verdict_mark(line.verdict, verdict_name(line.verdict)) + " ";
  if (!line.claim.empty()) out += "<b>" + escaped(line.claim) + "</b> ";
  out += escaped(line.text);
  out += "<br><span class=\"o\">" + escaped(line_origin(line));
  if (!line.until.empty()) out += "; counts until " + escaped(line.until);
  out += "</span>";
  if (line.cited.empty()) return;
  out += "<ul>";
  for (const std::string& cited : line.cited) out += "<li>" + escaped(cited) + "</li>";
  out += "</ul>";
}

void html_cell(std::string& out, const CompareCell& cell) {
  out += "<td>" + verdict_mark(cell.verdict, cell.headline());
  const CompareLine& lead = cell.lines[cell.lead];
  if (!lead.text.empty()) out += "<div>" + escaped(lead.text) + "</div>";
  out += "<div class=\"o\">" + escaped(line_origin(lead)) + "</div>";
  if (lead.verdict == verifier::Verdict::kContradicted) {
    out += "<ul>";
    for (const std::string& cited : lead.cited) out += "<li>" + escaped(cited) + "</li>";
    out += "</ul>";
  }
  if (cell.lines.size() > 1 || !lead.cited.empty()) {
    out += fmt::format("<details><summary>all {}</summary><ul>", cell.lines.size());
    for (const CompareLine& line : cell.lines) {
      out += "<li>";
      html_line(out, line);
      out += "</li>";
    }
    out += "</ul></details>";
  }
  out += "</td>";
}

void html_head(std::string& out, const Comparison& comparison) {
  const std::string date = format_time(comparison.now).substr(0, 10);
  out +=
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
  out += "<title>Comparison of " + date + "</title>\n<style>" + std::string(kStyle) +
         "</style></head><body>\n<h1>Comparison of " + date + "</h1>\n";
  out +=
      "<p>The same questions for each system. A cell counts its verdicts, weakest first, and "
      "shows the line that is known best. PROVEN: recomputed by the reader's own verifier. "
      "MEASURED: seen by a named party at a time. ATTESTED: somebody's word. STALE: too old to "
      "count. UNKNOWN: with the reason; it does not mean no. CONTRADICTED: both sides are "
      "cited. This is evidence, not legal advice and not an assurance opinion. "
      "Sources and corrections stand below the table.</p>\n";
}

void html_sources(std::string& out, const Comparison& comparison) {
  out += "<h2>Sources and corrections</h2>\n<ul>\n";
  for (const CompareColumn& column : comparison.columns) {
    out += "<li><b>" + escaped(column.name) + "</b>";
    if (!column.about.empty()) out += ": " + escaped(column.about);
    for (const std::string& note : column.notes) {
      out += "<br><span class=\"o\">" + escaped(note) + "</span>";
    }
    out += "</li>\n";
  }
  out += "</ul>\n<p class=\"o\">Question set " + escaped(comparison.question_set) + "</p>\n";
}

}  // namespace

std::string compare_html(const Comparison& comparison) {
  std::string out;
  html_head(out, comparison);
  out +=
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Comparison\"><table>\n"
      "<thead><tr><th scope=\"col\">Question</th>";
  for (const CompareColumn& column : comparison.columns) {
    out += "<th scope=\"col\">" + escaped(column.name) + "<br><span class=\"o\">counts " +
           escaped(column.counted);
    for (const std::string& note : column_marks(column)) out += "<br>" + escaped(note);
    out += "</span></th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  bool was_first = false;
  for (const CompareRow& row : comparison.rows) {
    const char* kind = row.first ? " class=\"first\"" : was_first ? " class=\"break\"" : "";
    was_first = row.first;
    out += fmt::format("<tr{}><th scope=\"row\">", kind);
    if (!row.first) out += "<b>" + escaped(row.id) + "</b> ";
    out += escaped(row.label) + "</th>";
    for (const CompareCell& cell : row.cells) html_cell(out, cell);
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
  html_sources(out, comparison);
  out += "</body></html>\n";
  return out;
}

}  // namespace ringfence::review
