// Which reader sees which names. For "vendor" and "public" the customer's names become tokens, and
// a sealed annex that only the customer can open says which token is which name. Tokens are
// pseudonyms: equal names give equal tokens, so they show equality and counts.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "review/report/report_input.h"

namespace ringfence::review {

enum class Audience : std::uint8_t { kInternal, kAuditor, kVendor, kPublic };
Result<Audience> parse_audience(std::string_view text);
std::string_view audience_name(Audience audience);
// vendor and public
bool hides_names(Audience audience);

struct SensitiveName {
  std::string kind;  // topic, group, account, cluster, bucket, role, address, person, word
  std::string text;
};

// Names of this subject that this audience must not read: the word list, people, and what the item
// bodies call a topic, group, principal, account, host and so on. For "vendor" the identifiers of
// the subject itself (deployment, account, cluster, region, bucket) stay: the other side runs or
// supplies it, and each item binds to them. For "public" they are names too.
std::vector<SensitiveName> collect_names(const ReportInput& input, Audience audience);

// Replaces names in texts. Found as written, letters without regard to case; names of fewer than 4
// bytes as whole words only. Beside the given names: mail addresses, IP addresses, ARNs and account
// numbers of 12 digits. Encoded forms (base64, hashes) are not found; the packet says so.
class NameTokens {
 public:
  // `key`: 32 bytes, the customer's, kept in the review folder.
  // `kept`: texts that stay although they look like an address or an account number.
  NameTokens(std::string key, const std::vector<SensitiveName>& names,
             const std::vector<std::string>& kept = {});

  std::string token(std::string_view kind, std::string_view name) const;
  std::string replace(std::string_view text);
  bool finds_any(std::string_view text) const;
  // Token -> kind and name, for every one that was put into a text.
  const std::map<std::string, SensitiveName>& used() const { return used_; }

 private:
  struct Found {
    std::size_t size = 0;
    std::string kind;
  };
  Found match(std::string_view lower, std::size_t at) const;

  std::string key_;
  std::set<std::string, std::less<>> kept_;
  std::map<char, std::vector<SensitiveName>> by_first_;  // lower case, longest first
  std::map<std::string, SensitiveName> used_;
};

// Identifiers of the subject that this audience may read.
std::vector<std::string> kept_names(const ReportInput& input, Audience audience);

// The same with tokens in place of names in every text.
ReportInput with_tokens(ReportInput input, NameTokens& tokens);

// Which items and raw files hold names. Items are signed and cannot be changed, so those are left
// out, and a reader's verifier shows them as gaps.
struct Withheld {
  std::set<std::string> items;     // ids
  std::set<std::string> raw;       // digests, beside those marked "withheld"
  std::vector<std::string> notes;  // for the packet's first page
};
// The bytes of a raw file; an error counts as "may hold names".
using RawReader = std::function<Result<std::string>(const std::string& digest)>;
Withheld find_withheld(const ReportInput& input, Audience audience, const NameTokens& tokens,
                       const RawReader& read_raw);

// AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag, of the JSON {"token":{"kind","name"}};
// `about` (the audience and time) is authenticated beside it.
Result<std::string> seal_names(const NameTokens& tokens, std::string_view key,
                               std::string_view about);
Result<std::string> open_names(std::string_view sealed, std::string_view key,
                               std::string_view about);

}  // namespace ringfence::review
