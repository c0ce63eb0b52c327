#include "review/report/boundary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;
using Json = nlohmann::ordered_json;

BoundaryCell cell(std::string_view zone, Crossing crossing, std::string_view says,
                  std::vector<std::string_view> claims) {
  BoundaryCell out;
  out.zone = zone;
  out.crossing = crossing;
  out.says = says;
  out.claim_ids = std::move(claims);
  return out;
}

// Which claims of the question set speak of which artifact in which zone. A cell says in short what
// they say when they hold.
std::vector<BoundaryRow> plan() {
  using enum Crossing;
  std::vector<BoundaryRow> rows;
  rows.push_back(
      {"payloads",
       "Payloads",
       {"record keys", "values", "headers"},
       {cell("Z1", kInside, "read and written by known identities only", {"C1.acc.c"}),
        cell("Z2", kInside, "lie in declared buckets only", {"C1.res.a", "C1.acc.a", "C1.acc.b"}),
        cell("Z3", kStays, "no record bytes arrive", {"C1.res.b", "C1.res.c"}),
        cell("Z4", kStays, "nobody there has a copy or saw one", {"C1.res.d", "C1.acc.e"})}});
  rows.push_back({"metadata",
                  "Metadata",
                  {"names", "offsets", "group ids"},
                  {cell("Z1", kInside, "kept no longer than declared", {"C2.ret.a"}),
                   cell("Z2", kInside, "object keys and tags hold no names", {"Z2.c"}),
                   cell("Z3", kLeaves, "declared fields, in declared form",
                        {"C2.res.a", "C2.res.b", "C2.res.c", "C2.res.d", "C2.res.e"}),
                   cell("Z4", kLeaves, "read by declared roles, each access logged",
                        {"C2.acc.a", "C2.acc.b", "C2.acc.e"})}});
  rows.push_back(
      {"telemetry",
       "Telemetry and logs",
       {"metrics", "log lines", "traces"},
       {cell("Z1", kInside, "bounded, read by declared principals", {"C3.acc.c", "C3.ret.a"}),
        cell("Z2", kInside, "the customer holds all that is sent", {"K7.a"}),
        cell("Z3", kLeaves, "declared templates to declared places",
             {"C3.res.a", "C3.res.b", "C3.res.c", "C3.res.d"}),
        cell("Z4", kLeaves, "seen by declared staff, each view logged",
             {"C3.acc.b", "C3.acc.d", "S4.a"})}});
  rows.push_back({"support",
                  "Support artifacts",
                  {"bundles", "traces", "tickets"},
                  {cell("Z1", kInside, "bundles end at their purge date", {"C4.ret.a"}),
                   cell("Z2", kInside, "local copies deleted by version", {"C4.del.a"}),
                   cell("Z3", kStays, "no file beside the declared path", {"C4.res.a"}),
                   cell("Z4", kLeaves, "what the customer released, redacted",
                        {"C4.res.b", "C4.res.c", "C4.res.d"})}});
  rows.push_back({"backups",
                  "Backups",
                  {"versions", "replicas", "snapshots"},
                  {cell("Z1", kInside, "a restore opens to the same people only", {"C5.acc.c"}),
                   cell("Z2", kInside, "each copy listed, owned, with an end",
                        {"C5.res.a", "C5.acc.a", "C5.ret.a"}),
                   cell("Z3", kStays, "no copy target outside declared accounts", {"C5.res.b"}),
                   cell("Z4", kStays, "no further backup exists", {"C5.res.c"})}});
  rows.push_back(
      {"exit",
       "Exit artifacts",
       {"exports", "exit records", "access removal"},
       {cell("Z1", kInside, "leaving needs the customer's rights only", {"C6.acc.a", "C6.res.b"}),
        cell("Z2", kInside, "exports go to named targets and match", {"C6.res.a", "K10.a"}),
        cell("Z3", kStays, "nothing stays there after exit", {"C6.del.a", "C6.ret.b", "C6.del.c"}),
        cell("Z4", kStays, "every access refused after exit", {"C6.acc.b"})}});
  return rows;
}

// Bodies come from probes of this project and from others: read with care, depth bounded by the
// verifier before, and whatever does not fit is passed over.
void read_forms(const ItemView& item, std::vector<BoundaryRow>& rows) {
  if (item.body.find("\"crossings\"") == std::string::npos) return;
  const Json body = Json::parse(item.body, nullptr, false);
  if (!body.is_object() || !body.contains("crossings") || !body["crossings"].is_array()) return;
  const auto text = [](const Json& from, const char* key) {
    return from.contains(key) && from[key].is_string() ? from[key].get<std::string>()
                                                       : std::string();
  };
  for (const Json& entry : body["crossings"]) {
    if (!entry.is_object()) continue;
    for (BoundaryRow& row : rows) {
      if (row.artifact != text(entry, "artifact")) continue;
      for (BoundaryCell& target : row.cells) {
        if (target.zone != text(entry, "zone") || target.forms.size() >= 12) continue;
        target.forms.push_back({text(entry, "form"), text(entry, "what"), item.id});
      }
    }
  }
}

