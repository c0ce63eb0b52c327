// When which claims were asked of whom: what "asked, unanswered since DATE" is computed from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

struct Asking {
  std::string date;          // YYYY-MM-DD
  std::string by;            // who asked; may be empty
  std::string to;            // the entity asked; may be empty
  std::string question_set;  // digest
  std::string file;          // name of the questionnaire written; without folders
  std::vector<std::string> claims;
};

// A calendar date "YYYY-MM-DD" between 1970 and 9999.
bool is_date(std::string_view text);

// The text of asked.json, and back. kInvalid names the member.
std::string format_askings(const std::vector<Asking>& askings);
Result<std::vector<Asking>> parse_askings(std::string_view json);

// Since when each claim is asked: the oldest date of any asking that lists it.
std::map<std::string, std::string> asked_since(const std::vector<Asking>& askings);

}  // namespace ringfence::review
