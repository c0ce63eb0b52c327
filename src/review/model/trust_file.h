// Writes the reader's trust policy (docs/formats/trust_policy.md). The verifier reads it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/item.h"

namespace ringfence::review {

struct TrustFileKey {
  std::string name, public_key;  // 32 bytes
  std::string role, holder, party, host, confirmed_by, how;
  std::string date;                     // YYYY-MM-DD
  std::string valid_from, valid_until;  // RFC 3339
};

std::string make_trust(const std::string& question_set, const evidence::Scope& subject,
                       const std::string& origin, const std::vector<TrustFileKey>& keys);
// Each returns the changed text. kCorrupt when `trust` is no trust policy.
Result<std::string> with_subject(const std::string& trust, const evidence::Scope& subject);
Result<std::string> with_nonce(const std::string& trust, const std::string& nonce_hex,
                               const std::string& issued);
Result<std::string> with_key(const std::string& trust, const TrustFileKey& key);

}  // namespace ringfence::review
