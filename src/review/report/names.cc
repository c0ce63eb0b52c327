#include "review/report/names.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::json;

char lower_of(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_of);
  return out;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What bodies of items call a name. The kind is how it is shown.
const std::map<std::string, std::string, std::less<>>& named_members() {
  static const std::map<std::string, std::string, std::less<>> kMembers = {
      {"topic", "topic"},          {"topics", "topic"},     {"group", "group"},
      {"groups", "group"},         {"client_id", "client"}, {"transactional_id", "client"},
      {"principal", "role"},       {"principals", "role"},  {"user", "person"},
      {"username", "person"},      {"role", "role"},        {"roles", "role"},
      {"owner", "account"},        {"account", "account"},  {"accounts", "account"},
      {"account_id", "account"},   {"arn", "role"},         {"host", "address"},
      {"hosts", "address"},        {"address", "address"},  {"addresses", "address"},
      {"ip", "address"},           {"endpoint", "address"}, {"advertised", "address"},
      {"bootstrap", "address"},    {"bucket", "bucket"},    {"buckets", "bucket"},
      {"target_bucket", "bucket"}, {"person", "person"}};
  return kMembers;
}

void walk(const Json& value, std::string_view kind, std::vector<SensitiveName>& out) {
  if (value.is_string() && !kind.empty()) {
    out.push_back({std::string(kind), value.get<std::string>()});
  } else if (value.is_array()) {
    for (const Json& entry : value) walk(entry, kind, out);
  } else if (value.is_object()) {
    for (const auto& [key, entry] : value.items()) {
      const auto found = named_members().find(key);
      walk(entry, found == named_members().end() ? std::string_view() : found->second, out);
    }
  }
}

// Ordinary words that stand where a name could: tokens in their place would only confuse.
bool is_ordinary(const std::string& text) {
  static const std::set<std::string, std::less<>> kOrdinary = {
      "*",    "full",  "all",    "none",           "public",  "private",  "internal", "default",
      "true", "false", "user:*", "user:anonymous", "enabled", "disabled", "unknown",  "localhost"};
  return text.size() < 2 || kOrdinary.contains(lowered(text));
}

std::size_t span_of(std::string_view text, std::size_t at, std::string_view also) {
  constexpr std::size_t kMost = 512;  // no name is longer; keeps hostile texts linear
  std::size_t end = at;
  while (end < text.size() && end - at < kMost &&
         (is_word(text[end]) || also.find(text[end]) != std::string_view::npos)) {
    ++end;
  }
  return end;
}

// Length of an ARN, IPv4 or IPv6 address, mail address or 12-digit account number at `at`; 0: none.
std::size_t pattern_size(std::string_view text, std::size_t at, std::string& kind) {
  if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.')) return 0;
  if (text.substr(at, 4) == "arn:") {
    kind = "role";
    const std::size_t end = span_of(text, at, ":/*-+=,.@_");
    return end - at > 12 ? end - at : 0;
  }
  std::size_t end = span_of(text, at, ".-+@");
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  const std::string_view word = text.substr(at, end - at);
  const std::size_t sign = word.find('@');
  if (sign != std::string_view::npos && sign > 0 &&
      word.find('.', sign) != std::string_view::npos) {
    kind = "person";
    return word.size();
  }
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  const auto dots = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  if (dots == 3 && digits >= 4 && digits + dots == word.size() && digits <= 12) {
    kind = "address";
    return word.size();
  }
  if (digits == 12 && word.size() == 12) {
    kind = "account";
    return 12;
  }
  const std::size_t six = span_of(text, at, ":");
  const std::string_view hex = text.substr(at, six - at);
  const auto colons = static_cast<std::size_t>(std::count(hex.begin(), hex.end(), ':'));
  const bool all_hex = std::all_of(hex.begin(), hex.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':';
  });
  // Three colons and letters or a double colon: times (12:30:00) have two.
  if (all_hex && colons >= 3 && hex.size() >= 6 && colons <= 7) {
    kind = "address";
    return hex.size();
  }
  return 0;
}

}  // namespace

Result<Audience> parse_audience(std::string_view text) {
  for (const Audience audience :
       {Audience::kInternal, Audience::kAuditor, Audience::kVendor, Audience::kPublic}) {
    if (audience_name(audience) == text) return audience;
  }
  return Error(ErrorCode::kInvalid,
               fmt::format("audience \"{}\": internal, auditor, vendor or public", text));
}

std::string_view audience_name(Audience audience) {
  switch (audience) {
    case Audience::kInternal:
      return "internal";
    case Audience::kAuditor:
      return "auditor";
    case Audience::kVendor:
      return "vendor";
    case Audience::kPublic:
      return "public";
  }
  return {};
}

