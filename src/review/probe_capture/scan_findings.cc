#include "review/probe_capture/scan_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/probe_capture/flow_findings.h"
#include "review/probe_capture/inputs.h"
#include "review/probe_capture/marker_state.h"

namespace ringfence::review::capture {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kListed = 200;
constexpr std::string_view kControl = "control";

bool is_record_surface(std::string_view surface) {
  return surface.starts_with("record-") || surface.starts_with("header-");
}

struct Place {
  std::string surface, how, where, why;
  bool outside = true;
};

class Judge {
 public:
  Judge(const Options& options, const MarkerList& list, const MarkerState& state,
        const ScanResult& result, std::vector<Marker> searched)
      : options_(options),
        list_(list),
        state_(state),
        result_(result),
        searched_(std::move(searched)) {
    collect();
  }

  std::vector<Finding> findings() {
    Json body = body_json();
    std::vector<Finding> out;
    for (const std::string& claim : scan_claims()) {
      Finding finding = start(claim);
      finding.body = body.dump();
      decide(claim, finding);
      out.push_back(std::move(finding));
    }
    return out;
  }

 private:
  // Where a marker may be: with the platform itself, its clients and what is declared as the
  // customer's own. A name that was looked up leaves, whoever answers.
  bool outside(const Destination::Key& key, const Destination& destination) const {
    if (key.way == Way::kWithin || key.way == Way::kForeign) return false;
    if (!destination.endpoint) return true;
    if (destination.speaks.contains("dns")) return true;
    return result_.endpoints[*destination.endpoint].party != "own";
  }

  void collect() {
    for (const auto& [key, destination] : result_.survey.destinations) {
      const bool out = outside(key, destination);
      if (out) {
        outside_readable_ += destination.payload - destination.encrypted;
        outside_encrypted_ += destination.encrypted;
        outside_missing_ += destination.missing;
      }
      for (const auto& [hit, at] : destination.hits) {
        add(hit, out,
            fmt::format("{} {}{} port {}", way_name(key.way), key.peer.to_string(),
                        key.shown.empty() ? "" : " (" + key.shown + ")", key.port),
            destination.why);
      }
    }
    for (const ScanResult::File& file : result_.files) {
      if (file.outside) outside_files_ += file.bytes;
      for (const auto& [hit, at] : file.hits.first_at) {
        add(hit, file.outside, fmt::format("{} at byte {}", file.path, at), "");
      }
    }
  }

  void add(const ScanHits::Key& hit, bool out, std::string where, std::string why) {
    const Marker& marker = searched_[hit.marker];
    if (marker.surface == kControl) {
      ++false_hits_;
      return;
    }
    places_.push_back({marker.surface, hit.how, std::move(where), std::move(why), out});
  }

  bool planted(const std::string& surface) const {
    return std::any_of(state_.planted.begin(), state_.planted.end(),
                       [&](const Planted& one) { return one.done && one.surface == surface; });
  }

  bool declared_clear(const std::string& surface) const {
    return std::find(options_.clear_surfaces.begin(), options_.clear_surfaces.end(), surface) !=
           options_.clear_surfaces.end();
  }

  bool concerns(const std::string& claim, const std::string& surface) const {
    if (claim == "C1.res.c") return is_record_surface(surface);
    if (claim == "C2.res.c") return !is_record_surface(surface) && !declared_clear(surface);
    return !declared_clear(surface);
  }

  Finding start(const std::string& claim) const {
    Finding finding;
    finding.type = "canary-scan";
    finding.claims = {claim};
    finding.zone = "Z1";
    finding.unit = "marker";
    finding.examined = 0;
    finding.population = static_cast<std::int64_t>(list_.markers.size());
    finding.raw = {{"markers.txt", list_.to_text(), "text/plain", "withheld"},
                   {"destinations.tsv", destinations_table(result_.survey, result_.endpoints),
                    "text/tab-separated-values", "withheld"}};
    std::int64_t other = 0;
    for (const Marker& marker : list_.markers) {
      if (!concerns(claim, marker.surface)) {
        ++other;
      } else if (!planted(marker.surface)) {
        finding.excluded.push_back(
            {"marker of " + marker.surface, why_not_planted(marker.surface), 1});
      } else {
        ++finding.examined;
      }
    }
    if (other > 0)
      finding.excluded.push_back({"markers of other surfaces", "not this claim", other});
    return finding;
  }

