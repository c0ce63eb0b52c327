// What a probe is to a review: it announces the claims that it will answer, looks at the customer's
// side with read-only rights, and returns findings. It never signs, stores or grades: the runner
// (review/commands) makes evidence items of the findings, and the verifier grades those.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/item.h"

namespace CLI {
class App;
}

namespace ringfence::review {

// Bytes that an item names by digest. "withheld" ones are kept in the review folder and never leave
// it in a packet: captures, key logs, credentials.
struct RawFile {
  std::string name;  // for people; not part of the evidence
  std::string bytes;
  std::string media_type = "application/json";
  std::string disclosure = "full";  // full, salted, withheld
};

// One result about one or several claims. Becomes one evidence item
// (docs/formats/evidence_item.md).
struct Finding {
  std::string type;                 // of the item: config-snapshot, rehearsal, object-inventory ...
  std::vector<std::string> claims;  // ids of the question set; a subset of Probe::claims()
  std::string zone = "Z2";          // Z1 to Z4
  std::string grade = "M";          // "class" of the item: never more than type and claim can have
  std::string result;               // holds, fails, inconclusive
  // One or two plain sentences for a reader without technical knowledge, scoped to what was seen:
  // "Bucket orders-archive answers requests without TLS." Goes into the body as "summary".
  std::string summary;
  std::int64_t population = 1;  // examined + the counts of `excluded` make the population
  std::int64_t examined = 1;
  std::string unit = "setting";
  std::vector<evidence::Excluded> excluded;
  // Beside the limits and assumptions that type and claims demand, which the runner adds.
  std::vector<std::string> limits;
  std::vector<std::string> assumes;
  std::vector<std::string> customer_duties;
  std::vector<RawFile> raw;
  std::string body = "{}";  // a JSON object; the runner adds "summary" and, for E09, keeps "sample"
  std::string from, to;     // RFC 3339; empty: start and end of the run
};

// An item that an earlier run of this review logged, as a probe may need it (a listing whose sample
// the reader has since drawn a seed for; a marker commitment; an export to compare with).
struct EarlierItem {
  std::string id;
  std::uint64_t leaf = 0;
  std::string from, to;
  std::string result;
  std::string body;  // JSON
  std::vector<evidence::Raw> raw;
};

// What the runner gives to a run. All functions may be called from the thread of run() only.
struct ProbeContext {
  evidence::Scope scope;
  std::string started;  // RFC 3339, whole seconds
  // The reader's newest nonce in the trust policy and when it was issued; empty: none handed out.
  std::string nonce_hex;
  std::string nonce_issued;
  std::function<std::string()> now;  // RFC 3339
  // Shown on a terminal; total 0 = not known.
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)> progress;
  // Newest item of this type that lists this claim; nothing when there is none.
  std::function<Result<std::optional<EarlierItem>>(std::string_view type, std::string_view claim)>
      earlier;
  std::function<Result<std::string>(std::string_view digest)> read_raw;
  // The customer's own names (topics, groups, people) that the review's word list holds.
  std::vector<std::string> words;
  // A folder that this run may write files into that are too large for an item (exports, listings).
  std::string work_folder;
};

struct ProbeFacts {
  std::string name;           // the subcommand: "kafka"
  std::string version = "1";  // of the method; a change starts a new series of results
  std::string about;          // one line for --help
  std::string policy_name;    // least-privilege file: "kafka_acls.txt", "bucket_policy.json"
  std::string policy;         // its text; printed by `probe NAME --print-policy`
  std::vector<std::string> cannot_see;  // printed with every run and kept in every item
};

// Lifecycle: make, add_options, parse, run at most once. Blocking: a probe that needs an event loop
// makes its own. Secrets come from files or environment variables, never from arguments, and never
// stand in a finding.
class Probe {
 public:
  virtual ~Probe() = default;
  virtual ProbeFacts facts() const = 0;
  virtual void add_options(CLI::App& command) = 0;
  // What this run will answer, decided by the options alone, before anything is looked at.
  virtual std::vector<std::string> claims() const = 0;
  // The least population of any finding that this run can return; logged before it runs (rule R6).
  virtual std::int64_t population() const { return 1; }
  // Every claim announced and not answered becomes "inconclusive" with the error or the note.
  // Missing rights of the probe itself (a denied read) are inconclusive findings that name the
  // denied action, not errors. Errors are for what stops the whole run: nobody answers there.
  virtual Result<std::vector<Finding>> run(ProbeContext& context) = 0;
};

}  // namespace ringfence::review
