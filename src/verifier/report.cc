#include "verifier/report.h"

#include <algorithm>

namespace ringfence::verifier {
namespace {

struct Judged {
  const Item* item;
  Verdict grade;
};

// What the items say for one claim, sorted by what may be done with them.
struct Judgement {
  std::vector<Judged> carrying;      // hold, and may carry the claim
  std::vector<const Item*> telling;  // in scope and in time: hold or fail
  std::vector<const Item*> open;     // inconclusive
  Finding stale;
  Finding refused;
  const Item* stale_item = nullptr;
};

void judge(const Item& item, const Claim& claim, const Context& context, Judgement& out) {
  bool stale = false;
  Verdict grade = Verdict::kUnknown;
  for (const Finding& finding :
       {grades_are_computed(item, claim), absence_is_a_claim(item),
        limits_have_a_floor(item, claim, *context.set), measurer_is_named(item)}) {
    if (!finding.met()) return void(out.refused = finding);
  }
  if (const Finding scope = scope_binds(item, context, stale); !scope.met()) {
    if (stale) out.stale_item = &item;
    return void((stale ? out.stale : out.refused) = scope);
  }
  for (const Finding& finding :
       {public_words_are_retrieved(item), proven_speaks_of_this_run(item, claim, grade)}) {
    if (!finding.met()) return void(out.refused = finding);
  }
  if (const Finding age = expiry_is_capped_by_reader(item, claim, context); !age.met()) {
    out.stale_item = &item;
    return void(out.stale = age);
  }
  if (item.result == "inconclusive") return out.open.push_back(&item);
  if (item.result == "fails") return out.telling.push_back(&item);
  if (const Finding runs = no_choosing_of_runs(item, claim, context); !runs.met()) {
    return void(out.refused = runs);
  }
  out.telling.push_back(&item);
  if (item.type != claim.types[0]) return;
  if (grade == Verdict::kMeasured && !reader_draws_the_sample(item, claim, context).met()) {
    grade = Verdict::kAttested;
  }
  out.carrying.push_back({&item, grade});
}

void describe(ClaimVerdict& out, const Item& item, const Claim& claim) {
  const bool word = item.facts.kind == "public-page" || item.facts.kind == "secondary";
  out.by = word ? item.facts.entity + ", page read by " + item.key->holder : item.key->holder;
  if (item.facts.kind == "secondary") out.by += ", secondary source";
  out.at = format_time(item.to);
  out.until = format_time(expiry_of(item, claim));
  out.covers =
      std::to_string(item.examined) + "/" + std::to_string(item.population) + " " + item.unit;
  out.limits = item.limits;
  out.items.push_back(item.id);
  if (party_rank(item.key->party) < party_rank(claim.least)) {
    out.gap = "by " + item.key->party + ", the question asks for " + claim.least;
  }
}

std::string open_reason(const Claim& claim, const Packet& packet) {
  const auto found = packet.manifest.open.find(claim.id);
  if (found == packet.manifest.open.end()) {
    return claim.highest == Verdict::kAttested ? "not asked" : "not measured";
  }
  std::string why = found->second.why;
  if (why != "unanswered") return why.replace(3, 1, " ");  // "not built"
  return "asked and unanswered since " + found->second.since;
}

void contradict(ClaimVerdict& out, const Judgement& judged, const Claim& claim,
                const std::vector<const Item*>& contrary) {
  out.verdict = Verdict::kContradicted;
  out.rule = "R7 counter_evidence_is_found";
  describe(out, *contrary.back(), claim);
  out.gap.clear();
  out.reason = "fails in " + contrary.back()->id;
  for (const Judged& held : judged.carrying) {
    out.reason += ", holds in " + held.item->id;
    out.items.push_back(held.item->id);
  }
}

// The newest of the best. A run behind which the same probe came to no result holds no longer.
void hold(ClaimVerdict& out, const Judgement& judged, const Claim& claim, const Context& context) {
  const Judged* best = nullptr;
  const Item* open = nullptr;
  for (const Judged& held : judged.carrying) {
    const Item& item = *held.item;
    const auto newer = std::find_if(judged.open.begin(), judged.open.end(), [&](const Item* other) {
      return other->key == item.key && other->tool == item.tool && other->type == item.type &&
             other->run > item.run;
    });
    if (newer != judged.open.end())
      open = *newer;
    else if (best == nullptr || held.grade >= best->grade)
      best = &held;
  }
  if (best == nullptr) {
    out.rule = "R6 no_choosing_of_runs";
    out.reason = "run " + std::to_string(open->run) + " of " + open->tool + " was inconclusive";
    return;
  }
  out.verdict = best->grade;
  describe(out, *best->item, claim);
  const Finding sample = reader_draws_the_sample(*best->item, claim, context);
  if (best->grade == Verdict::kProven) {
    out.reason = "recomputed in this run: " + best->item->recomputed;
  } else if (best->grade == Verdict::kAttested && !sample.met()) {
    out.rule = sample.rule;
    out.reason = sample.reason;
  } else if (best->grade == Verdict::kAttested && claim.highest == Verdict::kProven) {
    out.rule = "R2 proven_speaks_of_this_run";
    out.reason = "not recomputed";
  }
}

struct Inputs {
  QuestionSet set;
  Trust trust;
  Packet packet;
  Report report;
};

Expected<> run(const Options& options, Inputs& in) {
  VF_ASSIGN(in.set, load_question_set(options.questions));
  VF_ASSIGN(const Place policy, place_of(options.trust, "trust policy"));
  VF_ASSIGN(const std::string text, read_file(policy, "trust policy", 1 << 20));
  VF_ASSIGN(in.trust, read_trust(text, "trust policy"));
  const Finding same_set = question_set_is_the_readers(in.set, in.trust);
  if (!same_set.met()) return refuse("trust policy", same_set.rule + ": " + same_set.reason);
  VF_ASSIGN(in.packet, read_packet(options.packet, in.trust, in.set));
  for (const Item& item : in.packet.items) {
    for (const std::string& claim : item.claims) {
      if (!in.set.claims.contains(claim)) {
        return refuse(item.file, "R3 question_set_is_the_readers: unknown claim");
      }
    }
  }
  std::vector<Item> counter;
  if (!options.counter.empty()) {
    VF_ASSIGN(counter, read_counter(options.counter, in.trust));
  }
  in.report = grade_packet(in.set, in.trust, in.packet, counter, options.printing.now);
  if (options.previous.empty()) return {};
  auto previous = read_packet(options.previous, in.trust, in.set);
  if (!previous) {
    return refuse("previous: " + previous.error().file, previous.error().what);
  }
  return compare_previous(in.report, in.set, in.trust, in.packet, *previous);
}

}  // namespace

ClaimVerdict grade_claim(const Claim& claim, const Context& context, const Packet& packet,
                         const std::vector<Item>& counter) {
  ClaimVerdict out;
  out.claim = claim.id;
  Judgement judged;
  for (const std::vector<Item>* source : {&packet.items, &counter}) {
    for (const Item& item : *source) {
      if (item.type == "start" || item.type == "tombstone" || !has(item.claims, claim.id)) continue;
      judge(item, claim, context, judged);
    }
  }
  const auto contrary = counter_evidence_is_found(judged.telling);
  if (!contrary.empty()) {
    contradict(out, judged, claim, contrary);
  } else if (!judged.carrying.empty()) {
    hold(out, judged, claim, context);
  } else if (!judged.stale.met()) {
    out.verdict = Verdict::kStale;
    describe(out, *judged.stale_item, claim);
    out.gap.clear();
    out.rule = judged.stale.rule;
    out.reason = judged.stale.reason;
  } else if (!judged.refused.met()) {
    out.rule = judged.refused.rule;
    out.reason = judged.refused.reason;
  } else if (!judged.open.empty()) {
    out.rule = "R6 no_choosing_of_runs";
    out.reason = "inconclusive";
  } else if (!judged.telling.empty()) {
    out.rule = "R1 grades_are_computed";
    out.reason = "no item of type " + claim.types[0] + ", which carries this claim";
  } else {
    out.rule = "R11 absence_is_a_claim";
    out.reason = open_reason(claim, packet);
  }
  return out;
}

Report grade_packet(const QuestionSet& set, const Trust& trust, const Packet& packet,
                    const std::vector<Item>& counter, std::int64_t now) {
  Report report;
  const Context context = make_context(set, trust, packet, now);
  for (const auto& [id, claim] : set.claims) {
    report.claims.emplace(id, grade_claim(claim, context, packet, counter));
  }
  report.gaps = packet.gaps;
  report.notices = packet.notices;
  std::set<std::string> hosts;
  for (const Item& item : packet.items) hosts.insert(item.key->host);
  if (hosts.size() == 1) {
    report.notices.push_back("demonstration: all keys that signed are on one host");
  }
  if (packet.checkpoint.witnessed == 0) {
    report.notices.push_back("no witness signed the log: times are its own, only order is checked");
  }
  if (!packet.manifest.subject.same_system(trust.subject)) {
    report.notices.push_back("the packet is about another system than the trust policy");
  }
  return report;
}

int Report::exit_code() const {
  bool short_of = !gaps.empty();
  for (const auto& [id, claim] : claims) {
    if (claim.verdict == Verdict::kContradicted) return 1;
    short_of = short_of || claim.verdict == Verdict::kUnknown || claim.verdict == Verdict::kStale ||
               !claim.gap.empty();
  }
  return short_of ? 2 : 0;
}

Expected<> compare_previous(Report& report, const QuestionSet& set, const Trust& trust,
                            const Packet& packet, const Packet& previous) {
  const Checkpoint& then = previous.checkpoint;
  const std::string name = "checkpoints/" + std::to_string(packet.checkpoint.size);
  if (packet.checkpoint.size < then.size) {
    return refuse(name,
                  "rolled back: the last packet had " + std::to_string(then.size) + " leaves");
  }
  if (packet.leaves.size() < then.size) {
    report.gaps.push_back("the log of now does not show the leaves of the last packet");
  } else if (tree_root(packet.leaves.data(), then.size) != then.root) {
    return refuse(name, "a fork: the log of now does not contain the log of the last packet");
  }
  if (packet.manifest.previous != previous.manifest.digest) {
    report.notices.push_back("the packet does not name the last packet as the one before it");
  }
  const Context context = make_context(set, trust, previous, previous.manifest.created);
  for (const auto& [id, claim] : set.claims) {
    const Verdict was = grade_claim(claim, context, previous, {}).verdict;
    const Verdict is = report.claims.at(id).verdict;
    if (was == is) continue;
    const std::string word = was == Verdict::kUnknown  ? "new"
                             : is == Verdict::kUnknown ? "gone"
                             : is == Verdict::kStale   ? "expired"
                             : is > was                ? "better"
                                                       : "worse";
    report.changes.push_back(word + " " + id + ": " + std::string(verdict_name(was)) + " to " +
                             std::string(verdict_name(is)));
  }
  if (previous.manifest.subject.system != packet.manifest.subject.system) {
    report.changes.push_back("changed: the system or its legal entity");
  }
  if (previous.manifest.subject.build != packet.manifest.subject.build) {
    report.changes.push_back("changed: build " + previous.manifest.subject.build + " to " +
                             packet.manifest.subject.build);
  }
  return {};
}

Expected<QuestionSet> load_question_set(const std::string& folder) {
  QuestionFiles files = compiled_question_files();
  if (folder.empty()) return read_question_set(files);
  for (auto& [name, text] : files) {
    const std::string file = name + ".tsv";
    VF_ASSIGN(const Place place, place_of(std::filesystem::path(folder) / file, file));
    VF_ASSIGN(text, read_file(place, file, 8 << 20));
  }
  return read_question_set(files);
}

Outcome verify(const Options& options) {
  Inputs in;
  Outcome outcome;
  const Expected<> done = run(options, in);
  if (!done) {
    outcome.output = print_refusal(done.error(), options.printing.json);
    return outcome;
  }
  outcome.exit_code = in.report.exit_code();
  outcome.output = print_report(in.report, in.set, in.trust, in.packet, options.printing);
  outcome.report = std::move(in.report);
  return outcome;
}

}  // namespace ringfence::verifier
