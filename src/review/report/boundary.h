// The boundary map: six artifact classes over four zones, what crosses from the customer's side
// (Z1, Z2) to the other side (Z3, Z4), in which form, and how that is known.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "review/report/report_digest.h"

namespace ringfence::review {

enum class Crossing : std::uint8_t {
  kInside,  // a cell of the customer's side: what lies there
  kStays,   // a cell of the other side; when its claims hold, nothing of the artifact gets there
  kLeaves,  // a cell of the other side; when its claims hold, it gets there in the declared form
};

struct BoundaryCell {
  std::string_view zone;
  Crossing crossing = Crossing::kInside;
  std::string_view says;  // what the claims say when they hold, in a few words
  std::vector<std::string_view> claim_ids;
  VerdictCounts counts{};
  verifier::Verdict verdict = verifier::Verdict::kUnknown;
  std::vector<const ClaimSummary*> claims;
  // How the artifact was found or stated to cross, from members "crossings" of item bodies:
  // [{"artifact":"metadata","zone":"Z3","form":"clear","what":"topic names"}].
  struct Form {
    std::string form, what, item;
  };
  std::vector<Form> forms;
  std::string words() const;  // with the lead of its verdict
};

struct BoundaryRow {
  std::string_view artifact;  // "payloads", as item bodies name it
  std::string_view title;
  std::vector<std::string_view> examples;
  std::array<BoundaryCell, 4> cells;
};

struct BoundaryZone {
  std::string_view id, title, about, side;
};

const std::array<BoundaryZone, 4>& boundary_zones();
std::vector<BoundaryRow> make_boundary(const ReportDigest& digest);

// "crosses in clear", "said to stay": for tables, the map and JSON alike.
std::string crossing_words(const BoundaryCell& cell);

std::string boundary_json(const ReportDigest& digest, const std::vector<BoundaryRow>& rows);
// Self-contained: no script, no style attribute, no reference outside; `title` and `desc` for
// readers who do not see it.
std::string boundary_svg(const ReportDigest& digest, const std::vector<BoundaryRow>& rows);

}  // namespace ringfence::review
