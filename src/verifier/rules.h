// The rules of grading, R1 to R12, each a function of its name. A rule looks at one item for one
// claim and says why the item does not count, or nothing. No rule trusts what an item says of its
// own grade.
#pragma once

#include <set>

#include "verifier/packet.h"

namespace ringfence::verifier {

// A rule's answer. An empty reason means that the rule is met.
struct Finding {
  std::string rule;
  std::string reason;
  bool met() const { return reason.empty(); }
};

// Runs of one probe: the tool under one key.
struct ProbeRuns {
  std::map<std::int64_t, const Item*> starts;
  std::map<std::int64_t, std::vector<const Item*>> outcomes;
};

struct Context {
  const QuestionSet* set = nullptr;
  const Trust* trust = nullptr;
  Scope current;  // what an item must speak of
  std::int64_t now = 0;
  std::int64_t witnessed = 0;  // no item of the log is younger; 0 = not witnessed
  std::int64_t witnessed_size = 0;
  std::string absent_run;
  std::map<std::pair<std::string, std::string>, ProbeRuns> probes;  // (key id, tool)
  std::map<std::int64_t, const Item*> by_leaf;
};
Context make_context(const QuestionSet& set, const Trust& trust, const Packet& packet,
                     std::int64_t now);

Finding grades_are_computed(const Item& item, const Claim& claim);                        // R1
Finding proven_speaks_of_this_run(const Item& item, const Claim& claim, Verdict& grade);  // R2
Finding question_set_is_the_readers(const QuestionSet& set, const Trust& trust);          // R3
// The first of two: another system; the second: another state of this system.
Finding scope_binds(const Item& item, const Context& context, bool& stale);                 // R4
Finding measurer_is_named(const Item& item);                                                // R5
Finding no_choosing_of_runs(const Item& item, const Claim& claim, const Context& context);  // R6
// The contrary ones among items that hold and items that fail for one claim.
std::vector<const Item*> counter_evidence_is_found(const std::vector<const Item*>& items);  // R7
Finding expiry_is_capped_by_reader(const Item& item, const Claim& claim,
                                   const Context& context);                                 // R8
Finding limits_have_a_floor(const Item& item, const Claim& claim, const QuestionSet& set);  // R9
Finding reader_draws_the_sample(const Item& item, const Claim& claim, const Context& context);
Finding absence_is_a_claim(const Item& item);          // R11
Finding public_words_are_retrieved(const Item& item);  // R12

bool has(const std::vector<std::string>& list, std::string_view value);
// The end of what an item supports for a claim; 0 = until a change.
std::int64_t expiry_of(const Item& item, const Claim& claim);

}  // namespace ringfence::verifier
