#include "review/model/reopening.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "evidence/files.h"
#include "review/model/attestation.h"
#include "review/model/item_reader.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

using Noted = std::map<std::string, std::string>;  // kind -> digest

Result<Noted> read_noted(const Subject& subject) {
  Noted out;
  std::error_code error;
  const std::filesystem::path file = subject.file("noted.json");
  if (!std::filesystem::exists(file, error)) return out;
  RF_TRY_ASSIGN(const std::string text, evidence::read_file(file, 1U << 20));
  const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  if (!document.is_object()) return Error(ErrorCode::kCorrupt, "noted.json is malformed");
  for (const auto& [kind, digest] : document.items()) {
    if (!digest.is_string()) return Error(ErrorCode::kCorrupt, "noted.json is malformed");
    out[kind] = digest;
  }
  return out;
}

// The key of the review with this id; its file under keys/.
Result<evidence::SigningKey> key_with_id(const ReviewFolder& review, const std::string& id) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(review.path() / "keys", error)) {
    if (entry.path().extension() != ".pem") continue;
    RF_TRY_ASSIGN(evidence::SigningKey key, review.key(entry.path().stem().string()));
    if (key.id() == id) return key;
  }
  return Error(ErrorCode::kNotFound, "the key that signed it is not in this folder");
}

std::string reopened_body(const Series& series, const std::string& why, const std::string& owner) {
  if (series.type != "attestation") {
    return nlohmann::ordered_json{{"summary", why}}.dump();
  }
  return nlohmann::ordered_json{{"kind", "signed-reply"},
                                {"entity", owner},
                                {"signer", "ringfence-review"},
                                {"statement", why},
                                {"address", ""},
                                {"retrieved", ""},
                                {"page", ""},
                                {"span", {{"from", 0}, {"to", 0}}},
                                {"pages", nlohmann::ordered_json::array()}}
      .dump();
}

Result<> file_reopening(const ReviewFolder& review, const Subject& subject,
                        evidence::EvidenceFolder& evidence, const Series& series,
                        const std::string& why, std::int64_t now) {
  RF_TRY_ASSIGN(const evidence::SigningKey key, key_with_id(review, series.key_id));
  evidence::Item item;
  item.type = series.type;
  item.claims = series.claims;
  item.zone = series.newest.zone;
  item.scope = subject.scope;
  item.grade = "A";
  item.role = series.newest.role;
  item.from = item.to = format_time(now);
  item.valid_until = format_time(now + 1827LL * 86400);
  item.tool = series.tool;
  item.tool_version = series.newest.tool_version;
  item.population = series.newest.population;
  item.examined = 0;
  item.unit = series.newest.unit;
  item.excluded = {{"all", "reopened, not looked at again", series.newest.population}};
  item.result = "inconclusive";
  add_mandatory(review.question_set(), item);
  if (verifier::is_probe_type(code_of_type(series.type))) {
    RF_TRY_ASSIGN(item.run, evidence.begin_run(item, key));
  } else {
    item.run = evidence.next_run(key.id(), series.tool);
  }
  item.body = reopened_body(series, why, review.settings().owner);
  RF_TRY(evidence.add(item, key));
  return {};
}

}  // namespace

std::vector<Series> series_of(const std::vector<ItemView>& items,
                              const std::vector<std::string>& claims) {
  std::vector<Series> out;
  std::set<std::string> settled;  // series and claim whose newest item was met already
  for (std::size_t i = items.size(); i-- > 0;) {
    const ItemView& item = items[i];
    if (item.erased || item.code == "start" || item.code == "tombstone") continue;
    for (const std::string& claim : claims) {
      if (std::find(item.claims.begin(), item.claims.end(), claim) == item.claims.end()) continue;
      const std::string name = item.key_id + "\n" + item.tool + "\n" + item.type;
      if (!settled.insert(name + "\n" + claim).second || item.result == "inconclusive") continue;
      auto found = std::find_if(out.begin(), out.end(), [&](const Series& series) {
        return series.key_id == item.key_id && series.tool == item.tool && series.type == item.type;
      });
      if (found == out.end()) {
        out.push_back({item.key_id, item.tool, item.type, {}, item});
        found = out.end() - 1;
      }
      found->claims.push_back(claim);
    }
  }
  return out;
}

Result<std::vector<std::string>> notice_party(const ReviewFolder& review, const Subject& subject,
                                              evidence::EvidenceFolder& evidence,
                                              std::int64_t now) {
  std::vector<std::string> out;
  RF_TRY_ASSIGN(Noted noted, read_noted(subject));
  RF_TRY_ASSIGN(const Party party, review.party(subject));
  const Noted before = noted;
  for (const std::string_view kind_name : kPartyKinds) {
    const std::string kind(kind_name);
    const std::string digest = party.digest(kind);
    const std::string was = noted.contains(kind) ? noted[kind] : Party{}.digest(kind);
    noted[kind] = digest;
    // From nothing to something is the first entry, not a change.
    if (was == digest || was == Party{}.digest(kind)) continue;
    RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
    RF_TRY_ASSIGN(const ReadItems read, read_items(evidence, trust));
    const std::string why =
        fmt::format("{}party.toml: {} changed, noticed {}", kReopenedPrefix, kind, date_of(now));
    for (const Series& series : series_of(read.views, claims_leaning_on(kind))) {
      RF_TRY(file_reopening(review, subject, evidence, series, why, now));
      for (const std::string& claim : series.claims) out.push_back(claim + ": " + why);
    }
  }
  if (noted != before) {
    const nlohmann::ordered_json document(noted);
    RF_TRY(evidence::write_file(subject.file("noted.json"), document.dump(1) + "\n"));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace ringfence::review
