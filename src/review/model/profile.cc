#include "review/model/profile.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/model/times.h"
#include "review/model/toml_fields.h"

namespace ringfence::review {
namespace {

constexpr std::int64_t kMost = 1'000'000'000'000;

verifier::Verdict verdict_named(std::string_view name, verifier::Verdict absent) {
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    const auto verdict = static_cast<verifier::Verdict>(i);
    if (verifier::verdict_name(verdict) == name) return verdict;
  }
  return absent;
}

Acceptance read_acceptance(TomlFields& fields, const Acceptance& base) {
  Acceptance out = base;
  const std::string verdict =
      fields.one_of("least_verdict", {"UNKNOWN", "ATTESTED", "MEASURED", "PROVEN"});
  out.least_verdict = verdict_named(verdict, base.least_verdict);
  const std::string party =
      fields.one_of("least_independence", {"subject", "operator", "reviewer", "third party"});
  if (!party.empty()) out.least_party = party;
  const std::string age = fields.text("greatest_age");
  if (!age.empty()) {
    const auto seconds = parse_days(age);
    if (!seconds) fields.fail("greatest_age", "must be a number of days as \"90d\", 1d to 36500d");
    out.greatest_age_s = seconds.value_or(0);
  }
  const std::string owner = fields.text("owner");
  if (!owner.empty()) out.owner = owner;
  const std::string due = fields.date("due");
  if (!due.empty()) out.due = due;
  return out;
}

void read_targets(TomlFields targets, Profile& out) {
  out.produce_p99_ms = targets.number("produce_p99_ms", 0, kMost, 0);
  out.end_to_end_p99_ms = targets.number("end_to_end_p99_ms", 0, kMost, 0);
  out.records_per_second = targets.number("records_per_second", 0, kMost, 0);
  out.record_bytes = targets.number("record_bytes", 0, kMost, 0);
  out.partitions = targets.number("partitions", 0, kMost, 0);
  out.recovery_time_s = targets.number("recovery_time_s", 0, kMost, 0);
  out.recovery_point_s = targets.number("recovery_point_s", 0, kMost, 0);
  out.audit_retention_days = targets.number("audit_retention_days", 0, 36500, 0);
  out.incident_alarm_s = targets.number("incident_alarm_s", 0, kMost, 0);
}

}  // namespace

const Acceptance& Profile::acceptance(std::string_view question) const {
  const auto found = questions.find(std::string(question));
  return found == questions.end() ? all : found->second;
}

Result<Profile> parse_profile(std::string_view toml, const verifier::QuestionSet& set) {
  RF_TRY_ASSIGN(TomlFields root, TomlFields::parse(toml, "profile.toml"));
  Profile out;
  TomlFields workload = root.table("workload");
  out.name = workload.text("name");
  out.classification =
      workload.one_of("classification", {"public", "internal", "confidential", "restricted"});
  out.residency = workload.texts("residency");
  out.staffing = workload.text("staffing");
  out.incident_duties = workload.texts("incident_duties");
  read_targets(root.table("targets"), out);
  TomlFields accept = root.table("accept");
  out.all = read_acceptance(accept, {});
  for (auto& [name, fields] : root.named_tables("question")) {
    const bool known = std::any_of(set.questions.begin(), set.questions.end(),
                                   [&](const verifier::Question& q) { return q.id == name; });
    if (!known) fields.fail("", "is no question; ids are as K3, C1.residency (see `status`)");
    out.questions.emplace(name, read_acceptance(fields, out.all));
  }
  TomlFields signatures = root.table("signatures");
  out.signatures_needed = signatures.number("needed", 1, 16, 1);
  out.signature_roles = signatures.texts("roles");
  RF_TRY(root.finish());
  if (!out.signature_roles.empty() &&
      out.signatures_needed > static_cast<std::int64_t>(out.signature_roles.size())) {
    return Error(
        ErrorCode::kInvalid,
        fmt::format("profile.toml: signatures.needed = {} is more than the {} roles listed",
                    out.signatures_needed, out.signature_roles.size()));
  }
  return out;
}

std::string profile_template() {
  return R"(# The workload that is to run on the systems under review, and what is accepted as an answer.
# Everything may stay empty. What is stated here is compared with verdicts and measurements; what is
# less shows as a gap with its owner and date. Nothing is added up, and nothing is recommended.

[workload]
name = ""
# public, internal, confidential, restricted
classification = "internal"
# Where data may lie and be seen from: regions or countries, in your own words.
residency = []
# Who operates it, and when somebody is there.
staffing = ""
# What must be told to whom, how fast: ["authority within 24 h of a major incident"]
incident_duties = []

[targets]
# Leave a target out where there is none. The probe "fit" measures against these.
# produce_p99_ms = 500
# end_to_end_p99_ms = 1000
# records_per_second = 1000
# record_bytes = 1024
# partitions = 12
# recovery_time_s = 3600
# recovery_point_s = 0
# audit_retention_days = 365
# incident_alarm_s = 900

# What is accepted for every question.
[accept]
# UNKNOWN, ATTESTED, MEASURED, PROVEN: weaker is a gap. A claim never needs more than the question
# set says can be had.
least_verdict = "ATTESTED"
# subject, operator, reviewer, third party: who must have measured, at least. Empty: as the question
# set asks, claim by claim.
least_independence = ""
# "90d": older is a gap, even where the question set allows more.
greatest_age = ""
# Who closes a gap, and until when.
owner = ""
due = ""

# For one question, where it differs:
# [question."K3"]
# least_verdict = "MEASURED"
# owner = "network team"
# due = 2026-12-31

[signatures]
# How many signatures of different persons a record needs, and from which roles.
needed = 1
roles = []
)";
}

}  // namespace ringfence::review
