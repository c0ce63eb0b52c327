// The steps commit, plant and scan, and what they say about the claims of the question set.
#pragma once

#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_capture/controls.h"
#include "review/probe_capture/options.h"
#include "review/probe_capture/plant.h"
#include "review/probe_capture/survey.h"

namespace ringfence::review::capture {

// What the three steps hand from one to the next, in the body of their items.
struct MarkerState {
  std::string commitment;  // SHA-256 of the list, which is also the digest of the withheld raw file
  std::string commit_item;
  std::int64_t commit_leaf = -1;
  std::string committed;  // RFC 3339: the end of the committing run
  std::string planted_from, planted_to;
  std::vector<Planted> planted;
};

std::vector<std::string> scan_claims();

// Makes the markers, writes them into the run's folder and returns the finding that commits to
// them.
Result<std::vector<Finding>> commit_step(const Options& options, ProbeContext& context);
Result<std::vector<Finding>> plant_step(const Options& options, ProbeContext& context);

// What was searched and found.
struct ScanResult {
  CaptureSurvey survey;
  std::vector<Endpoint> endpoints;
  struct File {
    std::string path;
    bool outside = true;
    std::uint64_t bytes = 0;
    ScanHits hits;
  };
  std::vector<File> files;
  std::uint64_t scanned = 0, unpacked = 0, packed_streams = 0, refused = 0;
  ControlMatrix controls;
};

Result<std::vector<Finding>> scan_step(const Options& options, ProbeContext& context);

}  // namespace ringfence::review::capture
