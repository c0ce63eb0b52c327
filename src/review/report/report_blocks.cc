#include "review/report/report_blocks.h"

#include <fmt/format.h>

#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

std::string forms_words(const BoundaryCell& cell) {
  std::string out;
  for (const BoundaryCell::Form& form : cell.forms) {
    out += fmt::format("\n{}: {}", shown(form.form), clipped(shown(form.what), 200, "its item"));
  }
  return out;
}

std::string anchor_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.';
    out += plain ? c : '-';
  }
  return out;
}

std::string badge_words(Verdict verdict) {
  return fmt::format("{} {}", verdict_mark(verdict), verifier::verdict_name(verdict));
}

std::string markdown_text(const BlockCell& cell) {
  std::string out = cell.verdict ? "**" + badge_words(*cell.verdict) + "**" : std::string();
  if (!cell.text.empty()) out += (out.empty() ? "" : " ") + markdown_escape(cell.text);
  return out.empty() ? "-" : out;
}

void markdown_table(const Block& block, std::string& out) {
  if (!block.text.empty()) out += "*" + markdown_escape(block.text) + "*\n\n";
  out += "|";
  for (const std::string& name : block.header) out += " " + markdown_escape(name) + " |";
  out += "\n|";
  for (std::size_t i = 0; i < block.header.size(); ++i) out += "---|";
  out += "\n";
  for (const auto& row : block.rows) {
    out += "|";
    for (const BlockCell& cell : row) out += " " + markdown_text(cell) + " |";
    out += "\n";
  }
  out += "\n";
}

void markdown_block(const Block& block, std::string& out) {
  switch (block.kind) {
    case Block::Kind::kHeading:
      out += std::string(static_cast<std::size_t>(block.level), '#') + " " +
             markdown_escape(block.text);
      if (block.verdict) out += " (" + badge_words(*block.verdict) + ")";
      out += "\n\n";
      return;
    case Block::Kind::kParagraph:
      if (!block.lead.empty()) out += "**" + markdown_escape(block.lead) + "** ";
      out += markdown_escape(block.text) + "\n\n";
      return;
    case Block::Kind::kList:
      for (const std::string& item : block.items) out += "- " + markdown_escape(item) + "\n";
      out += "\n";
      return;
    case Block::Kind::kTable:
      markdown_table(block, out);
      return;
    case Block::Kind::kMap:
      out += "The map is drawn in report.html.\n\n";
      return;
    case Block::Kind::kSignatures:
      for (const std::string& role : block.items) {
        out += fmt::format(
            "Name, title: ____________________  Role: {}  Date: __________  "
            "Signature: ____________________\n\n",
            role.empty() ? "____________" : markdown_escape(role));
      }
      return;
    case Block::Kind::kNewPage:
      return;
  }
}

}  // namespace

Block heading(int level, std::string text, std::string id) {
  Block out;
  out.kind = Block::Kind::kHeading;
  out.level = level;
  out.text = std::move(text);
  out.id = anchor_text(id);
  return out;
}

Block paragraph(std::string text, std::string lead) {
  Block out;
  out.text = std::move(text);
  out.lead = std::move(lead);
  return out;
}

Block bullet_list(std::vector<std::string> items) {
  Block out;
  out.kind = Block::Kind::kList;
  out.items = std::move(items);
  return out;
}

Block table(std::string caption, std::vector<std::string> header, std::vector<int> widths) {
  Block out;
  out.kind = Block::Kind::kTable;
  out.text = std::move(caption);
  out.header = std::move(header);
  out.widths = std::move(widths);
  return out;
}

Block new_page() {
  Block out;
  out.kind = Block::Kind::kNewPage;
  return out;
}

void add_boundary(const ReportDigest& digest, const std::vector<BoundaryRow>& rows,
                  std::vector<Block>& out) {
  out.push_back(new_page());
  out.push_back(heading(2, "Boundary map", "map"));
  out.push_back(paragraph(fmt::format(
      "Up to {}, on {}. Left of the thick line lies the customer's side, right of it the other "
      "side. A line that ends in a bar at the boundary: stays, as far as the verdict goes. An "
      "arrow: crosses in the declared form, was found to cross, or it is not known. Dotted frames "
      "are not known, dashed ones are somebody's word or out of date, full ones were measured or "
      "recomputed, thick ones are contradicted. The same in words below.",
      digest.input->created, scope_words(digest.view->scope))));
  Block map;
  map.kind = Block::Kind::kMap;
  out.push_back(map);
  Block block =
      table("The map in words", {"Artifact", "Zone", "Crossing", "Verdict and how it is known"},
            {16, 22, 24, 38});
  for (const BoundaryRow& row : rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const BoundaryCell& cell = row.cells[i];
      std::string how = cell.words() + "\n" + counts_words(cell.counts);
      for (const ClaimSummary* claim : cell.claims) {
        const std::string who = by_whom(*claim);
        if (who.empty()) continue;  // counted above; the reason stands under its question
        how += fmt::format("\n{} {}, {}", claim->claim->id,
                           verifier::verdict_name(claim->verdict.verdict), shown(who));
      }
      const BoundaryZone& zone = boundary_zones()[i];
      block.rows.push_back({std::string(row.title), fmt::format("{} {}", zone.id, zone.title),
                            crossing_words(cell) + forms_words(cell),
                            BlockCell(cell.verdict, how)});
    }
  }
  out.push_back(block);
}

std::vector<Block> statement_blocks(const ReportDigest& digest,
                                    const std::vector<BoundaryRow>& boundary,
                                    const StatementOptions& options) {
  std::vector<Block> out;
  add_page_one(digest, options, out);
  add_findings(digest, out);
  add_boundary(digest, boundary, out);
  add_questions(digest, out);
  add_closing(digest, options, out);
  return out;
}

std::string render_markdown(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) markdown_block(block, out);
  return out;
}

}  // namespace ringfence::review
