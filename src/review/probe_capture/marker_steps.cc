#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/probe_capture/marker_state.h"
#include "review/probe_capture/scan_findings.h"

namespace ringfence::review::capture {
namespace {

using Json = nlohmann::ordered_json;

Finding start(const MarkerList& list) {
  Finding finding;
  finding.type = "canary-scan";
  finding.claims = scan_claims();
  finding.zone = "Z1";
  finding.result = "inconclusive";
  finding.unit = "marker";
  finding.population = static_cast<std::int64_t>(list.markers.size());
  // The digest of this file is the commitment: the salt keeps it from being guessed, and the file
  // itself never leaves the review folder.
  finding.raw = {{"markers.txt", list.to_text(), "text/plain", "withheld"}};
  return finding;
}

Result<void> write_private(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return Error(ErrorCode::kInternal, path + ": cannot be written");
  std::error_code error;
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  return {};
}

bool known_surface(const MarkerList& list, const std::string& surface) {
  return std::any_of(list.markers.begin(), list.markers.end(),
                     [&](const Marker& marker) { return marker.surface == surface; });
}

}  // namespace

std::vector<std::string> scan_claims() { return {"C1.res.c", "C2.res.c", "I3.a"}; }

Json to_json(const MarkerState& state) {
  Json planted = Json::array();
  for (const Planted& one : state.planted) {
    planted.push_back({{"surface", one.surface}, {"done", one.done}, {"detail", one.detail}});
  }
  return {{"commitment", state.commitment},
          {"commit_item", state.commit_item},
          {"commit_leaf", state.commit_leaf},
          {"committed", state.committed},
          {"planted_from", state.planted_from},
          {"planted_to", state.planted_to},
          {"planted", planted}};
}

Result<MarkerState> earlier_markers(ProbeContext& context, MarkerList& list) {
  RF_TRY_ASSIGN(const auto item, context.earlier("canary-scan", scan_claims().front()));
  if (!item) {
    return Error(ErrorCode::kNotFound, "no markers were committed yet: run --step commit first");
  }
  const Json body = Json::parse(item->body, nullptr, false);
  const Error bad(ErrorCode::kCorrupt, "item " + item->id + ": its body has no marker state");
  if (!body.is_object() || !body.contains("markers") || !body["markers"].is_object()) return bad;
  const Json& markers = body["markers"];
  const auto text = [&](const char* key) {
    return markers.contains(key) && markers[key].is_string() ? markers[key].get<std::string>()
                                                             : std::string();
  };
  MarkerState state;
  state.commitment = text("commitment");
  state.commit_item = text("commit_item");
  state.committed = text("committed");
  state.planted_from = text("planted_from");
  state.planted_to = text("planted_to");
  if (markers.contains("commit_leaf") && markers["commit_leaf"].is_number_integer()) {
    state.commit_leaf = markers["commit_leaf"].get<std::int64_t>();
  }
  if (state.commit_item.empty()) {  // that run was the committing one
    state.commit_item = item->id;
    state.commit_leaf = static_cast<std::int64_t>(item->leaf);
    state.committed = item->to;
  }
  if (markers.contains("planted") && markers["planted"].is_array()) {
    for (const Json& one : markers["planted"]) {
      if (!one.is_object() || !one.contains("surface") || !one["surface"].is_string()) return bad;
      state.planted.push_back({one["surface"].get<std::string>(), one.value("done", false),
                               one.value("detail", std::string())});
    }
  }
  if (state.commitment.size() != 64) return bad;
  RF_TRY_ASSIGN(const std::string file, context.read_raw(state.commitment));
  RF_TRY_ASSIGN(list, MarkerList::parse(file));
  if (list.commitment() != state.commitment) {
    return Error(ErrorCode::kCorrupt, "the marker list is not the one that was committed to");
  }
  return state;
}

Result<std::vector<Finding>> commit_step(const Options& options, ProbeContext& context) {
  MarkerList list{evidence::random_bytes(32), make_markers()};
  for (const std::string& surface : options.extra_surfaces) {
    const bool good =
        !surface.empty() && surface.size() <= 40 &&
        surface.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!good || known_surface(list, surface)) {
      return Error(ErrorCode::kInvalid, "--surface " + surface.substr(0, 40) +
                                            ": a new name of small letters, digits and '-'");
    }
    list.markers.push_back({surface, random_marker_text()});
  }
  if (!context.work_folder.empty()) {
    RF_TRY(write_private(context.work_folder + "/markers.txt", list.to_text()));
  }
  MarkerState state;
  state.commitment = list.commitment();
  Finding finding = start(list);
  finding.examined = 0;
  finding.excluded = {{"markers", "made and committed to, not planted yet",
                       static_cast<std::int64_t>(list.markers.size())}};
  finding.summary = fmt::format(
      "{} markers were made and committed to; nothing was planted and nothing searched yet.",
      list.markers.size());
  Json body;
  body["step"] = "commit";
  body["markers"] = to_json(state);
  finding.body = body.dump();
  return std::vector<Finding>{std::move(finding)};
}

Result<std::vector<Finding>> plant_step(const Options& options, ProbeContext& context) {
  MarkerList list;
  RF_TRY_ASSIGN(MarkerState state, earlier_markers(context, list));
  for (const std::string& surface : options.planted) {
    if (!known_surface(list, surface)) {
      return Error(ErrorCode::kInvalid,
                   "--planted " + surface.substr(0, 40) + ": no marker of that surface was made");
    }
  }
  state.planted_from = context.now();
  RF_TRY_ASSIGN(state.planted, plant_markers({options.connection, options.topic}, list.markers));
  for (const std::string& surface : options.planted) {
    state.planted.push_back({surface, true, "by the customer"});
  }
  state.planted_to = context.now();
  Finding finding = start(list);
  const auto done = std::count_if(state.planted.begin(), state.planted.end(),
                                  [](const Planted& one) { return one.done; });
  finding.examined = done;
  for (const Planted& one : state.planted) {
    if (!one.done) finding.excluded.push_back({"marker of " + one.surface, one.detail, 1});
  }
  const std::int64_t rest = finding.population - static_cast<std::int64_t>(state.planted.size());
  if (rest > 0) finding.excluded.push_back({"further markers", "not planted yet", rest});
  finding.summary = fmt::format(
      "{} of {} markers were planted through the Kafka endpoint; nothing "
      "was searched yet.",
      done, list.markers.size());
  Json body;
  body["step"] = "plant";
  body["markers"] = to_json(state);
  finding.body = body.dump();
  finding.customer_duties = {
      "Capture from before planting until the platform's slowest export has "
      "run; delete the marked topic afterwards."};
  return std::vector<Finding>{std::move(finding)};
}

}  // namespace ringfence::review::capture
