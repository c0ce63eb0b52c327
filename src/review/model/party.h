// The legal party behind a subject (party.toml): who it is, who owns it, whom it uses, how its
// support is reached, which terms are in force. Every entry says where it was read, when, who
// signed for it, and until when it counts. A change reopens the claims that lean on the entry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

struct PartyEntry {
  std::string kind;  // entity, owner, subprocessor, support, terms
  std::string name;  // of the entity, owner, firm, path or document
  // By kind: entity {registration, country}, owner {share, since}, subprocessor {place, purpose,
  // data}, support {sites, hours, escalation}, terms {version, digest, date}. In this order.
  std::vector<std::pair<std::string, std::string>> details;
  std::string source;     // address, document or person
  std::string retrieved;  // YYYY-MM-DD
  std::string signer;     // name and title; empty: nobody signed for it
  std::string expires;    // YYYY-MM-DD or empty

  std::string digest() const;    // of kind, name and details: a later date of reading is no change
  std::string sentence() const;  // "Subprocessor X, place Y, purpose Z"
};

struct Party {
  std::vector<PartyEntry> entries;  // in the order entity, owner, subprocessor, support, terms
  std::vector<const PartyEntry*> of(std::string_view kind) const;
  // Of all entries of a kind: changes when one is added, removed or altered.
  std::string digest(std::string_view kind) const;
};

// kInvalid names file, key and what is allowed.
Result<Party> parse_party(std::string_view toml);
std::string party_template(std::string_view entity);

constexpr std::string_view kPartyKinds[] = {"entity", "owner", "subprocessor", "support", "terms"};
// The claims that an entry of this kind answers by itself, when its signer's word is filed.
std::vector<std::string> claims_answered_by(std::string_view kind);
// The claims that lean on it: reopened when it changes.
std::vector<std::string> claims_leaning_on(std::string_view kind);

}  // namespace ringfence::review
