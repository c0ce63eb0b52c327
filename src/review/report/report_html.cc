#include <fmt/format.h>

#include "evidence/crypto.h"
#include "review/report/report_blocks.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

// Prints on A4 and reads at 320 px: there a table's rows become stacked entries whose cells name
// their column. Contrast of every text is at least 7:1 on its ground.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.5 Arial,Helvetica,sans-serif;
color:#1a1a1a;background:#fff}
h1,h2,h3,h4,p,li,td,th,caption,dd,dt{overflow-wrap:anywhere}
h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.35rem;margin:2rem 0 .5rem;border-bottom:2px solid #1a1a1a;padding-bottom:.2rem}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
a{color:#0b4a8f}
a:focus,[tabindex]:focus{outline:3px solid #0b4a8f;outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
nav ul{columns:2;padding-left:1.2rem}
table{width:calc(100% - 2px);border-collapse:collapse;margin:.5rem 0 1rem;table-layout:fixed;
font-size:.9rem}
caption{text-align:left;font-style:italic;padding:.2rem 0}
th,td{border:1px solid #8a8a8a;padding:.35rem .45rem;text-align:left;vertical-align:top}
thead th{background:#ececec}
.badge{display:inline-block;border:2px solid;border-radius:.25rem;padding:0 .35rem;font-weight:700;
font-size:.85em;max-width:100%;background:#fff}
.contradicted{color:#8a1508;border-style:double;border-width:4px}
.unknown{color:#333;border-style:dotted}
.stale{color:#5c470f;border-style:dashed}
.attested{color:#4d2f7a;border-style:dashed}
.measured{color:#0d4378}
.proven{color:#0b5128}
.map{overflow-x:auto;border:1px solid #8a8a8a;margin:.5rem 0}
.map svg{display:block;width:100%;min-width:44rem;height:auto}
.signatures td{height:3.2rem}
@media (max-width:45rem){
nav ul{columns:1}
table,tbody,tr,td,caption{display:block;width:100%}
col,colgroup{display:none}
thead{position:absolute;left:-100rem}
tr{border:1px solid #8a8a8a;margin:0 0 .6rem}
td{border:0;border-top:1px solid #d0d0d0}
td::before{content:attr(data-label);display:block;font-weight:700;font-size:.8em;color:#3a3a3a}
}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{
html{font-size:9.5pt}
body{max-width:none;padding:0;line-height:1.3}
h1{font-size:1.5rem}
h2{margin:1rem 0 .3rem}
p,ul{margin:.3rem 0}
th,td{padding:.15rem .35rem}
nav,.skip{display:none}
h2,h3{break-after:avoid}
h3{margin-top:1rem}
tr,li,.map{break-inside:avoid}
tr.long{break-inside:auto}
thead{display:table-header-group}
.newpage{break-before:page}
.map{overflow:visible;border:0}
.map svg{min-width:0;max-height:235mm}
a{color:inherit;text-decoration:none}
}
)css";

// A row taller than a page must be allowed to break, else its end would be cut off.
constexpr std::size_t kLongRowBytes = 1200;

std::string lines_html(std::string_view text) {
  std::string out;
  for (const char c : html_escape(text)) {
    if (c == '\n') {
      out += "<br>";
    } else {
      out += c;
    }
  }
  return out;
}

std::string badge(Verdict verdict) {
  return fmt::format("<span class=\"badge {}\">{} {}</span>", verdict_class(verdict),
                     verdict_mark(verdict), verifier::verdict_name(verdict));
}

std::string cell_html(const BlockCell& cell) {
  std::string out = cell.verdict ? badge(*cell.verdict) : std::string();
  if (!cell.text.empty()) out += (out.empty() ? "" : " ") + lines_html(cell.text);
  return out;
}

void table_html(const Block& block, std::string& out) {
  out += "<table>";
  if (!block.text.empty()) out += "<caption>" + html_escape(block.text) + "</caption>";
  if (!block.widths.empty()) {
    out += "<colgroup>";
    for (const int width : block.widths) out += fmt::format("<col class=\"w{}\">", width);
    out += "</colgroup>";
  }
  out += "<thead><tr>";
  for (const std::string& name : block.header) {
    out += "<th scope=\"col\">" + html_escape(name) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const auto& row : block.rows) {
    std::size_t longest = 0;
    for (const BlockCell& cell : row) longest = std::max(longest, cell.text.size());
    out += longest > kLongRowBytes ? "<tr class=\"long\">" : "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += fmt::format("<td data-label=\"{}\">{}</td>",
                         i < block.header.size() ? html_escape(block.header[i]) : "",
                         cell_html(row[i]));
    }
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
}

void signatures_html(const Block& block, std::string& out) {
  out += "<table class=\"signatures\"><caption>To be signed by hand</caption><thead><tr>";
  constexpr std::array<std::string_view, 4> kColumns = {"Role", "Name and title", "Date",
                                                        "Signature"};
  for (const std::string_view name : kColumns)
    out += fmt::format("<th scope=\"col\">{}</th>", name);
  out += "</tr></thead><tbody>";
  for (const std::string& role : block.items) {
    out += fmt::format("<tr><td data-label=\"{}\">{}</td>", kColumns[0],
                       role.empty() ? "&nbsp;" : html_escape(role));
    for (std::size_t i = 1; i < kColumns.size(); ++i) {
      out += fmt::format("<td data-label=\"{}\">&nbsp;</td>", kColumns[i]);
    }
    out += "</tr>";
  }
  out += "</tbody></table>\n";
}

void block_html(const Block& block, std::string_view map, std::string& out) {
  switch (block.kind) {
    case Block::Kind::kHeading:
      out += fmt::format("<h{0}{1}>{2}{3}</h{0}>\n", block.level,
                         block.id.empty() ? "" : fmt::format(" id=\"{}\"", html_escape(block.id)),
                         html_escape(block.text), block.verdict ? " " + badge(*block.verdict) : "");
      return;
    case Block::Kind::kParagraph:
      out += "<p>";
      if (!block.lead.empty()) out += "<strong>" + html_escape(block.lead) + "</strong> ";
      out += lines_html(block.text) + "</p>\n";
      return;
    case Block::Kind::kList:
      out += "<ul>";
      for (const std::string& item : block.items) out += "<li>" + lines_html(item) + "</li>";
      out += "</ul>\n";
      return;
    case Block::Kind::kTable:
      table_html(block, out);
      return;
    case Block::Kind::kMap:
      out += "<figure class=\"map\" tabindex=\"0\" aria-label=\"Boundary map\">";
      out += map;
      out += "</figure>\n";
      return;
    case Block::Kind::kSignatures:
      signatures_html(block, out);
      return;
    case Block::Kind::kNewPage:
      out += "<div class=\"newpage\"></div>\n";
      return;
  }
}

std::string contents(const std::vector<Block>& blocks) {
  std::string out = "<nav aria-label=\"Contents\"><h2>Contents</h2><ul>";
  for (const Block& block : blocks) {
    if (block.kind != Block::Kind::kHeading || block.level != 2 || block.id.empty()) continue;
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>", html_escape(block.id),
                       html_escape(block.text));
  }
  return out + "</ul></nav>\n";
}

std::string style_text() {
  std::string out(kStyle);
  for (int width = 1; width <= 99; ++width) out += fmt::format(".w{0}{{width:{0}%}}\n", width);
  return out;
}

}  // namespace

std::string render_html(const std::vector<Block>& blocks, std::string_view title,
                        std::string_view map) {
  const std::string style = style_text();
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  // The hash lets exactly this style in; everything else, scripts and images included, stays out.
  out += fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n",
      evidence::to_base64(evidence::as_bytes(evidence::sha256(style))));
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<meta name=\"referrer\" content=\"no-referrer\">\n";
  out += fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n", html_escape(title),
                     style);
  out += "<a class=\"skip\" href=\"#top\">To the text</a>\n<main>\n";
  bool contents_written = false;
  for (const Block& block : blocks) {
    const bool section = block.kind == Block::Kind::kHeading && block.level == 2;
    if (section && !contents_written) {
      out += contents(blocks);
      contents_written = true;
    }
    block_html(block, map, out);
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace ringfence::review
