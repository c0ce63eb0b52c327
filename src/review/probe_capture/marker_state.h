// The state that the steps commit, plant and scan keep in their items.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "review/probe_capture/scan_findings.h"

namespace ringfence::review::capture {

nlohmann::ordered_json to_json(const MarkerState& state);
// State and list of the newest step. kNotFound: nothing was committed; kCorrupt: the list is not
// the one that was committed to.
Result<MarkerState> earlier_markers(ProbeContext& context, MarkerList& list);

}  // namespace ringfence::review::capture
