// What a system's maker says in public, as a file of data/comparison (docs/formats/comparison.md).
// Rows are statements about questions, in somebody's words with address and date; they answer no
// claim of the question set one by one and are ATTESTED at most.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "verifier/question_set.h"

namespace ringfence::review {

enum class PublicFound : std::uint8_t {
  kFound,
  kNotFound,     // `where`: the pages searched
  kConflicting,  // `where`: the two sources
  kReply,        // the maker's own signed answer; `where`: name, title, entity
  kNotBuilt,     // the maker says that it does not exist
};

struct PublicRow {
  std::string question;
  std::string statement;  // in a not-found row: what was looked for
  std::string address;
  std::string read;   // whole, excerpt, secondary
  std::string as_of;  // YYYY-MM-DD, YYYY-MM or unknown
  PublicFound found = PublicFound::kFound;
  std::string where;
  std::size_t line = 0;
};

struct PublicFile {
  std::string file;  // its name
  std::string name;  // of the system; the column's heading
  std::string about;
  std::string compiled_by;
  std::string compiled_on;  // YYYY-MM-DD
  std::int64_t days = 180;  // then out of date
  std::string corrections;
  std::string read_from;
  std::vector<PublicRow> rows;
};

// kInvalid names line and column. Rows name questions of the set.
Result<PublicFile> parse_public_file(std::string_view text, std::string_view file_name,
                                     const verifier::QuestionSet& set);

// The questions that stand together above all others: what people look for first.
struct FirstRow {
  std::string id;
  std::string label;
  std::vector<std::string> questions;
};
Result<std::vector<FirstRow>> parse_first_rows(std::string_view text,
                                               const verifier::QuestionSet& set);

// The files of data/comparison as they were when the program was built.
struct CompiledFile {
  std::string_view name;
  std::string_view hex;
};
const std::vector<CompiledFile>& compiled_files();  // generated
Result<std::vector<PublicFile>> compiled_public_files(const verifier::QuestionSet& set);
Result<std::vector<FirstRow>> compiled_first_rows(const verifier::QuestionSet& set);

}  // namespace ringfence::review
