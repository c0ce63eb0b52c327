// From a drill's figures to findings under F1.a, F1.b and F2.a. Pure. Figures, never a score.
#pragma once

#include <optional>

#include "review/model/probe.h"
#include "review/probe_fit/drill.h"

namespace ringfence::review {

// Of the profile; what is absent is not judged, only shown.
struct FitTargets {
  std::optional<double> produce_ms[3], end_to_end_ms[3];  // p50, p99, p99.9
  std::optional<double> recovery_seconds;
  std::optional<std::int64_t> lost_records;
  bool any_latency() const;
  bool any_recovery() const { return recovery_seconds || lost_records; }
};

struct FitScene {
  LoadOptions load;
  FitTargets targets;
  std::string background;  // which background jobs ran, as the operator says; empty: none said
};

Finding latency_finding(const DrillResult& result, const FitScene& scene);
Finding disturbed_finding(const DrillResult& result, const FitScene& scene);
Finding recovery_finding(const DrillResult& result, const FitScene& scene);

}  // namespace ringfence::review
