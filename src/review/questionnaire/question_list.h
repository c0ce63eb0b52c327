// The question set as it is put to people: what each claim asks of the vendor, in plain verbs.
// Everything comes from the question set's own files; the only text added here says, by type of
// evidence, what a party can do about it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "verifier/question_set.h"

namespace ringfence::review {

struct AskedClaim {
  std::string id;
  std::string question;  // the question that owns it; others may require it too
  std::string text;
  std::string state;       // what we ask you to state
  std::string show;        // what we ask you to hand over or to do
  std::string answers;     // who answers
  std::string any_way;     // how_any_vendor
  std::string strongest;   // "ATTESTED at most: 2c place"
  bool word_only = false;  // nothing but somebody's signed word can answer it
};

struct AskedQuestion {
  std::string id;
  std::string group;
  std::string text;
  std::vector<std::string> claims;  // required, its own and those of other questions
};

struct QuestionList {
  std::string digest;  // of the question set
  std::vector<AskedQuestion> questions;
  std::vector<AskedClaim> claims;  // by owning question, in the set's order

  const AskedQuestion* question(std::string_view id) const;
  const AskedClaim* claim(std::string_view id) const;
};

// kInvalid when the files are not a question set.
Result<QuestionList> read_question_list(const verifier::QuestionFiles& files);

// What we ask for when evidence of this type ("E07") is to carry a claim.
std::string_view what_to_show(std::string_view type);

}  // namespace ringfence::review
