#include "verifier/question_set.h"

#include <algorithm>

namespace ringfence::verifier {
namespace {

constexpr std::array<std::string_view, 4> kFiles = {"assumptions", "claims", "limits", "questions"};
constexpr std::array<std::string_view, 4> kHeaders = {
    "id\ttext",
    "claim_id\tquestion_id\tclaim\tevidence_types\thighest_verdict\twhy_not_higher\tby_whom_least\t"
    "max_age\tmandatory_limits\tassumptions\tcapability_since\thow_any_vendor",
    "code\tkind\tmandatory_for\ttext", "id\tgroup\tquestion\tseed_ref\trequired_claims"};

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> out;
  if (text.empty() || text == "-") return out;
  for (const std::string_view part : split(text, ';')) out.emplace_back(part);
  return out;
}

std::optional<std::int64_t> age_seconds(std::string_view text) {
  if (text == "until-change") return 0;
  if (!text.ends_with('d')) return std::nullopt;
  const auto days = parse_count(text.substr(0, text.size() - 1));
  return days && *days > 0 && *days < 100000 ? std::optional(*days * 86400) : std::nullopt;
}

std::optional<Verdict> verdict_of(std::string_view name) {
  for (std::size_t i = 0; i < kVerdicts; ++i) {
    if (verdict_name(static_cast<Verdict>(i)) == name) return static_cast<Verdict>(i);
  }
  return std::nullopt;
}

using Row = std::vector<std::string_view>;

Expected<std::vector<Row>> rows_of(std::string_view text, std::size_t which) {
  const std::string file = std::string(kFiles[which]) + ".tsv";
  const auto lines = lines_of(text);
  if (!lines || !valid_utf8(text) || lines->empty() || (*lines)[0] != kHeaders[which]) {
    return refuse(file, "no question set file of this version");
  }
  const std::size_t columns = split(kHeaders[which], '\t').size();
  std::vector<Row> rows;
  for (std::size_t i = 1; i < lines->size(); ++i) {
    rows.push_back(split((*lines)[i], '\t'));
    if (rows.back().size() != columns) {
      return refuse(file, "line " + std::to_string(i + 1) + " has another number of columns");
    }
  }
  return rows;
}

Expected<Claim> claim_of(const Row& row) {
  Claim claim;
  claim.id = row[0];
  claim.question = row[1];
  claim.text = row[2];
  claim.types = listed(row[3]);
  const auto highest = verdict_of(row[4]);
  claim.least = row[6];
  const auto age = age_seconds(row[7]);
  claim.limits = listed(row[8]);
  claim.assumptions = listed(row[9]);
  claim.since = row[10];
  if (!highest || !age || claim.types.empty() || party_rank(claim.least) < 0) {
    return refuse("claims.tsv", "claim " + claim.id + " has a bad cap, age, type or party");
  }
  claim.highest = *highest;
  claim.max_age = *age;
  return claim;
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  constexpr std::array<std::string_view, kVerdicts> kNames = {"CONTRADICTED", "UNKNOWN",  "STALE",
                                                              "ATTESTED",     "MEASURED", "PROVEN"};
  return kNames[static_cast<std::size_t>(verdict)];
}

int party_rank(std::string_view party) {
  constexpr std::array<std::string_view, 4> kParties = {"subject", "operator", "reviewer",
                                                        "third party"};
  const auto found = std::find(kParties.begin(), kParties.end(), party);
  return found == kParties.end() ? -1 : static_cast<int>(found - kParties.begin());
}

Expected<QuestionSet> read_question_set(const QuestionFiles& files) {
  QuestionSet set;
  std::string sums;
  std::array<std::vector<Row>, 4> rows;
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    const auto found = files.find(std::string(kFiles[i]));
    if (found == files.end()) return refuse(std::string(kFiles[i]) + ".tsv", "missing");
    sums += to_hex(bytes_of(sha256(found->second))) + "  " + std::string(kFiles[i]) + ".tsv\n";
    VF_ASSIGN(rows[i], rows_of(found->second, i));
  }
  set.digest = to_hex(bytes_of(sha256(sums)));
  for (const Row& row : rows[0]) set.assumptions.emplace(row[0], row[1]);
  for (const Row& row : rows[2]) {
    set.limits.emplace(row[0], row[3]);
    for (const std::string& type : listed(row[2])) set.type_limits[type].emplace_back(row[0]);
  }
  for (const Row& row : rows[1]) {
    VF_ASSIGN(const Claim claim, claim_of(row));
    if (!set.claims.emplace(claim.id, claim).second) {
      return refuse("claims.tsv", "claim " + claim.id + " stands twice");
    }
  }
  for (const Row& row : rows[3]) {
    set.questions.push_back({std::string(row[0]), std::string(row[2]), listed(row[4])});
    for (const std::string& claim : set.questions.back().claims) {
      if (!set.claims.contains(claim)) return refuse("questions.tsv", "unknown claim " + claim);
    }
  }
  return set;
}

}  // namespace ringfence::verifier