Json json_cell(const BoundaryCell& from) {
  Json out;
  out["zone"] = from.zone;
  out["crossing"] = crossing_words(from);
  out["says"] = from.says;
  out["verdict"] = verifier::verdict_name(from.verdict);
  out["counts"] = counts_words(from.counts);
  out["claims"] = Json::array();
  for (const ClaimSummary* claim : from.claims) {
    out["claims"].push_back({{"claim", claim->claim->id},
                             {"verdict", verifier::verdict_name(claim->verdict.verdict)},
                             {"by", shown(claim->verdict.by)},
                             {"at", claim->verdict.at},
                             {"until", claim->verdict.until},
                             {"items", claim->verdict.items}});
  }
  out["forms"] = Json::array();
  for (const BoundaryCell::Form& form : from.forms) {
    out["forms"].push_back(
        {{"form", shown(form.form)}, {"what", shown(form.what)}, {"item", form.item}});
  }
  return out;
}

}  // namespace

const std::array<BoundaryZone, 4>& boundary_zones() {
  static const std::array<BoundaryZone, 4> kZones = {{
      {"Z1", "Customer runtime", "agents, brokers, clients", "customer"},
      {"Z2", "Customer storage", "buckets, keys, copies", "customer"},
      {"Z3", "Control plane", "run by the other side", "other"},
      {"Z4", "Support and operations", "their people and tools", "other"},
  }};
  return kZones;
}

std::string BoundaryCell::words() const {
  return std::string(verdict_lead(verdict)) + std::string(says);
}

std::string crossing_words(const BoundaryCell& cell) {
  if (cell.crossing == Crossing::kInside) return "inside the customer's side";
  const bool stays = cell.crossing == Crossing::kStays;
  switch (cell.verdict) {
    case Verdict::kContradicted:
      return stays ? "crosses, against what was claimed" : "crosses otherwise than declared";
    case Verdict::kUnknown:
      return stays ? "not known whether it crosses" : "crosses in a form not known";
    case Verdict::kStale:
      return stays ? "was found to stay; out of date" : "crossed; out of date";
    case Verdict::kAttested:
      return stays ? "said to stay" : "said to cross in the declared form only";
    case Verdict::kMeasured:
      return stays ? "stays, as far as measured"
                   : "crosses in the declared form, as far as measured";
    case Verdict::kProven:
      return stays ? "stays, over the bytes shown"
                   : "crosses in the declared form, over the bytes shown";
  }
  return {};
}

std::vector<BoundaryRow> make_boundary(const ReportDigest& digest) {
  std::vector<BoundaryRow> rows = plan();
  for (BoundaryRow& row : rows) {
    for (BoundaryCell& target : row.cells) {
      for (const std::string_view id : target.claim_ids) {
        const auto found = digest.claims.find(std::string(id));
        if (found == digest.claims.end()) continue;  // a reader's own question set may lack it
        target.claims.push_back(found->second);
        ++target.counts[static_cast<std::size_t>(found->second->verdict.verdict)];
      }
      target.verdict = weakest_of(target.counts);
    }
  }
  for (const ItemView& item : digest.view->items) {
    if (!item.erased) read_forms(item, rows);
  }
  return rows;
}

std::string boundary_json(const ReportDigest& digest, const std::vector<BoundaryRow>& rows) {
  Json out;
  out["type"] = "ringfence-boundary/v1";
  out["created"] = digest.input->created;
  out["scope"] = scope_words(digest.view->scope);
  out["note"] =
      "Verdicts as of the time above. A reader's own run of the verifier counts, not this file.";
  out["zones"] = Json::array();
  for (const BoundaryZone& zone : boundary_zones()) {
    out["zones"].push_back(
        {{"id", zone.id}, {"title", zone.title}, {"about", zone.about}, {"side", zone.side}});
  }
  out["artifacts"] = Json::array();
  for (const BoundaryRow& row : rows) {
    Json entry;
    entry["artifact"] = row.artifact;
    entry["title"] = row.title;
    entry["examples"] = row.examples;
    entry["zones"] = Json::array();
    for (const BoundaryCell& from : row.cells) entry["zones"].push_back(json_cell(from));
    out["artifacts"].push_back(entry);
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence::review