  std::string why_not_planted(const std::string& surface) const {
    for (const Planted& one : state_.planted) {
      if (one.surface == surface && !one.done) return one.detail;
    }
    return "not planted";
  }

  void decide(const std::string& claim, Finding& finding) const {
    std::vector<const Place*> found;
    for (const Place& place : places_) {
      if (place.outside && concerns(claim, place.surface)) found.push_back(&place);
    }
    if (!found.empty()) {
      finding.result = "fails";
      finding.summary = fmt::format(
          "The marker planted as {} was found outside the declared places: {} (as {}){}.",
          found.front()->surface, found.front()->where, found.front()->how,
          found.size() > 1 ? fmt::format(", and {} more finds", found.size() - 1) : "");
      return;
    }
    finding.result = "inconclusive";
    if (const std::string doubt = first_doubt(claim, finding); !doubt.empty()) {
      finding.summary = "No marker was found outside the declared places, but " + doubt + ".";
      return;
    }
    if (claim == "I3.a") {
      finding.summary =
          "No marker was found outside the declared places; the form that the "
          "vendor's inventory states for each field was not compared.";
      return;
    }
    finding.result = "holds";
    finding.summary = fmt::format(
        "{} markers planted between {} and {} were searched in {} bytes of traffic and files "
        "({} bytes unpacked) and found nowhere outside the declared places; {} encrypted bytes "
        "could not be searched.",
        finding.examined, state_.planted_from, state_.planted_to, result_.scanned, result_.unpacked,
        outside_encrypted_);
  }

  // Why "found nowhere" would say too little.
  std::string first_doubt(const std::string& claim, const Finding& finding) const {
    if (finding.examined == 0) return "none of this claim's markers was planted";
    if (claim == "C1.res.c" && finding.examined < 4) {
      return "not every kind of record marker (key, value, header) was planted";
    }
    if (false_hits_ > 0) return "markers that were never planted were found too";
    if (!result_.controls.complete()) {
      return "the search did not find its own control in " + result_.controls.empty_cells().front();
    }
    if (!options_.captures.empty() && result_.survey.last_us > 0 &&
        time_text(result_.survey.last_us) < state_.planted_from) {
      return "the capture ends before the markers were planted";
    }
    if (const auto why = doubts(result_.survey); !why.empty()) return why.front();
    if (outside_missing_ > 0) {
      return fmt::format("{} bytes to destinations outside are missing from the capture",
                         outside_missing_);
    }
    if (outside_encrypted_ > 0 && outside_files_ == 0) {
      return fmt::format(
          "{} bytes to destinations outside were encrypted and no exported file was "
          "searched in their place",
          outside_encrypted_);
    }
    if (options_.captures.empty() && outside_files_ == 0) return "nothing outside was searched";
    if (result_.refused > 0) {
      return fmt::format("{} packed streams were larger than the limit", result_.refused);
    }
    return {};
  }

