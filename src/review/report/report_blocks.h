// A document as a list of blocks, written once and rendered as Markdown (statement.md) and HTML
// (report.html), so that the two can not say different things. Texts are plain: each renderer
// escapes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/report/boundary.h"

namespace ringfence::review {

struct BlockCell {
  std::string text;
  std::optional<verifier::Verdict> verdict;  // shown as a marked badge before the text

  BlockCell() = default;
  BlockCell(std::string t) : text(std::move(t)) {}
  BlockCell(const char* t) : text(t) {}
  BlockCell(verifier::Verdict v, std::string t) : text(std::move(t)), verdict(v) {}
};

struct Block {
  enum class Kind : std::uint8_t {
    kHeading,
    kParagraph,
    kList,
    kTable,
    kMap,
    kSignatures,
    kNewPage
  };
  Kind kind = Kind::kParagraph;
  int level = 2;     // of a heading, 1 to 4
  std::string id;    // of a heading, for links inside the page
  std::string lead;  // bold, before the text
  std::string text;
  std::optional<verifier::Verdict> verdict;  // of a heading or paragraph
  std::vector<std::string> items;            // of a list
  std::vector<std::string> header;           // of a table
  std::vector<std::vector<BlockCell>> rows;  // of a table
  std::vector<int> widths;                   // of a table, per cent; may be empty
};

Block heading(int level, std::string text, std::string id = {});
Block paragraph(std::string text, std::string lead = {});
Block bullet_list(std::vector<std::string> items);
Block table(std::string caption, std::vector<std::string> header, std::vector<int> widths);
Block new_page();

// What was kept back from this reader, and what that does to the packet (names.h).
struct LeftOut {
  std::vector<std::string> notes;
};

struct StatementOptions {
  std::string audience = "auditor";
  LeftOut left_out;
};

// The whole text, in reading order.
std::vector<Block> statement_blocks(const ReportDigest& digest,
                                    const std::vector<BoundaryRow>& boundary,
                                    const StatementOptions& options);

std::string render_markdown(const std::vector<Block>& blocks);
// `map` is SVG and stands where the map block is. One file: no script, nothing from elsewhere, a
// content security policy that says so.
std::string render_html(const std::vector<Block>& blocks, std::string_view title,
                        std::string_view map);

// Parts of statement_blocks, one a file.
void add_page_one(const ReportDigest& digest, const StatementOptions& options,
                  std::vector<Block>& out);
void add_boundary(const ReportDigest& digest, const std::vector<BoundaryRow>& rows,
                  std::vector<Block>& out);
void add_findings(const ReportDigest& digest, std::vector<Block>& out);
void add_questions(const ReportDigest& digest, std::vector<Block>& out);
void add_closing(const ReportDigest& digest, const StatementOptions& options,
                 std::vector<Block>& out);

}  // namespace ringfence::review