bool hides_names(Audience audience) {
  return audience == Audience::kVendor || audience == Audience::kPublic;
}

std::vector<SensitiveName> collect_names(const ReportInput& input, Audience audience) {
  std::vector<SensitiveName> out;
  const SubjectView& view = input.view;
  for (const std::string& word : view.words) out.push_back({"word", word});
  for (const ReportKey& key : input.keys) {
    if (key.party != "subject") out.push_back({"person", key.holder});
    out.push_back({"address", key.host});
    out.push_back({"person", key.confirmed_by});
  }
  for (const auto& [question, decision] : view.record) {
    out.push_back({"person", decision.by});
    out.push_back({"person", decision.owner});
  }
  for (const Gap& gap : view.gaps) out.push_back({"person", gap.owner});
  for (const SignatureView& signature : view.signatures) {
    out.push_back({"person", signature.name});
    out.push_back({"person", signature.holder});
  }
  for (const ItemView& item : view.items) {
    if (item.type == "attestation") continue;  // pages are public, signers are added below
    walk(Json::parse(item.body, nullptr, false), "", out);
  }
  const evidence::System& system = view.scope.system;
  const std::vector<SensitiveName> own = {{"deployment", system.deployment},
                                          {"account", system.account},
                                          {"cluster", system.cluster},
                                          {"bucket", system.bucket}};
  const auto known = [&](const SensitiveName& name) {
    if (is_ordinary(name.text) || name.text == system.product || name.text == system.entity ||
        name.text == view.scope.build) {
      return true;
    }
    return std::any_of(own.begin(), own.end(), [&](const SensitiveName& id) {
      return audience == Audience::kVendor && id.text == name.text;
    });
  };
  if (audience == Audience::kPublic) {
    out.insert(out.end(), own.begin(), own.end());
    out.push_back({"person", view.owner});
    out.push_back({"word", view.review_name});
    out.push_back({"word", input.log_origin});
    for (const AnswerView& answer : view.answers) out.push_back({"person", answer.signer});
  }
  std::erase_if(out, known);
  return out;
}

NameTokens::NameTokens(std::string key, const std::vector<SensitiveName>& names,
                       const std::vector<std::string>& kept)
    : key_(std::move(key)) {
  for (const std::string& text : kept) kept_.insert(lowered(text));
  std::set<std::string> seen;
  for (const SensitiveName& name : names) {
    std::string lower = lowered(name.text);
    if (lower.empty() || !seen.insert(lower).second) continue;
    by_first_[lower.front()].push_back({name.kind, lower});
  }
  for (auto& [first, list] : by_first_) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::pair(b.text.size(), a.text) < std::pair(a.text.size(), b.text);
    });
  }
}

std::string NameTokens::token(std::string_view kind, std::string_view name) const {
  const std::string message = std::string(kind) + '\0' + lowered(name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), mac.data(), &size);
  return fmt::format("{}-{}", kind,
                     evidence::to_hex({reinterpret_cast<const char*>(mac.data()), std::size_t{6}}));
}

NameTokens::Found NameTokens::match(std::string_view lower, std::size_t at) const {
  constexpr std::size_t kWholeWordBelow = 4;
  if (const auto list = by_first_.find(lower[at]); list != by_first_.end()) {
    for (const SensitiveName& name : list->second) {
      if (lower.compare(at, name.text.size(), name.text) != 0) continue;
      const std::size_t end = at + name.text.size();
      const bool inside =
          (at > 0 && is_word(lower[at - 1])) || (end < lower.size() && is_word(lower[end]));
      if (name.text.size() < kWholeWordBelow && inside) continue;
      return {name.text.size(), name.kind};
    }
  }
  Found out;
  out.size = pattern_size(lower, at, out.kind);
  if (out.size > 0 && kept_.contains(lower.substr(at, out.size))) out.size = 0;
  return out;
}

std::string NameTokens::replace(std::string_view text) {
  const std::string lower = lowered(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Found found = match(lower, at);
    if (found.size == 0) {
      out += text[at++];
      continue;
    }
    const std::string name(text.substr(at, found.size));
    const std::string put = token(found.kind, name);
    used_.emplace(put, SensitiveName{found.kind, name});
    out += put;
    at += found.size;
  }
  return out;
}

bool NameTokens::finds_any(std::string_view text) const {
  const std::string lower = lowered(text);
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (match(lower, at).size > 0) return true;
  }
  return false;
}

}  // namespace ringfence::review
