// Everything that is known of one subject of a review at one moment, as reports, comparisons and
// pages show it. Plain data, built by load_subject_view(); the verdicts are the verifier's, in
// process, so that no other part grades anything.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/item.h"
#include "review/model/party.h"
#include "review/model/profile.h"
#include "review/model/record.h"
#include "verifier/report.h"

namespace ringfence::review {

// One evidence item, with what its signed statement says.
struct ItemView {
  std::string id;
  std::uint64_t leaf = 0;
  std::string type;  // "config-snapshot"; "probe-start" and "tombstone" answer nothing
  std::string code;  // "E07"; "start", "tombstone"
  std::vector<std::string> claims;
  std::string zone;  // Z1 to Z4
  evidence::Scope scope;
  std::string grade;  // P, M or A: what it says of itself
  std::string role, key_id;
  std::string holder, party;  // of the key, from the trust policy; empty when it is not there
  std::string tool, tool_version, args_digest;
  std::int64_t run = 0;
  std::string from, to, valid_until;
  std::int64_t population = 0, examined = 0;
  std::string unit;
  std::vector<evidence::Excluded> excluded;
  std::string result;   // holds, fails, inconclusive
  std::string summary;  // of a probe: one or two sentences; of an attestation: the statement
  std::vector<std::string> limits, assumes, customer_duties, counter;
  std::vector<evidence::Raw> raw;       // withheld ones never leave the review folder
  std::vector<std::string> cannot_see;  // what the probe that made it is blind to
  std::string body = "{}";              // the JSON object of the type
  bool erased = false;                  // then only leaf, type, tool, run and key_id are known
};

// Somebody's signed word about claims: an E24 item, read. All are kept; two that disagree are both
// in the list.
struct AnswerView {
  std::size_t item = 0;  // index in SubjectView::items
  std::string entity;    // that speaks
  std::string signer;    // name and title
  std::string statement;
  std::string kind;      // signed-reply, public-page, secondary, not-found
  std::string says;      // yes, no, unclear
  std::string answered;  // RFC 3339
  std::string version;   // of the product that it speaks of; empty: not said
  std::string address;   // of the page, with `retrieved`
  std::string retrieved;
  std::vector<std::string> claims;
};

// A round of asking, from asked.json.
struct AskedView {
  std::string date;  // YYYY-MM-DD
  std::string by, to, file;
  std::vector<std::string> claims;
};

struct ClaimView {
  std::string id;
  std::string question;  // the one that owns it
  std::string text;
  std::vector<std::string> types;  // "E07": the first carries the claim
  verifier::Verdict highest = verifier::Verdict::kUnknown;
  std::string why_not_higher;
  std::string least;         // party rank asked for by the question set
  std::int64_t max_age = 0;  // seconds; 0 = until a change
  std::string since;         // capability_since
  std::string how_any_vendor;
  verifier::ClaimVerdict verdict;
  std::vector<std::size_t> items;    // all that list the claim, newest first (no probe-start)
  std::vector<std::size_t> answers;  // indexes in SubjectView::answers, newest first
  std::string asked_since;           // YYYY-MM-DD or empty
  std::string reopened;              // why it was reopened by a change of the party; or empty
};

struct QuestionView {
  std::string id;     // "K3"
  std::string group;  // artifact, checklist, inventory, zone, rehearsal, iam, support, emergency,
                      // party, fit
  std::string text;
  std::vector<std::string> claims;  // required; may belong to other questions
  verifier::Verdict verdict = verifier::Verdict::kUnknown;  // of the weakest claim
  std::array<int, verifier::kVerdicts> counts{};            // by Verdict
  const Decision* decision = nullptr;  // in SubjectView::record; null: nothing decided
};

// Where a verdict is less than the profile accepts. No score and no recommendation.
struct Gap {
  std::string question;
  std::string claim;
  std::string what;  // "MEASURED is asked for, it is UNKNOWN: not asked"
  std::string owner;
  std::string due;  // YYYY-MM-DD or empty
};

// What a probe said it cannot see, from its newest items.
struct BlindSpots {
  std::string tool;
  std::string last_run;  // RFC 3339
  std::vector<std::string> cannot_see;
};

struct SignatureView {
  std::string packet;  // name of the packet, "2026-01-31-2"
  std::string role, name, title;
  std::string date;     // RFC 3339
  std::string holder;   // of the key, from the trust policy
  bool intact = false;  // over that packet and the record as it was signed
  bool good = false;    // intact, and record and answers are still what was signed
  std::string why;      // when not good: what changed or does not match
};

// Against the last packet with enough good signatures at its time: the next meeting's agenda.
struct Difference {
  std::string since;                     // name of that packet; empty: nothing was signed yet
  std::vector<std::string> verdicts;     // "new K3.a: UNKNOWN to MEASURED"
  std::vector<std::string> expired;      // claims now STALE that were not
  std::vector<std::string> reopened;     // with the reason
  std::vector<std::string> record;       // see compare_records
  std::vector<std::string> overdue;      // gaps and exceptions whose date has passed
  std::vector<std::string> new_answers;  // "K3.c by NAME on DATE: yes"
  bool empty() const;
};

struct SubjectView {
  // Moves, and is not copied: questions point into the record.
  SubjectView() = default;
  SubjectView(SubjectView&&) = default;
  SubjectView& operator=(SubjectView&&) = default;

  std::string review_name, owner;
  std::string name;   // of the subject in the review folder
  std::string about;  // one line from subject.toml, may be empty
  evidence::Scope scope;
  std::int64_t now = 0;                     // seconds; all verdicts are of this moment
  std::string from, to;                     // of all items together, RFC 3339; empty: there is none
  std::string question_set;                 // digest
  std::vector<QuestionView> questions;      // in the question set's order
  std::map<std::string, ClaimView> claims;  // all of them
  std::map<std::string, std::string> limits, assumptions;  // code -> text
  std::vector<ItemView> items;                             // by leaf
  std::vector<AnswerView> answers;                         // by leaf
  std::vector<AskedView> askings;
  Profile profile;
  Party party;
  Record record;
  std::vector<Gap> gaps;
  std::vector<BlindSpots> blind_spots;
  std::vector<std::string> disagreements;  // "K3.c: yes by A on D1, no by B on D2"
  std::vector<std::string> notices;        // the verifier's, in its words
  std::vector<std::string> missing;        // the verifier's gaps: what the packet lacks
  int exit_code = 3;                       // of the verifier
  std::vector<SignatureView> signatures;   // of the newest packet that has any
  Difference difference;
  std::vector<std::string> words;  // the customer's sensitive names: never outside "internal"

  const QuestionView* question(std::string_view id) const;
  const ClaimView* claim(std::string_view id) const;
};

// "E07" of "config-snapshot"; "" when there is no such type. And the other way, for the types that
// a probe may return.
std::string_view code_of_type(std::string_view type);
std::string_view type_of_code(std::string_view code);

}  // namespace ringfence::review
