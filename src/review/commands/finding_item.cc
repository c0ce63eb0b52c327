#include "review/commands/finding_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/model/attestation.h"
#include "review/model/review_state.h"
#include "review/model/times.h"
#include "verifier/item.h"
#include "verifier/json.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;
using verifier::Verdict;

// Where only a change ends a claim.
constexpr std::int64_t kLongest = 1827LL * 86400;

Error wrong(const Finding& finding, std::string_view what) {
  return Error(ErrorCode::kInternal,
               fmt::format("the probe returned a finding of type \"{}\" {}", finding.type, what));
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Whether an item of this type counts under a key of role probe (rule R1).
bool signed_by_probes(std::string_view code) {
  constexpr std::string_view kCodes =
      "E02 E03 E04 E05 E06 E07 E08 E09 E10 E11 E12 E13 E14 E15 E17 E19 E20 E21 E23";
  return !code.empty() && kCodes.find(code) != kCodes.npos;
}

// P, M or A, weakest first.
int strength(std::string_view grade) { return grade == "P" ? 2 : grade == "M" ? 1 : 0; }

std::string lowered_grade(const Finding& finding, std::string_view code,
                          const verifier::QuestionSet& set) {
  constexpr std::string_view kProvable = "E01 E02 E05 E08 E10 E13 E16 E17 E18 E20 E22";
  int most = kProvable.find(code) != kProvable.npos ? 2 : 1;
  for (const std::string& id : finding.claims) {
    const verifier::Claim& claim = set.claims.at(id);
    if (claim.types[0] != code) continue;
    most = std::min(most, claim.highest == Verdict::kProven     ? 2
                          : claim.highest == Verdict::kMeasured ? 1
                                                                : 0);
  }
  constexpr std::string_view kGrades = "AMP";
  return std::string(1, kGrades[static_cast<std::size_t>(std::min(most, strength(finding.grade)))]);
}

Result<> check(const Finding& finding, const RunFacts& run, const verifier::QuestionSet& set) {
  const std::string_view code = code_of_type(finding.type);
  if (!signed_by_probes(code)) return wrong(finding, "which no probe may return");
  if (finding.claims.empty()) return wrong(finding, "without a claim");
  for (const std::string& id : finding.claims) {
    const auto claim = set.claims.find(id);
    if (claim == set.claims.end() || !holds(run.claims, id)) {
      return wrong(finding, fmt::format("for claim {}, which was not announced", id));
    }
    if (!holds(claim->second.types, code)) {
      return wrong(finding, fmt::format("for claim {}, which no {} answers", id, code));
    }
  }
  if (finding.result != "holds" && finding.result != "fails" && finding.result != "inconclusive") {
    return wrong(finding, fmt::format("with result \"{}\"", finding.result));
  }
  std::int64_t counted = finding.examined;
  for (const evidence::Excluded& part : finding.excluded) counted += part.count;
  if (finding.examined < 0 || counted != finding.population) {
    return wrong(finding, fmt::format("whose counts do not add up: {} examined and left out of {}",
                                      counted, finding.population));
  }
  if (verifier::is_probe_type(code) && finding.population < run.population) {
    return wrong(finding, fmt::format("of {} {}, {} were announced", finding.population,
                                      finding.unit, run.population));
  }
  return {};
}

std::string plain(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

Result<std::string> body_of(const Finding& finding, const RunFacts& run) {
  Json body = Json::parse(finding.body, nullptr, false);
  if (!body.is_object()) return wrong(finding, "whose body is no JSON object");
  Json out{{"summary", plain(finding.summary)}};
  for (auto& [key, value] : body.items()) {
    if (key != "summary" && key != "cannot_see") out[key] = value;
  }
  // The counter of a reconciliation is whoever signs it (rule R5).
  if (finding.type == "egress-reconciliation" &&
      (!out.contains("counter_key") || out["counter_key"] == "")) {
    out["counter_key"] = run.key_id;
  }
  out["cannot_see"] = run.cannot_see;
  std::string text = out.dump(-1, ' ', false, Json::error_handler_t::replace);
  const auto strict = verifier::parse_json(text, "body");
  if (!strict) return wrong(finding, "with a body that is not strict JSON: " + strict.error().what);
  return text;
}

std::string longest_validity(const Finding& finding, const std::string& to,
                             const verifier::QuestionSet& set) {
  std::int64_t longest = 0;
  for (const std::string& id : finding.claims) {
    const std::int64_t age = set.claims.at(id).max_age;
    longest = std::max(longest, age == 0 ? kLongest : age);
  }
  return format_time(parse_time(to).value_or(0) + longest);
}

}  // namespace

Result<evidence::Item> item_of(const Finding& finding, const RunFacts& run,
                               const verifier::QuestionSet& set) {
  RF_TRY(check(finding, run, set));
  evidence::Item item;
  item.type = finding.type;
  item.claims = finding.claims;
  item.zone = finding.zone;
  item.scope = run.scope;
  item.grade = lowered_grade(finding, code_of_type(finding.type), set);
  item.role = run.role;
  item.build_digest = run.build_digest;
  item.run = run.run;
  item.from = finding.from.empty() ? run.from : finding.from;
  item.to = finding.to.empty() ? run.to : finding.to;
  if (!parse_time(item.from) || !parse_time(item.to) || item.from > item.to) {
    return wrong(finding, "with a window that does not read or ends before it begins");
  }
  item.valid_until = longest_validity(finding, item.to, set);
  item.tool = run.tool;
  item.tool_version = run.tool_version;
  item.args_digest = run.args_digest;
  item.population = finding.population;
  item.examined = finding.examined;
  item.unit = plain(finding.unit);
  for (const evidence::Excluded& part : finding.excluded) {
    item.excluded.push_back({plain(part.what), plain(part.why), part.count});
  }
  item.result = finding.result;
  item.limits = finding.limits;
  item.assumes = finding.assumes;
  for (const std::string& code : item.limits) {
    if (!set.limits.contains(code)) return wrong(finding, "with an unknown limit " + code);
  }
  for (const std::string& duty : finding.customer_duties) {
    item.customer_duties.push_back(plain(duty));
  }
  add_mandatory(set, item);
  if (item.limits.empty()) item.limits.push_back("snapshot");
  RF_TRY_ASSIGN(item.body, body_of(finding, run));
  return item;
}

std::vector<Finding> inconclusive(const std::vector<std::string>& claims, const std::string& why,
                                  std::int64_t population, const verifier::QuestionSet& set) {
  std::vector<Finding> out;
  for (const std::string& id : claims) {
    const auto claim = set.claims.find(id);
    if (claim == set.claims.end()) continue;
    const auto& types = claim->second.types;
    const auto code = std::find_if(types.begin(), types.end(), signed_by_probes);
    if (code == types.end()) continue;
    const std::string type(type_of_code(*code));
    auto found = std::find_if(out.begin(), out.end(),
                              [&](const Finding& finding) { return finding.type == type; });
    if (found == out.end()) {
      Finding finding;
      finding.type = type;
      finding.grade = "A";
      finding.result = "inconclusive";
      finding.summary = why;
      if (type == "egress-reconciliation") {
        finding.body = Json{{"ledger_key", std::string(64, '0')},
                            {"counter_key", ""},
                            {"ledger_user", "not looked at"},
                            {"counter_user", "this run"}}
                           .dump();
      }
      finding.population = population;
      finding.examined = 0;
      if (population > 0) finding.excluded = {{"all", plain(why).substr(0, 300), population}};
      out.push_back(std::move(finding));
      found = out.end() - 1;
    }
    found->claims.push_back(id);
  }
  return out;
}

}  // namespace ringfence::review
