#include "review/page/subject_json.h"

#include <nlohmann/json.hpp>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBodyBytesMax = 32 << 10;  // of an item, as the page shows it

std::string word(verifier::Verdict verdict) { return std::string(verifier::verdict_name(verdict)); }

Json counts_json(const std::array<int, verifier::kVerdicts>& counts) {
  Json out = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) out[word(static_cast<verifier::Verdict>(i))] = counts[i];
  }
  return out;
}

Json decision_json(const Decision* decision) {
  if (decision == nullptr) return nullptr;
  return {{"decision", decision->decision}, {"condition", decision->condition},
          {"until", decision->until},       {"comment", decision->comment},
          {"owner", decision->owner},       {"due", decision->due},
          {"decided", decision->decided},   {"by", decision->by}};
}

Json question_json(const QuestionView& question) {
  return {{"id", question.id},
          {"group", question.group},
          {"text", question.text},
          {"verdict", word(question.verdict)},
          {"counts", counts_json(question.counts)},
          {"claims", question.claims},
          {"decision", decision_json(question.decision)}};
}

Json claim_json(const ClaimView& claim) {
  const verifier::ClaimVerdict& verdict = claim.verdict;
  return {{"question", claim.question},
          {"text", claim.text},
          {"verdict", word(verdict.verdict)},
          {"by", verdict.by},
          {"at", verdict.at},
          {"until", verdict.until},
          {"covers", verdict.covers},
          {"rule", verdict.rule},
          {"reason", verdict.reason},
          {"gap", verdict.gap},
          {"limits", verdict.limits},
          {"cited", verdict.items},
          {"types", claim.types},
          {"highest", word(claim.highest)},
          {"why_not_higher", claim.why_not_higher},
          {"how", claim.how_any_vendor},
          {"asked_since", claim.asked_since},
          {"reopened", claim.reopened},
          {"items", claim.items},
          {"answers", claim.answers}};
}

Json item_json(const ItemView& item) {
  Json raw = Json::array();
  for (const evidence::Raw& file : item.raw) {
    raw.push_back({{"digest", file.digest},
                   {"media_type", file.media_type},
                   {"disclosure", file.disclosure}});
  }
  Json excluded = Json::array();
  for (const evidence::Excluded& part : item.excluded) {
    excluded.push_back({{"what", part.what}, {"why", part.why}, {"count", part.count}});
  }
  const bool short_body = item.body.size() <= kBodyBytesMax;
  return {{"id", item.id},
          {"leaf", item.leaf},
          {"type", item.type},
          {"code", item.code},
          {"claims", item.claims},
          {"zone", item.zone},
          {"holder", item.holder},
          {"party", item.party},
          {"tool", item.tool},
          {"run", item.run},
          {"from", item.from},
          {"to", item.to},
          {"valid_until", item.valid_until},
          {"population", item.population},
          {"examined", item.examined},
          {"unit", item.unit},
          {"excluded", std::move(excluded)},
          {"result", item.result},
          {"summary", item.summary},
          {"limits", item.limits},
          {"assumes", item.assumes},
          {"duties", item.customer_duties},
          {"cannot_see", item.cannot_see},
          {"raw", std::move(raw)},
          {"erased", item.erased},
          {"body", short_body ? item.body : "more than 32 KiB: read it in evidence/items"}};
}

Json answer_json(const AnswerView& answer) {
  return {{"item", answer.item},           {"entity", answer.entity},   {"signer", answer.signer},
          {"statement", answer.statement}, {"kind", answer.kind},       {"says", answer.says},
          {"answered", answer.answered},   {"version", answer.version}, {"address", answer.address},
          {"retrieved", answer.retrieved}, {"claims", answer.claims}};
}

Json people_json(const SubjectView& view) {
  Json party = Json::array();
  for (const PartyEntry& entry : view.party.entries) {
    Json details = Json::array();
    for (const auto& [name, value] : entry.details) details.push_back({name, value});
    party.push_back({{"kind", entry.kind},
                     {"name", entry.name},
                     {"details", std::move(details)},
                     {"source", entry.source},
                     {"retrieved", entry.retrieved},
                     {"signer", entry.signer},
                     {"expires", entry.expires}});
  }
  return party;
}

