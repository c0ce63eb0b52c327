// CycloneDX 1.6 declarations: each claim with its evidence, counter-evidence and how far it
// conforms, in words. No scores: the format allows to leave them out. Nothing here is signed; the
// DSSE envelopes of the items are the root of trust.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/model/times.h"
#include "review/report/documents.h"
#include "review/report/report_text.h"
#include "review/report/stable_uuid.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;
using verifier::Verdict;

constexpr std::string_view kTarget = "subject";
constexpr std::string_view kStandard = "question-set";

std::string assessor_ref(const std::string& holder) { return "assessor-" + stable_uuid(holder); }

Json evidence_entry(const ReportDigest& digest, const ItemView& item) {
  Json out;
  out["bom-ref"] = "evidence-" + item.id;
  out["propertyName"] = "ringfence:" + item.type;
  out["description"] = scoped(
      *digest.input, item.from, item.to,
      clipped(
          shown(item.summary.empty() ? type_words(item.type) + ": " + item.result : item.summary),
          4000, "its item"));
  out["data"] =
      Json::array({{{"name", "signed item"},
                    {"contents", {{"url", fmt::format("../items/{}.dsse.json", item.id)}}},
                    {"classification", "see the audience of the packet"}}});
  out["created"] = item.to;
  if (parse_time(item.valid_until).has_value()) out["expires"] = item.valid_until;
  if (!item.holder.empty()) out["author"] = {{"name", shown(item.holder)}};
  return out;
}

std::string rationale(const ClaimSummary& claim) {
  const verifier::ClaimVerdict& verdict = claim.verdict;
  std::string out = std::string(verifier::verdict_name(verdict.verdict));
  if (!verdict.by.empty()) out += " by " + by_whom(claim);
  if (!verdict.at.empty()) out += " at " + verdict.at;
  if (!verdict.until.empty()) out += " until " + verdict.until;
  if (!verdict.covers.empty()) out += ", " + verdict.covers;
  if (!verdict.reason.empty()) out += "; " + verdict.reason;
  return shown(out);
}

Json claim_entry(const ReportDigest& digest, const ClaimSummary& claim) {
  Json out;
  out["bom-ref"] = "claim-" + claim.claim->id;
  out["target"] = kTarget;
  out["predicate"] = fmt::format("{}: {}", claim.claim->id, shown(claim.claim->text));
  std::string limits;
  for (const std::string& code : claim.verdict.limits) {
    limits += (limits.empty() ? "" : " ") + limit_text(*digest.view, code);
  }
  out["reasoning"] = rationale(claim) + (limits.empty() ? "" : ". Limits: " + limits);
  Json evidence = Json::array();
  Json counter = Json::array();
  for (const ItemView* item : claim.items) {
    (item->result == "fails" ? counter : evidence).push_back("evidence-" + item->id);
  }
  if (!evidence.empty()) out["evidence"] = evidence;
  if (!counter.empty()) out["counterEvidence"] = counter;
  return out;
}

Json map_entry(const QuestionSummary& question) {
  Json out;
  out["requirement"] = "question-" + question.question->id;
  Json claims = Json::array();
  Json counter = Json::array();
  for (const ClaimSummary& claim : question.claims) {
    const bool against = claim.verdict.verdict == Verdict::kContradicted;
    (against ? counter : claims).push_back("claim-" + claim.claim->id);
  }
  if (!claims.empty()) out["claims"] = claims;
  if (!counter.empty()) out["counterClaims"] = counter;
  out["conformance"] = {{"rationale", "Weakest claim first: " + counts_words(question.counts)}};
  out["confidence"] = {
      {"rationale", "Given by the verdict words; no number is computed from them."}};
  return out;
}

Json standard(const ReportDigest& digest) {
  Json out;
  out["bom-ref"] = kStandard;
  out["name"] = "Ringfence question set";
  out["version"] = digest.view->question_set;
  out["requirements"] = Json::array();
  for (const QuestionSummary& question : digest.questions) {
    out["requirements"].push_back({{"bom-ref", "question-" + question.question->id},
                                   {"identifier", question.question->id},
                                   {"text", question.question->text}});
  }
  return out;
}

Json assessors(const ReportDigest& digest) {
  std::map<std::string, std::string> holders;  // holder -> party
  for (const ItemView& item : digest.view->items) {
    if (answers_claims(item) && !item.holder.empty()) holders.emplace(item.holder, item.party);
  }
  Json out = Json::array();
  for (const auto& [holder, party] : holders) {
    out.push_back({{"bom-ref", assessor_ref(holder)},
                   {"thirdParty", party == "third party"},
                   {"organization", {{"name", shown(holder)}}}});
  }
  return out;
}

Json declarations(const ReportDigest& digest) {
  Json out;
  if (Json list = assessors(digest); !list.empty()) out["assessors"] = list;
  Json attestation;
  attestation["summary"] = fmt::format("At {}, on {}. Evidence, not an assurance opinion.",
                                       digest.input->created, scope_words(digest.view->scope));
  attestation["map"] = Json::array();
  for (const QuestionSummary& question : digest.questions) {
    attestation["map"].push_back(map_entry(question));
  }
  out["attestations"] = Json::array({attestation});
  out["claims"] = Json::array();
  for (const auto& [id, claim] : digest.claims)
    out["claims"].push_back(claim_entry(digest, *claim));
  Json evidence = Json::array();
  for (const ItemView& item : digest.view->items) {
    if (answers_claims(item)) evidence.push_back(evidence_entry(digest, item));
  }
  if (!evidence.empty()) out["evidence"] = evidence;
  const evidence::System& system = digest.view->scope.system;
  Json component = {{"type", "application"}, {"bom-ref", kTarget}, {"name", shown(system.product)}};
  if (!digest.view->scope.build.empty()) component["version"] = shown(digest.view->scope.build);
  out["targets"] = {{"components", Json::array({component})}};
  return out;
}

}  // namespace

std::string cyclonedx_declarations(const ReportDigest& digest) {
  Json out;
  out["bomFormat"] = "CycloneDX";
  out["specVersion"] = "1.6";
  out["serialNumber"] =
      "urn:uuid:" +
      stable_uuid(fmt::format("cdx {} {} {}", digest.input->created, digest.input->log_root,
                              evidence::scope_digest(digest.view->scope)));
  out["version"] = 1;
  out["metadata"] = {{"timestamp", digest.input->created}};
  out["declarations"] = declarations(digest);
  out["definitions"] = {{"standards", Json::array({standard(digest)})}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence::review
