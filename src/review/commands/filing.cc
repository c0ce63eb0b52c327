#include "review/commands/filing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

bool same_word(const Attestation& word, const SubjectView& view) {
  for (auto answer = view.answers.rbegin(); answer != view.answers.rend(); ++answer) {
    if (answer->entity != word.entity || answer->signer != word.signer ||
        answer->claims != word.claims) {
      continue;
    }
    // The newest of this signer on these claims decides.
    return answer->statement == word.statement && answer->says == word.says &&
           answer->answered == word.answered && answer->version == word.version &&
           answer->kind == word.kind &&
           std::all_of(word.claims.begin(), word.claims.end(), [&](const std::string& claim) {
             return view.claims.at(claim).reopened.empty();
           });
  }
  return false;
}

// "unclear" to a question as a whole must not stand over a clear word to one of its claims.
void drop_answered(std::vector<Attestation>& words) {
  std::set<std::string> clear;
  for (const Attestation& word : words) {
    if (word.says != "unclear") clear.insert(word.claims.begin(), word.claims.end());
  }
  for (Attestation& word : words) {
    if (word.says != "unclear" || word.claims.size() < 2) continue;
    std::erase_if(word.claims, [&](const std::string& claim) { return clear.contains(claim); });
  }
  std::erase_if(words, [](const Attestation& word) { return word.claims.empty(); });
}

}  // namespace

Result<Filed> file_words(const Session& session, const std::string& key_name,
                         std::vector<Attestation> words) {
  Filed out;
  drop_answered(words);
  RF_TRY_ASSIGN(const evidence::SigningKey key, session.review.key(key_name));
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(session.review, session.subject, session.now));
  RF_TRY_ASSIGN(evidence::EvidenceFolder evidence, session.review.evidence(session.subject));
  std::set<std::string> versions;
  for (const Attestation& word : words) {
    if (!word.version.empty() && word.version != session.subject.scope.build) {
      versions.insert(word.version);
    }
    if (same_word(word, view)) {
      ++out.known;
      continue;
    }
    RF_TRY_ASSIGN(
        const evidence::StoredItem stored,
        file_attestation(session.review, session.subject, evidence, key, word, session.now));
    out.items.push_back(stored.id);
  }
  for (const std::string& version : versions) {
    out.notices.push_back(
        session.subject.scope.build.empty()
            ? fmt::format("answers speak of version {}, subject.toml states no build: they count "
                          "for whatever runs",
                          version)
            : fmt::format("answers speak of version {}, the subject runs {}: those are STALE",
                          version, session.subject.scope.build));
  }
  return out;
}

Result<std::vector<Attestation>> party_words(const Party& party, const Subject& subject,
                                             std::int64_t now) {
  // One word a kind: its claim is about the list as a whole.
  std::vector<Attestation> out;
  for (const std::string_view kind : kPartyKinds) {
    Attestation word;
    for (const PartyEntry* entry : party.of(kind)) {
      if (entry->signer.empty()) continue;
      const auto retrieved = parse_date(entry->retrieved);
      if (!retrieved || *retrieved > now) {
        return Error(ErrorCode::kInvalid,
                     fmt::format("party.toml: {} {}: retrieved in the future", kind, entry->name));
      }
      word.statement += entry->sentence() + " (" + entry->source + ")\n";
      if (word.signer.empty()) word.signer = entry->signer;
      if (word.signer.find(entry->signer) == std::string::npos) word.signer += "; " + entry->signer;
      const std::string read = format_time(*retrieved);
      if (word.answered.empty() || read < word.answered) word.answered = read;
      if (const auto expires = parse_date(entry->expires)) {
        const std::string until = format_time(*expires);
        if (word.valid_until.empty() || until < word.valid_until) word.valid_until = until;
      }
    }
    if (word.statement.empty()) continue;
    word.statement.pop_back();
    word.claims = claims_answered_by(kind);
    word.entity = subject.scope.system.entity;
    out.push_back(std::move(word));
  }
  if (out.empty()) {
    return Error(ErrorCode::kInvalid,
                 "party.toml: no entry has a signer, so there is no word to file");
  }
  return out;
}

}  // namespace ringfence::review
