#include <fmt/format.h>

#include "review/report/boundary.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

// Drawing units; 1000 across. Type sizes are chosen so that the map stays readable at the width of
// an A4 page (about 680 px).
constexpr int kCellWidth = 196;
constexpr int kRowHeight = 158;
constexpr int kCellHeight = 134;
constexpr int kTop = 112;
constexpr int kBoundary = 567;
constexpr std::array<int, 4> kLeft = {126, 334, 598, 804};
// For the widest of the usual sans-serif fonts: whatever font the reader has, no text is cut.
constexpr std::size_t kLineCharacters = 22;
constexpr std::size_t kTitleCharacters = 17;

struct Look {
  std::string_view fill, line, dash;
};

Look look_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kContradicted:
      return {"#fde7e4", "#9b1c0c", ""};
    case Verdict::kUnknown:
      return {"#ffffff", "#4a4a4a", "2 5"};
    case Verdict::kStale:
      return {"#f1eee6", "#6b5416", "9 6"};
    case Verdict::kAttested:
      return {"#f4eefb", "#5b3a8c", "9 6"};
    case Verdict::kMeasured:
      return {"#e8f1fb", "#15508c", ""};
    case Verdict::kProven:
      return {"#e6f4ea", "#0f5f2f", ""};
  }
  return {"#ffffff", "#000000", ""};
}

// Lines of at most `most` characters, broken at spaces; a longer word is cut over two lines.
std::vector<std::string> wrapped(std::string_view text, std::size_t most) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    std::string word(text.substr(at, end - at));
    at = end + 1;
    if (!line.empty() && line.size() + 1 + word.size() > most) {
      lines.push_back(std::move(line));
      line.clear();
    }
    while (word.size() > most) {
      lines.push_back(word.substr(0, most));
      word.erase(0, most);
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string text_lines(int x, int y, int step, std::string_view attributes,
                       const std::vector<std::string>& lines) {
  std::string out = fmt::format("<text {}>", attributes);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += fmt::format("<tspan x=\"{}\" y=\"{}\">{}</tspan>", x, y + static_cast<int>(i) * step,
                       html_escape(lines[i]));
  }
  return out + "</text>";
}

std::string stroke(const Look& look, int width) {
  std::string out = fmt::format("stroke=\"{}\" stroke-width=\"{}\"", look.line, width);
  if (!look.dash.empty()) out += fmt::format(" stroke-dasharray=\"{}\"", look.dash);
  return out;
}

// From the customer's storage over the boundary. An arrow: it crosses, or may. A bar at the
// boundary: it stays, as far as the verdict goes.
std::string crossing(const BoundaryCell& cell, int row_top, bool far) {
  const Look look = look_of(cell.verdict);
  const int y = far ? row_top + kCellHeight + 11 : row_top + kCellHeight / 2;
  const int start = kLeft[1] + kCellWidth;
  const bool crosses = cell.crossing == Crossing::kLeaves ||
                       cell.verdict == Verdict::kContradicted || cell.verdict == Verdict::kUnknown;
  std::string out = fmt::format("<g fill=\"none\" {}>", stroke(look, 3));
  if (far) {
    out += fmt::format("<path d=\"M{} {} V{} H{}\"/>", start - 24, row_top + kCellHeight, y,
                       crosses ? kLeft[3] + 20 : kBoundary);
    if (crosses) out += fmt::format("<path d=\"M{0} {1} V{2}\"/>", kLeft[3] + 20, y, y - 2);
  } else {
    out += fmt::format("<path d=\"M{} {} H{}\"/>", start, y, crosses ? kLeft[2] - 9 : kBoundary);
  }
  out += "</g>";
  if (!crosses) {
    return out + fmt::format("<path d=\"M{0} {1} V{2}\" stroke=\"{3}\" stroke-width=\"5\"/>",
                             kBoundary, y - 9, y + 9, look.line);
  }
  if (far) {
    const int x = kLeft[3] + 20;
    return out + fmt::format("<path d=\"M{} {} l-7 10 h14 z\" fill=\"{}\"/>", x,
                             row_top + kCellHeight + 1, look.line);
  }
  return out +
         fmt::format("<path d=\"M{} {} l-11 -7 v14 z\" fill=\"{}\"/>", kLeft[2] - 1, y, look.line);
}

