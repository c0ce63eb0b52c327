// The record (record.json): what the customer decided, question by question. It is theirs alone:
// nothing writes into it but the person who decides.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "verifier/question_set.h"

namespace ringfence::review {

struct Decision {
  std::string decision;   // accepted, condition, rejected, exception
  std::string condition;  // for "condition": what must hold
  std::string until;      // YYYY-MM-DD, for "exception"
  std::string comment, owner;
  std::string due;      // YYYY-MM-DD or empty
  std::string decided;  // YYYY-MM-DD
  std::string by;       // name and title
  bool operator==(const Decision&) const = default;
};

using Record = std::map<std::string, Decision>;  // by question

// kInvalid names question, member and what is allowed.
Result<Record> parse_record(std::string_view json, const verifier::QuestionSet& set);
Result<> check_decision(std::string_view question, const Decision& decision,
                        const verifier::QuestionSet& set);
std::string format_record(const Record& record);  // one text for one record
std::string record_digest(const Record& record);  // SHA-256 of that text, hex

// "new K3: accepted", "changed K4: accepted to rejected", "gone K5".
std::vector<std::string> compare_records(const Record& before, const Record& now);

}  // namespace ringfence::review
