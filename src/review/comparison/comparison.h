// Subjects side by side, question by question. Grades nothing: verdicts of reviewed subjects are
// the verifier's, and public words are ATTESTED at most. Knows no system by name: the columns are
// ordered by their names, so that exchanging two names exchanges two columns and nothing else.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "review/comparison/public_file.h"
#include "review/model/review_state.h"

namespace ringfence::review {

// One claim of a reviewed subject, or one public statement.
struct CompareLine {
  verifier::Verdict verdict = verifier::Verdict::kUnknown;
  std::string claim;   // id; empty for a public statement
  std::string text;    // of the claim or statement
  std::string by;      // who measured, or whose word it is
  std::string date;    // YYYY-MM-DD of the measurement, answer or page; empty for UNKNOWN
  std::string until;   // YYYY-MM-DD, "a change" or empty
  std::string source;  // address, or type and id of the item
  std::string reason;  // why it is not better
  // On a contradiction: both sides. Else words beside a measurement, and what limits the result.
  std::vector<std::string> cited;
};

struct CompareCell {
  verifier::Verdict verdict = verifier::Verdict::kUnknown;  // of the weakest line
  std::array<int, verifier::kVerdicts> counts{};            // by Verdict
  std::vector<CompareLine> lines;                           // at least one
  std::size_t lead = 0;          // the line shown when there is room for one
  std::string headline() const;  // "UNKNOWN 1, ATTESTED 2": weakest first
};

struct CompareColumn {
  std::string name;
  bool reviewed = false;  // else: public words only
  std::string about;
  std::string counted;  // "claims of the question set" or "public statements"
  // First what must stand beside the name (what was reviewed, or who compiled it and when, and that
  // it is out of date); then until when it counts, what was read, how to correct it.
  std::vector<std::string> notes;
};

struct CompareRow {
  std::string id;     // of the question; "data-plane" … for a first row
  std::string label;  // the question's text
  bool first = false;
  std::vector<std::string> questions;
  std::vector<CompareCell> cells;  // by column
};

struct Comparison {
  std::int64_t now = 0;  // seconds since 1970
  std::string question_set;
  std::vector<CompareColumn> columns;
  std::vector<CompareRow> rows;  // first rows, then all questions
};

struct CompareInput {
  std::vector<const SubjectView*> subjects;
  std::vector<const PublicFile*> files;
  std::vector<FirstRow> first_rows;
  const verifier::QuestionSet* set = nullptr;
  std::int64_t now = 0;
};
Comparison compare(const CompareInput& input);

// The public words of one system about one question at `now`, graded by rule R12: a word counts
// with an address and a date; an excerpt or a third party's page is said to be secondary; past its
// date it is STALE; what was not found is UNKNOWN with the pages searched.
std::vector<CompareLine> public_lines(const PublicFile& file, std::string_view question,
                                      std::int64_t now);

}  // namespace ringfence::review
