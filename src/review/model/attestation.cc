#include "review/model/attestation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/model/times.h"
#include "verifier/item.h"

namespace ringfence::review {
namespace {

// As long as a word may count where only a change ends it.
constexpr std::int64_t kLongestWord = 1827LL * 86400;
constexpr std::size_t kEnvelopeBytesMax = 256U << 10;  // of both verifiers

Error missing(std::string_view what) {
  return Error(ErrorCode::kInvalid, fmt::format("an answer without {}", what));
}

Result<> check(const Attestation& word, const verifier::QuestionSet& set) {
  if (word.claims.empty()) return missing("a claim that it answers");
  for (const std::string& claim : word.claims) {
    if (!set.claims.contains(claim)) {
      return Error(ErrorCode::kInvalid, fmt::format("{} is no claim of the question set", claim));
    }
  }
  if (word.entity.empty()) return missing("the legal entity that speaks");
  if (!parse_time(word.answered)) return missing("the time of the answer");
  if (word.kind == "signed-reply") {
    if (word.signer.empty()) return missing("the name of who signs for it");
    if (word.statement.empty()) return missing("a statement");
  } else if (word.kind == "not-found") {
    if (word.pages.empty()) return missing("the pages searched");
  } else if (word.address.empty() || !parse_time(word.retrieved) || word.page.empty()) {
    return missing("address, retrieval time or bytes of its page");
  }
  for (const std::string* text : {&word.entity, &word.signer, &word.statement, &word.address}) {
    if (!verifier::valid_utf8(*text)) {
      return Error(ErrorCode::kInvalid, "an answer that is not UTF-8");
    }
  }
  return {};
}

// Control characters do not pass through the strict reader, line ends of a statement do.
std::string plain(std::string_view text, bool lines) {
  std::string out;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (!control || (lines && c == '\n')) {
      out += c;
    } else if (c != '\r') {
      out += ' ';
    }
  }
  return out;
}

std::string body_of(const Attestation& word, const std::string& page_digest) {
  std::size_t from = 0;
  std::size_t to = 0;
  if (!word.page.empty() && word.page.find(word.statement) != word.page.npos) {
    from = word.page.find(word.statement);
    to = from + word.statement.size();
  }
  const nlohmann::ordered_json body{
      {"kind", word.kind},
      {"entity", plain(word.entity, false)},
      {"signer", plain(word.signer, false)},
      {"statement", page_digest.empty() ? plain(word.statement, true) : word.statement},
      {"address", plain(word.address, false)},
      {"retrieved", word.retrieved},
      {"page", page_digest},
      {"span", {{"from", from}, {"to", to}}},
      {"pages", word.pages}};
  return body.dump();
}

// One series of runs for each signer: the verifier lets a later run of a tool replace an earlier
// one, and one person's word does not replace another's. The name itself stays in the item.
std::string tool_of(const Attestation& word) {
  return "ringfence-review answers " +
         evidence::sha256_hex(word.entity + "\n" + word.signer + "\n" + word.kind).substr(0, 12);
}

std::string result_of(const Attestation& word) {
  return word.says == "yes" ? "holds" : word.says == "no" ? "fails" : "inconclusive";
}

}  // namespace

void add_mandatory(const verifier::QuestionSet& set, evidence::Item& item) {
  const auto add = [](std::vector<std::string>& list, const std::string& code) {
    if (std::find(list.begin(), list.end(), code) == list.end()) list.push_back(code);
  };
  const auto of_type = set.type_limits.find(std::string(code_of_type(item.type)));
  if (of_type != set.type_limits.end()) {
    for (const std::string& code : of_type->second) add(item.limits, code);
  }
  for (const std::string& id : item.claims) {
    const auto claim = set.claims.find(id);
    if (claim == set.claims.end()) continue;
    for (const std::string& code : claim->second.limits) add(item.limits, code);
    for (const std::string& code : claim->second.assumptions) add(item.assumes, code);
  }
}

Result<> check_item(const evidence::Item& item, const evidence::SigningKey& key,
                    const verifier::Trust& trust) {
  const auto statement =
      evidence::finish_statement(evidence::make_statement(item, key.id())).payload;
  const std::string envelope = evidence::make_envelope(evidence::kInTotoType, statement, {&key});
  if (envelope.size() > kEnvelopeBytesMax) {
    return Error(
        ErrorCode::kInternal,
        fmt::format("an item of {} bytes; verifiers read {} at most: the rest belongs into "
                    "a raw file",
                    envelope.size(), kEnvelopeBytesMax));
  }
  const auto read = verifier::read_item(envelope, item.type, trust);
  if (read) return {};
  return Error(ErrorCode::kInternal,
               fmt::format("an item that no verifier would read: {}", read.error().what));
}

Result<evidence::StoredItem> file_attestation(const ReviewFolder& review, const Subject& subject,
                                              evidence::EvidenceFolder& evidence,
                                              const evidence::SigningKey& key,
                                              const Attestation& word, std::int64_t now) {
  RF_TRY(check(word, review.question_set()));
  RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
  const verifier::TrustKey* holder = trust.find(key.id());
  if (holder == nullptr) {
    return Error(ErrorCode::kInvalid, "the key is not in the subject's trust.json");
  }
  const std::int64_t answered = *parse_time(word.answered);
  if (answered > now) return Error(ErrorCode::kInvalid, "an answer from the future");
  evidence::Item item;
  item.type = "attestation";
  item.claims = word.claims;
  item.zone = word.zone;
  item.scope = subject.scope;
  item.unit = "statement";
  if (!word.version.empty()) {
    const std::string version = plain(word.version, false);
    if (!subject.scope.build.empty()) item.scope.build = version;
    item.unit = "statement about version " + version;
  }
  item.grade = "A";
  item.role = holder->role;
  item.from = item.to = word.answered;
  item.valid_until =
      word.valid_until.empty() ? format_time(answered + kLongestWord) : word.valid_until;
  item.tool = tool_of(word);
  item.tool_version = "1";
  item.population = item.examined = 1;
  item.result = result_of(word);
  add_mandatory(review.question_set(), item);
  if (item.limits.empty()) item.limits.push_back("as-asked");
  std::string page_digest;
  if (!word.page.empty()) {
    RF_TRY_ASSIGN(page_digest, evidence.add_raw(word.page));
    item.raw.push_back({page_digest, "text/html", "full"});
  }
  item.body = body_of(word, page_digest);
  item.run = evidence.next_run(key.id(), item.tool);
  RF_TRY(check_item(item, key, trust));
  return evidence.add(item, key);
}

}  // namespace ringfence::review
