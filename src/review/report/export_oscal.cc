// OSCAL for the tools that read it: a component-definition with one component a zone, an
// assessment-plan that lists the probes, and assessment-results with one observation an item.
// "satisfied" is an assessor's word: findings exist only once a reviewer's signature over a packet
// is good, and only for questions that the record decides.
// Limits of the format: `import-ap` and `import-ssp` are required although there may be neither; a
// target is satisfied or not, so what is neither becomes "not-satisfied" with a remark; values of
// properties are one line.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/model/times.h"
#include "review/report/boundary.h"
#include "review/report/documents.h"
#include "review/report/report_text.h"
#include "review/report/stable_uuid.h"
#include "review/workbook/table.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kOscalVersion = "1.1.3";
constexpr std::string_view kPropertySpace = "https://ringfence.example/ns/oscal";

std::string one_line(std::string_view text) {
  std::string out = shown(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  const std::string_view inner = trimmed(out);
  return inner.empty() ? "not given" : clipped(inner, 2000, "statement.md");
}

Json property(std::string_view name, std::string_view value) {
  return {{"name", name}, {"ns", kPropertySpace}, {"value", one_line(value)}};
}

std::string id_of(const ReportDigest& digest, std::string_view what) {
  return stable_uuid(fmt::format("oscal {} {} {} {}", evidence::scope_digest(digest.view->scope),
                                 digest.input->created, digest.input->log_root, what));
}

Json metadata(const ReportDigest& digest, std::string_view title) {
  Json out;
  out["title"] = one_line(fmt::format("{}: {}", title, digest.view->scope.system.product));
  out["last-modified"] = digest.input->created;
  out["version"] = digest.input->created;
  out["oscal-version"] = kOscalVersion;
  out["remarks"] =
      "Evidence, not legal advice and not an assurance opinion. The signed items of "
      "the packet are the source; this file repeats them for other tools.";
  return out;
}

Json component(const ReportDigest& digest, const BoundaryZone& zone) {
  const evidence::Scope& scope = digest.view->scope;
  Json out;
  out["uuid"] = id_of(digest, fmt::format("component {}", zone.id));
  out["type"] = zone.side == "customer" ? "system" : "service";
  out["title"] = fmt::format("{} {}", zone.id, zone.title);
  out["description"] = fmt::format("{}. On {}.", zone.about, scope_words(scope));
  out["props"] = Json::array({property("zone", zone.id), property("side", zone.side),
                              property("product", scope.system.product),
                              property("environment", scope.environment)});
  if (!scope.build.empty()) out["props"].push_back(property("build", scope.build));
  return out;
}

std::string_view method_of(const ItemView& item) {
  if (item.type == "attestation") return "INTERVIEW";
  if (item.type == "config-snapshot" || item.type == "key-custody") return "EXAMINE";
  return "TEST";
}

std::string summary_of(const ReportDigest& digest, const ItemView& item) {
  const std::string text = item.summary.empty()
                               ? fmt::format("{}: {}", type_words(item.type), item.result)
                               : item.summary;
  return scoped(*digest.input, item.from, item.to, clipped(shown(text), 4000, "its item"));
}

Json observation(const ReportDigest& digest, const ItemView& item) {
  Json out;
  out["uuid"] = id_of(digest, "observation " + item.id);
  out["title"] = one_line(fmt::format("{} by {}", type_words(item.type), item.tool));
  out["description"] = summary_of(digest, item);
  out["props"] = Json::array({property("item-id", item.id), property("item-type", item.type),
                              property("result", item.result), property("zone", item.zone),
                              property("claims", joined(item.claims, " ")),
                              property("limits", joined(item.limits, " ")),
                              property("measured-by", item.holder)});
  out["methods"] = Json::array({method_of(item)});
  out["subjects"] = Json::array(
      {{{"subject-uuid", id_of(digest, "component " + item.zone)}, {"type", "component"}}});
  out["relevant-evidence"] =
      Json::array({{{"href", fmt::format("../items/{}.dsse.json", item.id)},
                    {"description", "Signed item, with its inclusion proof under proofs/."}}});
  out["collected"] = item.to;
  if (parse_time(item.valid_until).has_value()) out["expires"] = item.valid_until;
  out["remarks"] =
      fmt::format("Looked at {} of {} {}.", item.examined, item.population, shown(item.unit));
  return out;
}

bool is_signed(const ReportDigest& digest) {
  const auto& signatures = digest.view->signatures;
  return std::any_of(signatures.begin(), signatures.end(),
                     [](const SignatureView& signature) { return signature.good; });
}

Json finding(const ReportDigest& digest, const QuestionSummary& question) {
  const Decision& decision = *question.question->decision;
  const bool satisfied = decision.decision == "accepted" && digest.view->missing.empty() &&
                         question.verdict >= verifier::Verdict::kAttested;
  Json out;
  out["uuid"] = id_of(digest, "finding " + question.question->id);
  out["title"] = one_line(question.question->id);
  out["description"] = one_line(question.question->text);
  out["target"] = {{"type", "objective-id"},
                   {"target-id", "question-" + question.question->id},
                   {"status", {{"state", satisfied ? "satisfied" : "not-satisfied"}}}};
  Json related = Json::array();
  std::set<std::string> seen;
  for (const ClaimSummary& claim : question.claims) {
    for (const ItemView* item : claim.items) {
      if (!seen.insert(item->id).second) continue;
      related.push_back({{"observation-uuid", id_of(digest, "observation " + item->id)}});
    }
  }
  if (!related.empty()) out["related-observations"] = related;
  out["remarks"] =
      one_line(fmt::format("Decision of the reviewer: {}, by {}. Claims: {}. This "
                           "format has no state between: what is open or accepted "
                           "with a condition stands as not-satisfied.",
                           decision.decision, decision.by, counts_words(question.counts)));
  return out;
}

Json reviewed_controls() {
  return {{"control-selections",
           Json::array({{{"description", "The questions of the reader's question set."},
                         {"include-all", Json::object()}}})}};
}

Json plan_task(const ReportDigest& digest, const std::string& tool) {
  return {{"uuid", id_of(digest, "task " + tool)},
          {"type", "action"},
          {"title", one_line(tool)},
          {"description",
           "A run of this probe or way of asking, with read-only rights. Its policy "
           "file and what it cannot see are printed by the program."}};
}

std::string dump(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string component_definition(const ReportDigest& digest) {
  Json body;
  body["uuid"] = id_of(digest, "component-definition");
  body["metadata"] = metadata(digest, "Zones of the system reviewed");
  body["components"] = Json::array();
  for (const BoundaryZone& zone : boundary_zones()) {
    body["components"].push_back(component(digest, zone));
  }
  return dump({{"component-definition", body}});
}

std::string assessment_plan(const ReportDigest& digest) {
  Json body;
  body["uuid"] = id_of(digest, "assessment-plan");
  body["metadata"] = metadata(digest, "Probes and questions of the review");
  body["import-ssp"] = {{"href", "component-definition.json"},
                        {"remarks", "There is no system security plan; the format asks for one."}};
  body["reviewed-controls"] = reviewed_controls();
  std::set<std::string> tools;
  for (const ItemView& item : digest.view->items) {
    if (answers_claims(item)) tools.insert(item.tool);
  }
  Json tasks = Json::array();
  for (const std::string& tool : tools) tasks.push_back(plan_task(digest, tool));
  if (!tasks.empty()) body["tasks"] = tasks;
  return dump({{"assessment-plan", body}});
}

std::string assessment_results(const ReportDigest& digest) {
  Json result;
  result["uuid"] = id_of(digest, "result");
  result["title"] = one_line("Evidence on " + digest.view->scope.system.product);
  result["description"] = one_line(fmt::format(
      "On {}. Claims: {}.", scope_words(digest.view->scope), counts_words(digest.claim_totals)));
  result["start"] = digest.view->from.empty() ? digest.input->created : digest.view->from;
  result["end"] = digest.view->to.empty() ? digest.input->created : digest.view->to;
  result["reviewed-controls"] = reviewed_controls();
  Json observations = Json::array();
  for (const ItemView& item : digest.view->items) {
    if (answers_claims(item)) observations.push_back(observation(digest, item));
  }
  if (!observations.empty()) result["observations"] = observations;
  Json findings = Json::array();
  for (const QuestionSummary& question : digest.questions) {
    if (is_signed(digest) && question.question->decision != nullptr) {
      findings.push_back(finding(digest, question));
    }
  }
  if (!findings.empty()) result["findings"] = findings;
  result["remarks"] = is_signed(digest)
                          ? "Findings repeat the signed record of decisions."
                          : "No reviewer has signed yet: there are observations and no findings.";
  Json body;
  body["uuid"] = id_of(digest, "assessment-results");
  body["metadata"] = metadata(digest, "Observations of the review");
  body["import-ap"] = {{"href", "assessment-plan.json"}};
  body["results"] = Json::array({result});
  return dump({{"assessment-results", body}});
}

}  // namespace

std::map<std::string, std::string> oscal_files(const ReportDigest& digest) {
  return {{"oscal/component-definition.json", component_definition(digest)},
          {"oscal/assessment-plan.json", assessment_plan(digest)},
          {"oscal/assessment-results.json", assessment_results(digest)}};
}

}  // namespace ringfence::review
