// Words and escaping of the documents. Every text that came from somebody else (vendors, buckets,
// servers) passes through `shown` and then through the escaping of the form it is written to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/report/report_input.h"

#include "review/workbook/html_text.h"

namespace ringfence::review {

// Valid UTF-8 without control characters but tab and line feed; characters that turn the direction
// of writing or cannot be seen stand as [U+202E].
std::string shown(std::string_view text);
// At most `bytes` of it, cut between characters, with a note of how much is missing and where the
// whole stands.
std::string clipped(std::string_view text, std::size_t bytes, std::string_view whole_in);

// Text in a Markdown paragraph: nothing of it is markup; line ends become <br>.
std::string markdown_escape(std::string_view text);

// A mark that needs no colour: one character before the word. "✖ CONTRADICTED"
std::string_view verdict_mark(verifier::Verdict verdict);
std::string_view verdict_class(verifier::Verdict verdict);    // lower case, for CSS and styles
std::string_view verdict_meaning(verifier::Verdict verdict);  // the definition of page one
// How a short claim is introduced: "Measured: ", "Not known: ".
std::string_view verdict_lead(verifier::Verdict verdict);

// "Orders (cluster orders-1), build 4.3.1"; parts that are empty are left out.
std::string scope_words(const evidence::Scope& scope);
// "Between T0 and T1, on DEPLOYMENT, build B: TEXT", or "At T, on ...: TEXT" when both are equal.
std::string scoped(const ReportInput& input, std::string_view from, std::string_view to,
                   std::string_view text);
// "rehearsal" -> "trial run"
std::string type_words(std::string_view type);
std::string grade_words(std::string_view grade);  // M -> "measurement"
std::string joined(const std::vector<std::string>& parts, std::string_view between);
std::string day_of(std::string_view time);  // 2026-01-31 of an RFC 3339 time

// Words that no document uses in its own sentences, lower case (docs: issue 4, trap 54). Words of
// others are quoted as they are.
const std::vector<std::string_view>& words_not_used();

}  // namespace ringfence::review
