// Words into evidence: what a command files, each once.
#pragma once

#include <string>
#include <vector>

#include "review/commands/command.h"
#include "review/model/attestation.h"

namespace ringfence::review {

struct Filed {
  std::vector<std::string> items;  // ids
  std::size_t known = 0;           // the same word of the same signer is on file already
  std::vector<std::string> notices;
};

// All or nothing as far as checks go; then one item each, in order. A word to a question as a whole
// leaves out the claims that another word of the same sheet answers with yes or no.
Result<Filed> file_words(const Session& session, const std::string& key,
                         std::vector<Attestation> words);

// What party.toml says, entry by entry, where somebody signed for it. kInvalid when nobody did.
Result<std::vector<Attestation>> party_words(const Party& party, const Subject& subject,
                                             std::int64_t now);

}  // namespace ringfence::review
