// The comparison as files: which public files to show, and in which form. What the command
// `compare` does, without its printing.
#pragma once

#include <filesystem>

#include "review/comparison/comparison.h"

namespace ringfence::review {

// Of the compiled files those named (by heading or file name without ending, in any case; "all":
// every one), then those read from `files`. kNotFound lists the names that there are.
Result<std::vector<PublicFile>> choose_public_files(
    const verifier::QuestionSet& set, const std::vector<std::string>& names,
    const std::vector<std::filesystem::path>& files);

enum class CompareForm : std::uint8_t { kText, kMarkdown, kHtml, kCsv, kXlsx, kJson };
// "text", "markdown", "html", "csv", "xlsx", "json", or the ending of a file's name.
Result<CompareForm> compare_form_of(std::string_view name);
// `width` and `full` are for kText.
Result<std::string> render_comparison(const Comparison& comparison, CompareForm form,
                                      std::size_t width = 100, bool full = false);

}  // namespace ringfence::review