Json difference_json(const Difference& difference) {
  return {{"since", difference.since},        {"verdicts", difference.verdicts},
          {"expired", difference.expired},    {"reopened", difference.reopened},
          {"record", difference.record},      {"overdue", difference.overdue},
          {"answers", difference.new_answers}};
}

void add_lists(const SubjectView& view, Json& out) {
  out["gaps"] = out["blind_spots"] = out["signatures"] = out["askings"] = Json::array();
  for (const Gap& gap : view.gaps) {
    out["gaps"].push_back({{"question", gap.question},
                           {"claim", gap.claim},
                           {"what", gap.what},
                           {"owner", gap.owner},
                           {"due", gap.due}});
  }
  for (const BlindSpots& spots : view.blind_spots) {
    out["blind_spots"].push_back(
        {{"tool", spots.tool}, {"last_run", spots.last_run}, {"cannot_see", spots.cannot_see}});
  }
  for (const SignatureView& signature : view.signatures) {
    out["signatures"].push_back({{"packet", signature.packet},
                                 {"role", signature.role},
                                 {"name", signature.name},
                                 {"title", signature.title},
                                 {"date", signature.date},
                                 {"holder", signature.holder},
                                 {"good", signature.good},
                                 {"why", signature.why}});
  }
  for (const AskedView& asked : view.askings) {
    out["askings"].push_back({{"date", asked.date},
                              {"by", asked.by},
                              {"to", asked.to},
                              {"file", asked.file},
                              {"claims", asked.claims.size()}});
  }
}

}  // namespace

Json subject_json(const SubjectView& view) {
  Json out = {{"review", view.review_name},
              {"owner", view.owner},
              {"name", view.name},
              {"about", view.about},
              {"product", view.scope.system.product},
              {"entity", view.scope.system.entity},
              {"deployment", view.scope.system.deployment},
              {"environment", view.scope.environment},
              {"build", view.scope.build},
              {"now", verifier::format_time(view.now)},
              {"from", view.from},
              {"to", view.to},
              {"question_set", view.question_set},
              {"exit", view.exit_code},
              {"questions", Json::array()},
              {"claims", Json::object()},
              {"items", Json::array()},
              {"answers", Json::array()},
              {"party", people_json(view)},
              {"limits", view.limits},
              {"assumptions", view.assumptions},
              {"disagreements", view.disagreements},
              {"notices", view.notices},
              {"missing", view.missing},
              {"difference", difference_json(view.difference)}};
  for (const QuestionView& question : view.questions) {
    out["questions"].push_back(question_json(question));
  }
  for (const auto& [id, claim] : view.claims) out["claims"][id] = claim_json(claim);
  for (const ItemView& item : view.items) out["items"].push_back(item_json(item));
  for (const AnswerView& answer : view.answers) out["answers"].push_back(answer_json(answer));
  add_lists(view, out);
  return out;
}

Result<std::pair<std::string, Decision>> decision_of_json(std::string_view json) {
  const Json document = Json::parse(json, nullptr, false);
  if (!document.is_object()) return Error(ErrorCode::kInvalid, "the decision is no JSON object");
  std::string question;
  Decision decision;
  const std::pair<const char*, std::string*> members[] = {{"question", &question},
                                                          {"decision", &decision.decision},
                                                          {"condition", &decision.condition},
                                                          {"until", &decision.until},
                                                          {"comment", &decision.comment},
                                                          {"owner", &decision.owner},
                                                          {"due", &decision.due},
                                                          {"by", &decision.by}};
  for (const auto& [name, value] : members) {
    const auto found = document.find(name);
    if (found == document.end() || !found->is_string()) {
      return Error(ErrorCode::kInvalid, std::string(name) + " is missing or no text");
    }
    *value = found->get<std::string>();
  }
  return std::pair(std::move(question), std::move(decision));
}

}  // namespace ringfence::review
