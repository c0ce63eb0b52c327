// The reader's question set (rule R3): what is asked, which claims each question needs, and the cap
// of each claim. Compiled in; `--questions DIR` takes another one from four TSV files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verifier/text.h"

namespace ringfence::verifier {

enum class Verdict : std::uint8_t {  // weakest first
  kContradicted,
  kUnknown,
  kStale,
  kAttested,
  kMeasured,
  kProven,
};
constexpr std::size_t kVerdicts = 6;
std::string_view verdict_name(Verdict verdict);

struct Question {
  std::string id;
  std::string text;
  std::vector<std::string> claims;
};

struct Claim {
  std::string id;
  std::string question;
  std::string text;
  std::vector<std::string> types;  // "E09": the first carries the claim
  Verdict highest = Verdict::kUnknown;
  std::string least;         // subject, operator, reviewer, third party
  std::int64_t max_age = 0;  // seconds; 0 = until a change
  std::vector<std::string> limits;
  std::vector<std::string> assumptions;
  std::string since;
};

struct QuestionSet {
  std::string digest;  // see docs/formats/question_set.md
  std::vector<Question> questions;
  std::map<std::string, Claim> claims;
  std::map<std::string, std::vector<std::string>> type_limits;  // "E09" -> limits of the type
  std::map<std::string, std::string> limits;                    // code -> text
  std::map<std::string, std::string> assumptions;
};

// The four files by name without ".tsv".
using QuestionFiles = std::map<std::string, std::string>;
Expected<QuestionSet> read_question_set(const QuestionFiles& files);
QuestionFiles compiled_question_files();  // src/verifier/generated/question_data.cc

// 0 subject, 1 operator, 2 reviewer, 3 third party; -1 for anything else.
int party_rank(std::string_view party);

}  // namespace ringfence::verifier
