#include "verifier/rules.h"

#include <algorithm>

namespace ringfence::verifier {
namespace {

// Of a type: the best grade it can give, the grade where nothing was recomputed, and the roles
// whose word it can be (EVIDENCE 2b).
struct TypeRule {
  Verdict most;
  Verdict otherwise;
  std::vector<std::string_view> roles;
};
constexpr Verdict kP = Verdict::kProven;
constexpr Verdict kM = Verdict::kMeasured;
constexpr Verdict kA = Verdict::kAttested;

TypeRule rule_of(const std::string& type) {
  static const std::vector<std::pair<std::string_view, TypeRule>> kRules = {
      {"E01", {kP, kA, {"build", "agent", "reviewer", "vendor-staff"}}},
      {"E02", {kP, kA, {"gate", "probe", "reviewer"}}},
      {"E03", {kM, kM, {"counter", "probe", "reviewer"}}},
      {"E04 E06 E21 E23", {kM, kM, {"probe", "reviewer"}}},
      {"E05 E08 E13", {kP, kA, {"probe", "agent", "reviewer"}}},
      {"E07 E09 E11 E12 E14 E15 E19", {kM, kM, {"probe", "agent", "reviewer"}}},
      {"E10", {kP, kA, {"probe", "reviewer"}}},
      {"E16", {kP, kA, {"cust-approver", "vendor-staff", "vendor-log", "reviewer"}}},
      {"E17", {kP, kM, {"agent", "vendor-log", "probe", "reviewer"}}},
      {"E18", {kP, kM, {"cust-release", "reviewer"}}},
      {"E20", {kP, kM, {"probe", "agent", "reviewer"}}},
      {"E22", {kP, kA, {"build", "reviewer"}}},
      {"E24", {kA, kA, {"vendor-staff", "reviewer", "cust-approver", "cust-release"}}}};
  for (const auto& [types, rule] : kRules) {
    if (types.find(type) != types.npos) return rule;
  }
  return {kA, kA, {}};
}

Finding refused(std::string_view rule, std::string reason) {
  return {std::string(rule), std::move(reason)};
}

}  // namespace

bool has(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

Context make_context(const QuestionSet& set, const Trust& trust, const Packet& packet,
                     std::int64_t now) {
  Context context{&set,
                  &trust,
                  trust.subject,
                  now,
                  packet.checkpoint.witnessed,
                  static_cast<std::int64_t>(packet.checkpoint.size),
                  packet.absent_run};
  for (const Item& item : packet.items) {
    context.by_leaf.emplace(item.leaf, &item);
    ProbeRuns& runs = context.probes[{item.key->id, item.tool}];
    if (item.type == "start") {
      runs.starts.emplace(item.run, &item);
    } else if (item.type != "tombstone") {
      runs.outcomes[item.run].push_back(&item);
    }
    if (!item.scope.same_system(trust.subject)) continue;
    if (trust.subject.build.empty()) context.current.build = item.scope.build;
    if (trust.subject.config_digest.empty()) {
      context.current.config_digest = item.scope.config_digest;
    }
    if (trust.subject.policy_digest.empty()) {
      context.current.policy_digest = item.scope.policy_digest;
    }
  }
  return context;
}

Finding grades_are_computed(const Item& item, const Claim& claim) {
  constexpr std::string_view kRule = "R1 grades_are_computed";
  const TypeRule rule = rule_of(item.type);
  if (!has(claim.types, item.type)) {
    return refused(kRule, "an item of type " + item.type + " does not answer this claim");
  }
  if (item.role != item.key->role) {
    return refused(kRule,
                   "the item says role " + item.role + ", the key has role " + item.key->role);
  }
  if (std::find(rule.roles.begin(), rule.roles.end(), item.role) == rule.roles.end()) {
    return refused(kRule, "role " + item.role + " cannot sign type " + item.type);
  }
  const Verdict said = item.grade == "P" ? kP : item.grade == "M" ? kM : kA;
  if (item.grade != "P" && item.grade != "M" && item.grade != "A") {
    return refused(kRule, "a class that is none of P, M, A");
  }
  if (said > rule.most || (item.type == claim.types[0] && said > claim.highest)) {
    return refused(kRule, "it claims more than its type or the claim can have");
  }
  return {};
}

Finding proven_speaks_of_this_run(const Item& item, const Claim& claim, Verdict& grade) {
  constexpr std::string_view kRule = "R2 proven_speaks_of_this_run";
  const TypeRule rule = rule_of(item.type);
  if (!item.wrong.empty()) return refused(kRule, "recomputed and found different: " + item.wrong);
  if (rule.most == kP && !item.recomputed.empty()) {
    grade = std::min(kP, claim.highest);
    return {};
  }
  grade = std::min(rule.otherwise, claim.highest);
  if (claim.highest == kP && item.type != "E20") grade = kA;
  return {};
}

Finding question_set_is_the_readers(const QuestionSet& set, const Trust& trust) {
  if (trust.question_set == set.digest) return {};
  return refused("R3 question_set_is_the_readers",
                 "the trust policy names another question set: " + trust.question_set);
}

Finding scope_binds(const Item& item, const Context& context, bool& stale) {
  constexpr std::string_view kRule = "R4 scope_binds";
  stale = false;
  if (item.scope.environment != context.current.environment) {
    return refused(kRule, "made in environment " + item.scope.environment);
  }
  if (item.scope.system != context.current.system) return refused(kRule, "about another system");
  stale = true;
  if (item.scope.build != context.current.build) return refused(kRule, "about another build");
  if (item.scope.config_digest != context.current.config_digest) {
    return refused(kRule, "about another configuration");
  }
  if (item.scope.policy_digest != context.current.policy_digest) {
    return refused(kRule, "about another policy");
  }
  stale = false;
  return {};
}

Finding measurer_is_named(const Item& item) {
  constexpr std::string_view kRule = "R5 measurer_is_named";
  if (item.to < item.key->from || item.to > item.key->until) {
    return refused(kRule, "the key was not valid at the time of the item");
  }
  if (item.type != "E03") return {};
  const Facts& facts = item.facts;
  if (facts.counter_key != item.key->id) return refused(kRule, "not signed by the counter's key");
  if (facts.ledger_key == facts.counter_key) {
    return refused(kRule, "ledger and counter have one key");
  }
  if (facts.ledger_user == facts.counter_user) {
    return refused(kRule, "ledger and counter run as one user");
  }
  return {};
}

Finding no_choosing_of_runs(const Item& item, const Claim& claim, const Context& context) {
  constexpr std::string_view kRule = "R6 no_choosing_of_runs";
  if (item.counter) return {};
  const ProbeRuns& runs = context.probes.at({item.key->id, item.tool});
  const auto missing = [&](std::int64_t run) {
    return refused(kRule, "run " + std::to_string(run) + " of " + item.tool + " is missing");
  };
  std::int64_t next = 1;
  std::set<std::int64_t> all;
  for (const auto& [run, unused] : runs.starts) all.insert(run);
  for (const auto& [run, unused] : runs.outcomes) all.insert(run);
  for (const std::int64_t run : all) {
    if (run != next) return missing(run < next ? run : next);
    ++next;
  }
  for (const auto& [run, start] : runs.starts) {
    if (!has(start->claims, claim.id)) continue;
    const auto outcomes = runs.outcomes.find(run);
    const bool told =
        outcomes != runs.outcomes.end() &&
        std::any_of(outcomes->second.begin(), outcomes->second.end(),
                    [&](const Item* outcome) { return has(outcome->claims, claim.id); });
    if (!told) {
      return refused(kRule, "run " + std::to_string(run) + " of " + item.tool +
                                " began and did not report this claim");
    }
  }
  if (!is_probe_type(item.type)) return {};
  if (!context.absent_run.empty()) return refused(kRule, context.absent_run);
  const auto start = runs.starts.find(item.run);
  if (start == runs.starts.end() || start->second->leaf > item.leaf) {
    return refused(kRule, "run " + std::to_string(item.run) + " was not announced before it ran");
  }
  if (item.population < start->second->population) {
    return refused(kRule, "the run covers less than was announced");
  }
  return {};
}

// Supersession: a later run of the same probe over at least the same population replaces the
// earlier result; nothing else does. A signed reply replaces our reading of public pages.
std::vector<const Item*> counter_evidence_is_found(const std::vector<const Item*>& items) {
  std::vector<const Item*> contrary;
  const bool replied = std::any_of(items.begin(), items.end(), [](const Item* item) {
    return item->facts.kind == "signed-reply";
  });
  for (const Item* item : items) {
    if (item->result != "fails") continue;
    if (replied && (item->facts.kind == "public-page" || item->facts.kind == "secondary")) continue;
    const bool superseded = std::any_of(items.begin(), items.end(), [&](const Item* later) {
      return later->result == "holds" && later->key == item->key && later->tool == item->tool &&
             later->type == item->type && later->run > item->run &&
             later->counter == item->counter && later->population >= item->population;
    });
    if (!superseded) contrary.push_back(item);
  }
  return contrary;
}

std::int64_t expiry_of(const Item& item, const Claim& claim) {
  const std::int64_t capped = claim.max_age == 0 ? item.valid_until : item.to + claim.max_age;
  return std::min(capped, item.valid_until);
}

Finding expiry_is_capped_by_reader(const Item& item, const Claim& claim, const Context& context) {
  constexpr std::string_view kRule = "R8 expiry_is_capped_by_reader";
  if (item.to > context.now) return refused(kRule, "its window ends after this run");
  if (!item.counter && context.witnessed != 0 && item.leaf < context.witnessed_size &&
      item.to > context.witnessed) {
    return refused(kRule, "its time is after the witnessed time of the log");
  }
  const std::int64_t expiry = expiry_of(item, claim);
  if (expiry < context.now) return refused(kRule, "expired " + format_time(expiry));
  return {};
}

Finding limits_have_a_floor(const Item& item, const Claim& claim, const QuestionSet& set) {
  constexpr std::string_view kRule = "R9 limits_have_a_floor";
  if (item.limits.empty()) return refused(kRule, "an item without limits");
  const auto of_type = set.type_limits.find(item.type);
  if (of_type != set.type_limits.end()) {
    for (const std::string& code : of_type->second) {
      if (!has(item.limits, code))
        return refused(kRule, "limit " + code + " of its type is missing");
    }
  }
  for (const std::string& code : claim.limits) {
    if (!has(item.limits, code))
      return refused(kRule, "limit " + code + " of the claim is missing");
  }
  for (const std::string& code : claim.assumptions) {
    if (!has(item.assumes, code)) return refused(kRule, "assumption " + code + " is not cited");
  }
  for (const std::string& code : item.limits) {
    if (!set.limits.contains(code)) return refused(kRule, "an unknown limit");
  }
  return {};
}

Finding reader_draws_the_sample(const Item& item, const Claim& claim, const Context& context) {
  constexpr std::string_view kRule = "R10 reader_draws_the_sample";
  if (!has(claim.limits, "sample") && item.type != "E09") return {};
  const Facts& facts = item.facts;
  if (!facts.sampled) return refused(kRule, "the sample is not stated");
  const auto root = context.by_leaf.find(facts.root_leaf);
  if (root == context.by_leaf.end() || (!item.counter && facts.root_leaf >= item.leaf)) {
    return refused(kRule, "the root sampled from was not logged before");
  }
  const auto& nonces = context.trust->nonces;
  const auto nonce = std::find_if(nonces.begin(), nonces.end(),
                                  [&](const Nonce& n) { return n.value == facts.seed; });
  if (nonce == nonces.end()) return refused(kRule, "the seed is not the reader's");
  if (nonce->issued < root->second->to) {
    return refused(kRule, "the seed existed before the root was logged");
  }
  if (facts.indexes.empty() || item.population < 1) return refused(kRule, "an empty sample");
  for (std::size_t i = 0; i < facts.indexes.size(); ++i) {
    std::string message = from_hex(facts.seed).value_or("");
    for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(i >> shift & 0xff);
    const std::uint64_t expected = big_endian(bytes_of(sha256(message)).substr(0, 8)) %
                                   static_cast<std::uint64_t>(item.population);
    if (facts.indexes[i] != static_cast<std::int64_t>(expected)) {
      return refused(kRule, "the sample is not the one that the seed draws");
    }
  }
  return {};
}

Finding absence_is_a_claim(const Item& item) {
  constexpr std::string_view kRule = "R11 absence_is_a_claim";
  if (item.result != "holds" && item.result != "fails" && item.result != "inconclusive") {
    return refused(kRule, "a result that is none of holds, fails, inconclusive");
  }
  if (item.type == "E24" || item.result != "holds") return {};
  if (item.examined == 0) return refused(kRule, "nothing was examined");
  if (item.examined > item.population || item.population - item.examined != item.excluded) {
    return refused(kRule, "what was left out is not accounted for");
  }
  return {};
}

Finding public_words_are_retrieved(const Item& item) {
  constexpr std::string_view kRule = "R12 public_words_are_retrieved";
  if (item.type != "E24") return {};
  const Facts& facts = item.facts;
  if (facts.entity.empty()) return refused(kRule, "the entity that speaks is not named");
  if (facts.kind == "signed-reply") {
    return facts.quote.empty() ? refused(kRule, "an empty reply") : Finding{};
  }
  if (facts.kind == "not-found") {
    if (facts.pages == 0) return refused(kRule, "not found, and no page was searched");
    return refused(kRule, "not found in the " + std::to_string(facts.pages) + " pages listed");
  }
  if (facts.kind != "public-page" && facts.kind != "secondary") {
    return refused(kRule, "a word of unknown kind");
  }
  if (facts.address.empty() || facts.retrieved == 0 || facts.page.empty()) {
    return refused(kRule, "a quote without address, date or digest of its page");
  }
  if (item.recomputed.empty()) {
    return refused(kRule, "the quote does not stand in the page at its span");
  }
  return {};
}

}  // namespace ringfence::verifier