std::string draw_cell(const BoundaryCell& cell, int left, int top) {
  const Look look = look_of(cell.verdict);
  std::string out =
      fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{}\" {}/>",
                  left, top, kCellWidth, kCellHeight, look.fill,
                  stroke(look, cell.verdict == Verdict::kContradicted ? 4 : 2));
  out += text_lines(
      left + 9, top + 22, 18,
      fmt::format("font-size=\"15\" font-weight=\"700\" fill=\"{}\"", look.line),
      {fmt::format("{} {}", verdict_mark(cell.verdict), verifier::verdict_name(cell.verdict))});
  std::vector<std::string> lines = wrapped(cell.words(), kLineCharacters);
  std::string counts = cell.claims.size() == 1 ? "1 claim" : counts_words(cell.counts);
  if (cell.claims.empty()) counts = "not in this question set";
  for (std::string& line : wrapped("(" + counts + ")", kLineCharacters)) {
    lines.push_back(std::move(line));
  }
  if (lines.size() > 6) lines.resize(6);
  return out + text_lines(left + 9, top + 41, 16, "font-size=\"14\" fill=\"#1a1a1a\"", lines);
}

std::string zone_heads(int height) {
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) {
    const BoundaryZone& zone = boundary_zones()[i];
    out += fmt::format(
        "<rect x=\"{}\" y=\"34\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\" "
        "stroke=\"#8a8a8a\"/>",
        kLeft[i] - 6, kCellWidth + 12, height - 44,
        zone.side == "customer" ? "#f7f9f7" : "#faf7f5");
    const std::vector<std::string> title =
        wrapped(fmt::format("{} {}", zone.id, zone.title), kTitleCharacters);
    out += text_lines(kLeft[i] + 4, 54, 17, "font-size=\"16\" font-weight=\"700\" fill=\"#1a1a1a\"",
                      title);
    out += text_lines(kLeft[i] + 4, 56 + static_cast<int>(title.size()) * 17, 15,
                      "font-size=\"13\" fill=\"#3a3a3a\"", wrapped(zone.about, 24));
  }
  out += fmt::format(
      "<path d=\"M{0} 6 V{1}\" stroke=\"#1a1a1a\" stroke-width=\"3\" stroke-dasharray=\"14 5\"/>",
      kBoundary, height - 4);
  out += fmt::format(
      "<text x=\"{}\" y=\"22\" font-size=\"15\" font-weight=\"700\" text-anchor=\"end\" "
      "fill=\"#1a1a1a\">the customer's side</text>",
      kBoundary - 12);
  return out + fmt::format(
                   "<text x=\"{}\" y=\"22\" font-size=\"15\" font-weight=\"700\" "
                   "fill=\"#1a1a1a\">the other side</text>",
                   kBoundary + 12);
}

std::string description(const std::vector<BoundaryRow>& rows) {
  std::string out;
  for (const BoundaryRow& row : rows) {
    out += std::string(row.title) + ":";
    for (const BoundaryCell& cell : row.cells) {
      out += fmt::format(
          " {} {}, {};", cell.zone, verifier::verdict_name(cell.verdict),
          cell.crossing == Crossing::kInside ? std::string(cell.says) : crossing_words(cell));
    }
    out += " ";
  }
  return out;
}

}  // namespace

std::string boundary_svg(const ReportDigest& digest, const std::vector<BoundaryRow>& rows) {
  const int height = kTop + static_cast<int>(rows.size()) * kRowHeight + 4;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1010 {}\" role=\"img\" "
      "aria-labelledby=\"map-title map-desc\" font-family=\"Arial, Helvetica, sans-serif\">",
      height);
  out += fmt::format("<title id=\"map-title\">Boundary map of {}, {}</title>",
                     html_escape(scope_words(digest.view->scope)), digest.input->created);
  out += fmt::format("<desc id=\"map-desc\">{}</desc>", html_escape(description(rows)));
  out += fmt::format("<rect width=\"1010\" height=\"{}\" fill=\"#ffffff\"/>", height);
  out += zone_heads(height);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const BoundaryRow& row = rows[i];
    const int top = kTop + static_cast<int>(i) * kRowHeight;
    std::vector<std::string> label = wrapped(row.title, 12);
    out +=
        text_lines(4, top + 24, 18, "font-size=\"16\" font-weight=\"700\" fill=\"#1a1a1a\"", label);
    std::vector<std::string> examples;
    for (const std::string_view example : row.examples) examples.emplace_back(example);
    out += text_lines(4, top + 26 + static_cast<int>(label.size()) * 18, 15,
                      "font-size=\"13\" fill=\"#3a3a3a\"", examples);
    for (std::size_t zone = 0; zone < 4; ++zone)
      out += draw_cell(row.cells[zone], kLeft[zone], top);
    out += crossing(row.cells[2], top, false);
    out += crossing(row.cells[3], top, true);
  }
  return out + "</svg>";
}

}  // namespace ringfence::review
