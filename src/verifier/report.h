// From items to verdicts: grades every claim of the question set, counts, and prints. The text and
// JSON forms are the same, byte for byte, in both verifiers (docs/formats/packet.md).
#pragma once

#include "verifier/rules.h"

namespace ringfence::verifier {

struct ClaimVerdict {
  std::string claim;
  Verdict verdict = Verdict::kUnknown;
  std::string by;      // the holder of the key, or whose word it is
  std::string at;      // end of the window
  std::string until;   // until when it counts; "change" when only a change ends it
  std::string covers;  // examined/population unit
  std::string rule;    // the rule that decided, where one did
  std::string reason;
  std::string gap;  // less independent than the claim asks for
  std::vector<std::string> limits;
  std::vector<std::string> items;
};

struct Report {
  std::map<std::string, ClaimVerdict> claims;
  std::vector<std::string> notices;
  std::vector<std::string> gaps;
  std::vector<std::string> changes;  // against --previous
  int exit_code() const;
};

ClaimVerdict grade_claim(const Claim& claim, const Context& context, const Packet& packet,
                         const std::vector<Item>& counter);
Report grade_packet(const QuestionSet& set, const Trust& trust, const Packet& packet,
                    const std::vector<Item>& counter, std::int64_t now);
// What is new, gone, better, worse and expired since the last packet; refused when the log of now
// does not contain the log of then.
Expected<> compare_previous(Report& report, const QuestionSet& set, const Trust& trust,
                            const Packet& packet, const Packet& previous);

struct Printing {
  bool json = false;
  bool claims = false;  // also a line for each claim
  std::int64_t now = 0;
};
std::string print_report(const Report& report, const QuestionSet& set, const Trust& trust,
                         const Packet& packet, const Printing& how);
std::string print_refusal(const Failure& failure, bool json);

// The whole run, as the program and a caller in the same process need it.
struct Options {
  std::string trust;      // file
  std::string packet;     // folder
  std::string previous;   // folder; empty = none
  std::string counter;    // folder; empty = none
  std::string questions;  // folder of the reader's own set; empty = the compiled one
  Printing printing;      // printing.now: seconds since 1970
};

struct Outcome {
  int exit_code = 3;
  std::string output;
  Report report;  // empty when refused
};
Outcome verify(const Options& options);

Expected<QuestionSet> load_question_set(const std::string& folder);  // empty: the compiled one

}  // namespace ringfence::verifier
