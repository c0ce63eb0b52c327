// From what was seen to findings under the claims of the question set. Pure.
#pragma once

#include <vector>

#include "review/model/probe.h"
#include "review/probe_kafka/survey.h"

namespace ringfence::review {

std::vector<Finding> encryption_findings(const Survey& survey, const Expectations& expected);
std::vector<Finding> access_findings(const Survey& survey, const Expectations& expected);
Finding listener_list_finding(const Survey& survey, const Expectations& expected);
Finding outside_finding(const Survey& survey, const Expectations& expected);
Finding oldest_record_finding(const Survey& survey, const Expectations& expected);
Finding retention_table_finding(const Survey& survey, const Expectations& expected);
Finding names_finding(const Survey& survey, const Expectations& expected);

// Text of the other side, fit for a report: no control characters, valid UTF-8, at most 500 bytes.
std::string clean(std::string_view text);

}  // namespace ringfence::review
