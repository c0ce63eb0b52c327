// Headings and labels of our own questionnaire (docs/formats/questionnaire.md). They are how a file
// is recognised when it comes back, so a change of one is a new version of the format.
#pragma once

#include <array>
#include <string_view>

namespace ringfence::review {

constexpr std::string_view kQuestionnaireFormat = "ringfence-questionnaire/v1";
constexpr std::string_view kCoverSheet = "Cover";
constexpr std::string_view kAnswersSheet = "Answers";

struct ColumnHeading {
  std::string_view key;
  std::string_view heading;
  double width;
  bool input;  // filled in by whoever answers
};

constexpr std::array kColumns = {
    ColumnHeading{"question", "Question id", 12, false},
    ColumnHeading{"question_text", "Question", 38, false},
    ColumnHeading{"claim", "Claim id", 11, false},
    ColumnHeading{"claim_text", "What we ask you to state", 48, false},
    ColumnHeading{"show", "What we ask you to hand over or to do", 44, false},
    ColumnHeading{"answers", "Who answers", 22, false},
    ColumnHeading{"any_way", "How any vendor can show it", 40, false},
    ColumnHeading{"strongest", "Strongest result possible", 22, false},
    ColumnHeading{"says", "Your answer (yes, no, partly, not known)", 14, true},
    ColumnHeading{"statement", "Your statement", 50, true},
    ColumnHeading{"name", "Answered by (name)", 20, true},
    ColumnHeading{"title", "Title", 18, true},
    ColumnHeading{"entity", "Legal entity", 20, true},
    ColumnHeading{"date", "Answered on (YYYY-MM-DD)", 14, true},
    ColumnHeading{"version", "Product version", 14, true},
    ColumnHeading{"source", "Source or contract clause", 28, true},
    ColumnHeading{"valid_until", "Valid until (YYYY-MM-DD)", 14, true},
};
// At the end of each row of the CSV form, which has no cover.
constexpr ColumnHeading kSubjectColumn{"subject", "Subject", 14, false};
constexpr ColumnHeading kAskedOnColumn{"asked_on", "Asked on", 12, false};

// Labels of the cover. Those of kDefaults may be filled in once there, for every row without.
constexpr std::string_view kLabelFormat = "Format";
constexpr std::string_view kLabelSubject = "Subject";
constexpr std::string_view kLabelAskedOn = "Asked on";
constexpr std::string_view kLabelQuestionSet = "Question set";
constexpr std::array<std::string_view, 5> kDefaults = {"name", "title", "entity", "date",
                                                       "version"};

constexpr const ColumnHeading* column_of(std::string_view key) {
  for (const ColumnHeading& column : kColumns) {
    if (column.key == key) return &column;
  }
  return nullptr;
}

}  // namespace ringfence::review
