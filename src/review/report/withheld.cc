#include <fmt/format.h>
#include <openssl/evp.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/report/names.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::json;

void put(NameTokens& tokens, std::string& text) { text = tokens.replace(text); }
void put(NameTokens& tokens, std::vector<std::string>& texts) {
  for (std::string& text : texts) put(tokens, text);
}

void put(NameTokens& tokens, evidence::Scope& scope) {
  for (std::string* text : {&scope.system.deployment, &scope.system.account, &scope.system.cluster,
                            &scope.system.region, &scope.system.bucket}) {
    put(tokens, *text);
  }
}

// Texts inside the body become tokens; the names of its members stay.
Json body_with_tokens(const Json& value, NameTokens& tokens) {
  if (value.is_string()) return tokens.replace(value.get<std::string>());
  Json out = value;
  if (value.is_array()) {
    for (Json& entry : out) entry = body_with_tokens(entry, tokens);
  } else if (value.is_object()) {
    for (auto& [key, entry] : out.items()) entry = body_with_tokens(entry, tokens);
  }
  return out;
}

void put(NameTokens& tokens, ItemView& item) {
  put(tokens, item.scope);
  for (std::string* text : {&item.holder, &item.unit, &item.summary}) put(tokens, *text);
  for (evidence::Excluded& part : item.excluded) {
    put(tokens, part.what);
    put(tokens, part.why);
  }
  put(tokens, item.customer_duties);
  put(tokens, item.cannot_see);
  const Json body = Json::parse(item.body, nullptr, false);
  item.body =
      body.is_object()
          ? body_with_tokens(body, tokens).dump(-1, ' ', false, Json::error_handler_t::replace)
          : "{}";
}

void put_answers(NameTokens& tokens, SubjectView& view) {
  for (AnswerView& answer : view.answers) {
    put(tokens, answer.signer);
    put(tokens, answer.statement);
  }
  for (AskedView& asked : view.askings) {
    for (std::string* text : {&asked.by, &asked.to, &asked.file}) put(tokens, *text);
  }
  for (PartyEntry& entry : view.party.entries) {
    for (std::string* text : {&entry.name, &entry.source, &entry.signer}) put(tokens, *text);
    for (auto& [name, value] : entry.details) put(tokens, value);
  }
  put(tokens, view.disagreements);
}

void put_decisions(NameTokens& tokens, SubjectView& view) {
  for (auto& [question, decision] : view.record) {
    for (std::string* text :
         {&decision.condition, &decision.comment, &decision.owner, &decision.by}) {
      put(tokens, *text);
    }
  }
  for (QuestionView& question : view.questions) {
    const auto found = view.record.find(question.id);
    question.decision = found == view.record.end() ? nullptr : &found->second;
  }
  for (Gap& gap : view.gaps) {
    put(tokens, gap.what);
    put(tokens, gap.owner);
  }
  for (SignatureView& signature : view.signatures) {
    for (std::string* text :
         {&signature.name, &signature.title, &signature.holder, &signature.why}) {
      put(tokens, *text);
    }
  }
}

// Raw files over this are not searched, and so left out.
constexpr std::size_t kSearchBytesMax = 32U << 20;

bool may_be_searched(const evidence::Raw& raw) {
  return raw.media_type.starts_with("text/") || raw.media_type.ends_with("json") ||
         raw.media_type.ends_with("xml") || raw.media_type.ends_with("yaml");
}

bool item_holds_names(const ItemView& item, const NameTokens& tokens) {
  std::string all = item.body + "\n" + item.summary + "\n" + item.unit;
  for (const evidence::Excluded& part : item.excluded) all += "\n" + part.what + "\n" + part.why;
  for (const std::string& duty : item.customer_duties) all += "\n" + duty;
  const evidence::System& system = item.scope.system;
  for (const std::string* text :
       {&system.deployment, &system.account, &system.cluster, &system.region, &system.bucket}) {
    all += "\n" + *text;
  }
  return tokens.finds_any(all);
}

struct CipherFree {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kKeyBytes = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Error cipher_error() { return Error(ErrorCode::kInternal, "libcrypto refused AES-256-GCM"); }

}  // namespace

std::vector<std::string> kept_names(const ReportInput& input, Audience audience) {
  if (audience == Audience::kPublic) return {};
  const evidence::System& system = input.view.scope.system;
  return {system.deployment, system.account, system.cluster, system.region, system.bucket};
}

ReportInput with_tokens(ReportInput input, NameTokens& tokens) {
  SubjectView& view = input.view;
  put(tokens, view.scope);
  for (std::string* text : {&view.review_name, &view.owner, &view.name, &view.about}) {
    put(tokens, *text);
  }
  for (auto& [id, claim] : view.claims) {
    for (std::string* text : {&claim.verdict.by, &claim.verdict.covers, &claim.verdict.reason,
                              &claim.verdict.gap, &claim.reopened}) {
      put(tokens, *text);
    }
  }
  for (ItemView& item : view.items) put(tokens, item);
  put_answers(tokens, view);
  put_decisions(tokens, view);
  for (BlindSpots& spots : view.blind_spots) put(tokens, spots.cannot_see);
  for (auto* texts :
       {&view.notices, &view.missing, &view.profile.residency, &view.difference.verdicts,
        &view.difference.expired, &view.difference.reopened, &view.difference.record,
        &view.difference.overdue, &view.difference.new_answers}) {
    put(tokens, *texts);
  }
  for (ReportKey& key : input.keys) {
    for (std::string* text : {&key.name, &key.holder, &key.host, &key.confirmed_by, &key.how}) {
      put(tokens, *text);
    }
  }
  put(tokens, input.log_origin);
  view.words.clear();
  return input;
}

