// The workload profile (profile.toml): what the customer needs, and per question the least that is
// accepted. It turns verdicts into gaps; it never changes a verdict.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "verifier/question_set.h"

namespace ringfence::review {

// What is accepted for one question, or for all that have no entry of their own.
struct Acceptance {
  verifier::Verdict least_verdict = verifier::Verdict::kAttested;
  std::string least_party;          // subject, operator, reviewer, third party; empty: the claim's
  std::int64_t greatest_age_s = 0;  // 0: what the claim allows
  std::string owner;                // who closes a gap
  std::string due;                  // YYYY-MM-DD or empty
};

struct Profile {
  std::string name;
  std::string classification;          // public, internal, confidential, restricted
  std::vector<std::string> residency;  // regions or countries, in the customer's words
  // Targets; 0 = none stated. Milliseconds, seconds, records a second, bytes.
  std::int64_t produce_p99_ms = 0, end_to_end_p99_ms = 0;
  std::int64_t records_per_second = 0, record_bytes = 0, partitions = 0;
  std::int64_t recovery_time_s = 0, recovery_point_s = 0;
  std::string staffing;                      // who operates, when
  std::vector<std::string> incident_duties;  // what must be told to whom, how fast
  std::int64_t audit_retention_days = 0, incident_alarm_s = 0;

  Acceptance all;                               // [accept]
  std::map<std::string, Acceptance> questions;  // [question."K3"]: whole, defaults filled in
  std::int64_t signatures_needed = 1;           // [signatures] needed
  std::vector<std::string> signature_roles;     // of these roles, one signature each; may be empty

  const Acceptance& acceptance(std::string_view question) const;
};

// kInvalid names file, key and what is allowed.
Result<Profile> parse_profile(std::string_view toml, const verifier::QuestionSet& set);
std::string profile_template();

}  // namespace ringfence::review