  Json body_json() const {
    Json hits = Json::array();
    for (const Place& place : places_) {
      if (hits.size() >= kListed) break;
      hits.push_back({{"marker_of", place.surface},
                      {"form", place.how},
                      {"where", place.where},
                      {"outside", place.outside},
                      {"why", place.why}});
    }
    Json matrix = Json::object();
    for (const std::string& surface : result_.controls.surfaces) {
      Json row = Json::object();
      for (const std::string& form : result_.controls.forms) {
        row[form] = result_.controls.found.at({surface, form});
      }
      matrix[surface] = row;
    }
    Json files = Json::array();
    for (const ScanResult::File& file : result_.files) {
      if (files.size() >= kListed) break;
      files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"outside", file.outside}});
    }
    Json body;
    body["step"] = "scan";
    body["markers"] = to_json(state_);
    body["hits"] = hits;
    body["hits_in_all"] = places_.size();
    body["matrix"] = matrix;
    body["empty_cells"] = result_.controls.empty_cells();
    body["negative_control_hits"] = false_hits_;
    body["scanned_bytes"] = result_.scanned;
    body["unpacked_bytes"] = result_.unpacked;
    body["packed_streams"] = result_.packed_streams;
    body["packed_streams_refused"] = result_.refused;
    body["outside_readable_bytes"] = outside_readable_;
    body["outside_encrypted_bytes"] = outside_encrypted_;
    body["outside_file_bytes"] = outside_files_;
    body["clear_surfaces"] = options_.clear_surfaces;
    body["files"] = files;
    body["capture_first"] = time_text(result_.survey.first_us);
    body["capture_last"] = time_text(result_.survey.last_us);
    body["fragment_bytes"] = result_.survey.fragment_bytes;
    return body;
  }

  const Options& options_;
  const MarkerList& list_;
  const MarkerState& state_;
  const ScanResult& result_;
  std::vector<Marker> searched_;
  std::vector<Place> places_;
  std::uint64_t outside_readable_ = 0, outside_encrypted_ = 0, outside_files_ = 0;
  std::uint64_t outside_missing_ = 0, false_hits_ = 0;
};

Result<void> scan_file(const std::string& path, bool outside, ScanShared& shared,
                       ScanResult& result, std::vector<std::byte>& sample) {
  ScanResult::File file{path, outside, 0, {}};
  RF_TRY_ASSIGN(const ByteSource source, file_source(path));
  // The name leaves with the file.
  StreamScanner name(shared, file.hits);
  name.feed({reinterpret_cast<const std::byte*>(path.data()), path.size()});
  name.finish();
  StreamScanner scanner(shared, file.hits);
  std::vector<std::byte> piece(256 << 10);
  while (true) {
    RF_TRY_ASSIGN(const std::size_t got, source(piece));
    if (got == 0) break;
    if (sample.empty()) {
      sample.assign(piece.begin(),
                    piece.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(got, 8192)));
    }
    file.bytes += got;
    scanner.feed(bytes::ByteSpan(piece).first(got));
  }
  scanner.finish();
  result.files.push_back(std::move(file));
  return {};
}

}  // namespace

Result<std::vector<Finding>> scan_step(const Options& options, ProbeContext& context) {
  MarkerList list;
  RF_TRY_ASSIGN(const MarkerState state, earlier_markers(context, list));
  if (state.planted.empty()) {
    return Error(ErrorCode::kInvalid, "nothing was planted yet: run --step plant first");
  }
  if (options.captures.empty() && options.outside.empty()) {
    return Error(ErrorCode::kInvalid, "--capture or --outside: name something to search");
  }
  ScanResult result;
  // As many markers that nobody planted: the search must not find one of them.
  std::vector<Marker> searched = list.markers;
  for (std::size_t i = 0; i < list.markers.size(); ++i) {
    searched.push_back({std::string(kControl), random_marker_text()});
  }
  const MarkerPatterns patterns(searched);
  ScanShared shared{patterns};
  shared.limits.unpacked_total_max = options.unpacked_gib << 30;
  if (!options.captures.empty()) {
    RF_TRY_ASSIGN(result.endpoints, declared_endpoints(options));
    RF_TRY_ASSIGN(result.survey, read_captures(options, result.endpoints, &shared, context));
  }
  std::vector<std::byte> sample = result.survey.sample;
  for (const auto* paths : {&options.outside, &options.inside}) {
    RF_TRY_ASSIGN(const std::vector<std::string> files, files_below(*paths));
    for (const std::string& path : files) {
      RF_TRY(scan_file(path, paths == &options.outside, shared, result, sample));
      if (context.progress) {
        context.progress("files searched", static_cast<std::int64_t>(result.files.size()),
                         static_cast<std::int64_t>(files.size()));
      }
    }
  }
  result.scanned = shared.scanned;
  result.unpacked = shared.unpacked;
  result.packed_streams = shared.packed_streams;
  result.refused = shared.refused;
  RF_TRY_ASSIGN(result.controls, run_controls(sample));
  return Judge(options, list, state, result, searched).findings();
}

}  // namespace ringfence::review::capture
