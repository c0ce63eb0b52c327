// The questionnaire and the answers as files beside a review folder: what the commands `ask` and
// `answers` do, without their printing.
#pragma once

#include <filesystem>

#include "review/model/review_folder.h"
#include "review/questionnaire/answers.h"
#include "review/questionnaire/questionnaire.h"

namespace ringfence::review {

struct AskOptions {
  std::string by;                 // who asks; empty: the review's owner
  std::string answer_by;          // YYYY-MM-DD or empty
  std::vector<std::string> only;  // claims; empty: all
};

// Writes the questionnaire (form by the file's ending) and then notes it in the subject's
// asked.json. An existing file is refused (kAlreadyExists): it may hold answers. `now`: seconds
// since 1970.
Result<Asking> ask_into_file(const ReviewFolder& review, const Subject& subject,
                             const std::filesystem::path& file, const AskOptions& options,
                             std::int64_t now);

// Reads a file of answers about this subject; `columns`: a column file, or empty for a
// questionnaire of ours. Files nothing: attestations_of() and file_attestation() do that.
Result<AnswerSheet> read_answers_file(const ReviewFolder& review, const Subject& subject,
                                      const std::filesystem::path& file,
                                      const std::filesystem::path& columns, std::int64_t now);

}  // namespace ringfence::review
