// The reader's trust policy: whose keys count, in which role, and how that was confirmed. It is an
// input of the reader and never comes with a packet (docs/formats/trust_policy.md).
#pragma once

#include "verifier/json.h"
#include "verifier/tree.h"

namespace ringfence::verifier {

struct TrustKey {
  std::string id;    // SHA-256 of the public key, hex
  std::string name;  // also the name in notes, for logs and witnesses
  std::string key;   // 32 bytes
  std::string role, holder;
  std::string party;  // subject, operator, reviewer, third party
  std::string host, confirmed_by, how, date;
  std::int64_t from = 0, until = 0;
};

// What an item speaks of (rule R4). Empty build or digests in a trust policy mean: those of the
// newest item of this system and environment.
struct Scope {
  std::vector<std::string> system;  // product entity deployment account cluster region bucket
  std::string environment, build, config_digest, policy_digest;
  bool operator==(const Scope&) const = default;
  bool same_system(const Scope& other) const {
    return system == other.system && environment == other.environment;
  }
  std::string digest() const;  // what the statement's subject names
};
Scope read_scope(Check& check, const Value& object);

struct Nonce {
  std::string value;  // hex
  std::int64_t issued = 0;
};

struct Trust {
  std::string question_set;
  Scope subject;
  std::string log_origin;
  std::vector<TrustKey> keys;
  std::vector<Nonce> nonces;
  const TrustKey* find(std::string_view key_id) const;
  const TrustKey* log_key() const;
  std::vector<NoteKey> witnesses() const;
};

Expected<Trust> read_trust(std::string_view text, const std::string& file);

}  // namespace ringfence::verifier
