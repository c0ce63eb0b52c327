// What a survey of flows says about the claims of the question set.
#pragma once

#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_capture/options.h"
#include "review/probe_capture/survey.h"

namespace ringfence::review::capture {

struct FlowInputs {
  const Options& options;
  const CaptureSurvey& survey;
  const std::vector<Endpoint>& endpoints;
  std::string listeners;  // text of the file; empty: not given
};

// What every table of destinations shows of one.
std::string destinations_table(const CaptureSurvey& survey, const std::vector<Endpoint>& endpoints);
// RFC 3339, whole seconds.
std::string time_text(std::uint64_t time_us);
// Why a capture may lack flows; empty: nothing says that it does.
std::vector<std::string> doubts(const CaptureSurvey& survey);

// Whether a flow's endpoint is in force: class steady always, the others during their case.
bool in_force(const Endpoint& endpoint, const std::string& during);

bool has_ledger(const Options& options);
std::vector<std::string> flow_claims(const Options& options);
std::vector<Finding> flow_findings(const FlowInputs& inputs);

}  // namespace ringfence::review::capture
