// When the party changes, the words and runs that leaned on it no longer count: each series that
// held for such a claim gets a later, inconclusive item, which every verifier sees (rule R6).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "review/model/review_folder.h"

namespace ringfence::review {

constexpr std::string_view kReopenedPrefix = "Reopened: ";

// Compares party.toml with what was noted last (noted.json) and files what a change asks for.
// Returns a line for each claim reopened. The first time it only notes.
Result<std::vector<std::string>> notice_party(const ReviewFolder& review, const Subject& subject,
                                              evidence::EvidenceFolder& evidence, std::int64_t now);

// A series of items: one tool under one key, of one type. The newest of its items that list a
// claim.
struct Series {
  std::string key_id, tool, type;
  std::vector<std::string> claims;  // of those asked for, where the newest word is not open already
  ItemView newest;
};
std::vector<Series> series_of(const std::vector<ItemView>& items,
                              const std::vector<std::string>& claims);

}  // namespace ringfence::review
