// Signatures of named roles over a packet, the record and the answers together, in a file beside
// the packet: DSSE envelopes of type application/vnd.ringfence.review-signature.v1+json
// (docs/formats/review_signatures.md). Whatever changes afterwards breaks them, and is named.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/crypto.h"
#include "review/model/review_state.h"
#include "verifier/trust.h"

namespace ringfence::review {

struct SignatureStatement {
  std::string packet;   // SHA-256 of manifest.dsse.json, hex
  std::string record;   // record_digest()
  std::string answers;  // answers_digest()
  std::string role, name, title;
  std::string date;  // RFC 3339
};

// Of all words on file: changes when one is added, replaced or erased.
std::string answers_digest(const std::vector<ItemView>& items);

std::string sign_statement(const SignatureStatement& statement, const evidence::SigningKey& key);

struct ReadSignature {
  SignatureStatement says;
  std::string holder;  // of the key, from the trust policy
  std::string key_id;
  std::string wrong;  // why it is no signature of anybody; empty: it verifies
};
// One envelope a line. kCorrupt when a line is no envelope.
Result<std::vector<ReadSignature>> read_signatures(std::string_view text,
                                                   const verifier::Trust& trust);

// What the digests are of the packet, of the record beside it, and of record and answers now.
struct SignedState {
  std::string packet_name;
  std::string packet;  // digest; empty: `packet_wrong` says why it does not read
  std::string packet_wrong;
  std::string frozen_record;  // digest of NAME.record.json; empty: not there
  std::string record, answers;
};
SignatureView judge_signature(const ReadSignature& signature, const SignedState& state);

// Enough intact signatures by different keys and names, of the roles that the profile asks for.
bool enough_signatures(const Profile& profile, const std::vector<SignatureView>& signatures,
                       bool SignatureView::* counts);

}  // namespace ringfence::review
