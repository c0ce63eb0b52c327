// Files that the user names: read, checked, bounded.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "review/model/probe.h"
#include "review/probe_capture/endpoints.h"
#include "review/probe_capture/options.h"
#include "review/probe_capture/survey.h"

namespace ringfence::review::capture {

// kTooLarge over `bytes_max`.
Result<std::string> read_text(const std::string& path, std::size_t bytes_max);

// The endpoints in force during what went on; without a file, none.
Result<std::vector<Endpoint>> declared_endpoints(const Options& options);
Result<std::vector<Cidr>> platform_addresses(const Options& options);

// All captures, read and explained. `scan` may be null.
Result<CaptureSurvey> read_captures(const Options& options, const std::vector<Endpoint>& endpoints,
                             ScanShared* scan, ProbeContext& context);

// Files below the paths, in the order of their names; links are not followed.
Result<std::vector<std::string>> files_below(const std::vector<std::string>& paths);

}  // namespace ringfence::review::capture
