// Somebody's word as evidence: makes the E24 item of an answer and files it under the key of
// whoever files it. The word is ATTESTED at most, whatever it says of itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence_folder.h"
#include "review/model/review_folder.h"

namespace ringfence::review {

struct Attestation {
  std::vector<std::string> claims;
  std::string kind = "signed-reply";  // signed-reply, public-page, secondary, not-found
  std::string says = "yes";           // yes, no, unclear
  std::string entity;                 // that speaks
  std::string signer;                 // name and title
  std::string statement;
  std::string answered;     // RFC 3339: the word is of this time
  std::string valid_until;  // RFC 3339 or empty: as long as the question set allows
  std::string version;      // of the product; another than the subject's build makes it STALE
  std::string address;      // public-page, secondary: of the page; signed-reply: its source
  std::string retrieved;    // RFC 3339
  std::string page;         // its bytes; the statement must stand in them
  std::vector<std::string> pages;  // searched, for not-found
  std::string zone = "Z4";
};

// One signer of one entity is one series of answers: a later answer of the same signer replaces the
// earlier one, a different signer's stands beside it. kInvalid names what is missing.
Result<evidence::StoredItem> file_attestation(const ReviewFolder& review, const Subject& subject,
                                              evidence::EvidenceFolder& evidence,
                                              const evidence::SigningKey& key,
                                              const Attestation& attestation, std::int64_t now);

// What item type and claims demand: adds missing limits and assumptions in the set's order.
void add_mandatory(const verifier::QuestionSet& set, evidence::Item& item);

// Reads the item as a verifier will. kInternal says what would be refused: a packet with it could
// never be read again, so it must not be filed.
Result<> check_item(const evidence::Item& item, const evidence::SigningKey& key,
                    const verifier::Trust& trust);

}  // namespace ringfence::review