Withheld find_withheld(const ReportInput& input, Audience audience, const NameTokens& tokens,
                       const RawReader& read_raw) {
  Withheld out;
  std::size_t secret = 0;
  for (const ItemView& item : input.view.items) {
    for (const evidence::Raw& raw : item.raw) secret += raw.disclosure == "withheld" ? 1 : 0;
  }
  if (secret > 0) {
    out.notes.push_back(
        fmt::format("{} raw file(s) are withheld from every packet, whoever reads "
                    "it: captures, key logs and the like.",
                    secret));
  }
  if (!hides_names(audience)) return out;
  for (const ItemView& item : input.view.items) {
    const bool named = !item.erased && item_holds_names(item, tokens);
    if (named) out.items.insert(item.id);
    for (const evidence::Raw& raw : item.raw) {
      if (raw.disclosure == "withheld" || out.raw.contains(raw.digest)) continue;
      if (!may_be_searched(raw)) {
        out.raw.insert(raw.digest);
        continue;
      }
      const Result<std::string> bytes = read_raw(raw.digest);
      if (!bytes.ok() || bytes->size() > kSearchBytesMax || tokens.finds_any(*bytes)) {
        out.raw.insert(raw.digest);
      }
    }
  }
  out.notes.push_back(
      "Names of topics, groups, accounts, roles, addresses and people stand as tokens. A token is "
      "a pseudonym: equal names give equal tokens, and the customer can open every one. Names were "
      "looked for as they are written; encoded forms were not.");
  if (audience == Audience::kPublic) {
    out.notes.push_back(
        "The log's checkpoints and proofs carry the log's name as it was signed; it cannot be "
        "hidden without breaking them.");
  }
  if (!out.items.empty()) {
    out.notes.push_back(fmt::format(
        "{} of {} items hold names. They are signed and cannot be changed, so they are left out; "
        "their leaves stay in the log. Whoever verifies this copy sees them as missing, and no "
        "result of a probe holds in that run (rule R6): the verdicts here are those of the whole "
        "packet, which the customer holds.",
        out.items.size(), input.view.items.size()));
  }
  if (!out.raw.empty()) {
    out.notes.push_back(
        fmt::format("{} raw file(s) hold names, or are of a kind that cannot be "
                    "searched for them, and are left out.",
                    out.raw.size()));
  }
  return out;
}

Result<std::string> seal_names(const NameTokens& tokens, std::string_view key,
                               std::string_view about) {
  if (key.size() != kKeyBytes) {
    return Error(ErrorCode::kInvalid, "the key of the sealed annex has to have 32 bytes");
  }
  Json table = Json::object();
  for (const auto& [token, name] : tokens.used()) {
    table[token] = {{"kind", name.kind}, {"name", name.text}};
  }
  const std::string clear = table.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string nonce = evidence::random_bytes(kNonceBytes);
  std::string sealed(clear.size(), '\0');
  std::string tag(kTagBytes, '\0');
  const CipherContext context(EVP_CIPHER_CTX_new());
  int size = 0;
  int end = 0;
  if (!context ||
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key),
                         bytes_of(nonce)) != 1 ||
      EVP_EncryptUpdate(context.get(), nullptr, &size, bytes_of(about),
                        static_cast<int>(about.size())) != 1 ||
      EVP_EncryptUpdate(context.get(), bytes_of(sealed), &size, bytes_of(clear),
                        static_cast<int>(clear.size())) != 1 ||
      EVP_EncryptFinal_ex(context.get(), bytes_of(sealed) + size, &end) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) != 1) {
    return cipher_error();
  }
  return nonce + sealed + tag;
}

Result<std::string> open_names(std::string_view sealed, std::string_view key,
                               std::string_view about) {
  if (key.size() != kKeyBytes || sealed.size() < kNonceBytes + kTagBytes) {
    return Error(ErrorCode::kInvalid, "the sealed annex is too short, or its key has not 32 bytes");
  }
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  const std::string_view nonce = sealed.substr(0, kNonceBytes);
  const std::string_view text = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string clear(text.size(), '\0');
  const CipherContext context(EVP_CIPHER_CTX_new());
  int size = 0;
  int end = 0;
  if (!context ||
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key),
                         bytes_of(nonce)) != 1 ||
      EVP_DecryptUpdate(context.get(), nullptr, &size, bytes_of(about),
                        static_cast<int>(about.size())) != 1 ||
      EVP_DecryptUpdate(context.get(), bytes_of(clear), &size, bytes_of(text),
                        static_cast<int>(text.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) != 1) {
    return cipher_error();
  }
  if (EVP_DecryptFinal_ex(context.get(), bytes_of(clear) + size, &end) != 1) {
    return Error(ErrorCode::kCorrupt,
                 "the sealed annex does not open: another key, another packet, or altered bytes");
  }
  return clear;
}

}  // namespace ringfence::review
