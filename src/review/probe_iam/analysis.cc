#include "review/probe_iam/analysis.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/probe_iam/rights.h"

namespace ringfence::review::iam {

Analysis::Analysis(const World& world, const Declared& declared, Target target,
                   std::int64_t work_max)
    : world_(world), declared_(declared), target_(std::move(target)), explorer_(world, work_max) {
  bucket_arn_ = "arn:aws:s3:::" + target_.bucket;
  objects_ = bucket_arn_ + "/" + target_.prefix + "*";
  evidence_objects_ = bucket_arn_ + "/" + target_.evidence_prefix + "*";
  edges_.resize(explorer_.actors().size());
}

std::string Analysis::sentence(const Way& way) const {
  std::string who = way.actor->label;
  if (!way.path.empty()) {
    who += " through";
    for (const std::string& role : way.path) who += " " + role;
  }
  const bool sure = way.decision.verdict == Verdict::kAllowed;
  std::string words(in_plain_words(way.request.action));
  if (!words.empty()) words = " (" + words + ")";
  std::string where = way.request.resource;
  if (where == "*" || where == kFreshName) where = "anything";
  for (std::size_t at; (at = where.find(kFreshName)) != std::string::npos;) {
    where.replace(at, kFreshName.size(), "(any name)");
  }
  std::string out = fmt::format("{} {} {}{}{}", who, sure ? "may" : "may or may not",
                                way.request.action, words, where.empty() ? "" : " on " + where);
  if (std::string needed = conditions_text(way.conditions); !needed.empty()) out += " " + needed;
  if (!way.decision.because.empty()) out += fmt::format(" ({})", way.decision.because.front());
  return out;
}

void Analysis::note_way(Answer& answer, Way way, const std::string& why) {
  std::string text = sentence(way);
  if (!why.empty()) text += ": " + why;
  answer.notes.insert(way.decision.notes.begin(), way.decision.notes.end());
  const bool sure = way.decision.verdict == Verdict::kAllowed;
  (sure ? answer.failures : answer.open).push_back(std::move(text));
  answer.ways.push_back(std::move(way));
}

std::optional<Way> Analysis::first(const Actor& actor, const std::vector<std::string>& actions,
                                   const std::string& resource_pattern) {
  const auto resources = explorer_.representatives(actor, resource_pattern);
  std::optional<Way> undecided;
  for (const std::string& action : actions) {
    auto way = explorer_.find(actor, action, resources);
    if (!way) continue;
    if (way->decision.verdict == Verdict::kAllowed) return way;
    if (!undecided) undecided = std::move(way);
  }
  return undecided;
}

// Objects under a key open only to whoever may use the key too.
std::optional<Way> Analysis::can_read(const Actor& actor, const std::string& pattern) {
  auto way = first(actor, read_actions(), pattern);
  if (!way || target_.key.empty()) return way;
  auto key = explorer_.find(actor, "kms:Decrypt", {target_.key});
  if (!key) return std::nullopt;
  if (key->decision.verdict == Verdict::kMaybe) {
    way->decision.verdict = Verdict::kMaybe;
    way->decision.notes.insert(key->decision.notes.begin(), key->decision.notes.end());
  }
  for (const auto& [name, values] : key->conditions) way->conditions.try_emplace(name, values);
  if (!key->decision.because.empty())
    way->decision.because.push_back(key->decision.because.front());
  return way;
}

void Analysis::add_case(Answer& answer, const Actor& actor, const std::string& action,
                        const std::string& pattern, bool with_key) {
  if (answer.smt_pattern.empty()) answer.smt_pattern = pattern;
  if (answer.smt_pattern != pattern || answer.smt_bytes > kSmtBytesMax) return;
  Request request{.who = actor.who,
                  .action = action,
                  .resource = pattern,
                  .resource_account = world_.account,
                  .context = {}};
  add_known_keys(request);
  PolicySet set = explorer_.policies_for(actor, action, pattern);
  std::string term = answer.smt.passes(set, request, "resource", !actor.ours);
  if (with_key && term != "false") {
    Request key = request;
    key.action = "kms:Decrypt";
    key.resource = target_.key;
    PolicySet key_set = explorer_.policies_for(actor, key.action, key.resource);
    std::string opens = answer.smt.passes(key_set, key, SmtText::literal(target_.key), !actor.ours);
    term = fmt::format("(and {} {})", term, opens);
  }
  if (term == "false") return;
  answer.smt_bytes += term.size();
  answer.cases.push_back(std::move(term));
}

void Analysis::who_else(Answer& answer, std::string_view word,
                        const std::vector<std::string>& actions, const std::string& pattern,
                        const std::string& why) {
  for (const Actor& actor : explorer_.actors()) {
    ++answer.pairs;
    if (!declared_.may(actor.who, actor.name, word)) {
      for (const std::string& action : actions) {
        add_case(answer, actor, action, pattern, word == "read" && !target_.key.empty());
      }
    }
    auto way = word == "read" ? can_read(actor, pattern) : first(actor, actions, pattern);
    if (!way) continue;
    if (declared_.may(actor.who, actor.name, word)) {
      answer.allowed.push_back(sentence(*way));
      continue;
    }
    if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
    note_way(answer, std::move(*way), why);
  }
}

// Somebody outside the customer's accounts who gets there by assuming a role.
void Analysis::through_roles(Answer& answer, std::string_view word, const std::string& pattern,
                             const std::vector<std::string>& actions) {
  for (std::size_t i = 0; i < explorer_.actors().size(); ++i) {
    const Actor& actor = explorer_.actors()[i];
    const bool outside = !actor.ours && actor.who.kind != Requester::Kind::kService;
    if (!outside || declared_.may(actor.who, actor.name, word)) continue;
    for (const Edge& edge : edges_of(i)) {
      const Principal& role = world_.principals[edge.role];
      const DeclaredTrust* declared = nullptr;
      if (edge.passes_role || is_declared_trust(actor, role, declared)) continue;
      ++answer.pairs;
      const Actor& as_role = explorer_.actors()[edge.role];
      auto way = word == "read" ? can_read(as_role, pattern) : first(as_role, actions, pattern);
      if (!way) continue;
      way->actor = &actor;
      way->path = {role.name};
      for (const auto& [key, values] : edge.way.conditions)
        way->conditions.try_emplace(key, values);
      if (edge.way.decision.verdict == Verdict::kMaybe) way->decision.verdict = Verdict::kMaybe;
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), "nobody declared that it may assume that role");
    }
  }
}

Finding Analysis::readers() {
  Answer answer;
  answer.property = fmt::format(
      "No principal outside the declared set can read, alter or delete an object {}", objects_);
  who_else(answer, "read", read_actions(), objects_, "not declared to read records");
  who_else(answer, "write", write_actions(), objects_, "not declared to write records");
  who_else(answer, "delete", delete_actions(), objects_, "not declared to delete records");
  through_roles(answer, "read", objects_, read_actions());
  if (target_.key.empty()) {
    answer.notes.insert("no key was named: reading is judged by rights on objects alone");
  } else if (!world_.key_policies.contains(target_.key)) {
    answer.notes.insert("no policy of the key was handed in: taken as handing on to the account");
  }
  for (const std::string& line : world_.replication) answer.notes.insert(line);
  return finish(std::move(answer), {"C1.acc.a"},
                fmt::format("only declared principals can read, alter or delete objects under {}",
                            target_.bucket + "/" + target_.prefix));
}

Finding Analysis::writers() {
  Answer answer;
  answer.property =
      fmt::format("Only declared writers can create or replace an object {}", objects_);
  who_else(answer, "write", write_actions(), objects_, "not declared to write");
  through_roles(answer, "write", objects_, write_actions());
  if (!target_.evidence_prefix.empty()) {
    answer.property += " or " + evidence_objects_;
    who_else(answer, "write", write_actions(), evidence_objects_, "not declared to write");
  }
  return finish(std::move(answer), {"M1.a"},
                "only declared writers can create or replace objects there");
}

Finding Analysis::listers() {
  Answer answer;
  answer.property = fmt::format(
      "Only declared principals can list {} or read its inventory settings", bucket_arn_);
  who_else(answer, "list", list_actions(), bucket_arn_, "not declared to list");
  through_roles(answer, "list", bucket_arn_, list_actions());
  return finish(std::move(answer), {"M2.a"}, "only declared principals can list the bucket");
}

// Everything that the statement could be asked for, as resources to try.
std::vector<std::string> Analysis::reach_of_statement(const Statement& statement,
                                                      const Actor& actor) const {
  std::vector<std::string> out;
  if (statement.not_resource || !statement.has_resource) {
    out = {bucket_arn_, bucket_arn_ + "/" + target_.prefix + "ringfence-fresh",
           "arn:aws:s3:::ringfence-fresh/x", "*"};
  }
  for (const Pattern& pattern : statement.resources) {
    if (statement.not_resource) break;
    out.push_back(pattern.glob.witness("ringfence-fresh"));
    if (out.size() >= 20) break;
  }
  (void)actor;
  return out;
}

Finding Analysis::beyond_list() {
  Answer answer;
  answer.property =
      "Principals of the platform and of the other side can do nothing beyond the "
      "declared actions";
  answer.unit = "principal and action";
  for (const Actor& actor : explorer_.actors()) {
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (declared == nullptr || (declared->part != "platform" && declared->part != "vendor")) {
      continue;
    }
    std::vector<Glob> may = declared->actions;
    for (const std::string& word : declared->may) {
      for (const std::string& action : actions_of_word(word)) {
        may.push_back(Glob::parse(action, true));
      }
    }
    auto is_declared = [&](const std::string& action) {
      return std::ranges::any_of(may,
                                 [&](const Glob& g) { return g.match(action) == Truth::kYes; });
    };
    std::vector<const Policy*> policies;
    if (actor.principal != nullptr) {
      for (const Policy& policy : actor.principal->identity) policies.push_back(&policy);
    }
    for (const auto& [name, policy] : world_.bucket_policies) policies.push_back(&policy);
    for (const auto& [name, policy] : world_.key_policies) policies.push_back(&policy);
    std::set<std::string> tried;
    for (const Policy* policy : policies) {
      for (const Statement& statement : policy->statements) {
        Notes ignored;
        if (!statement.allow) continue;
        if (statement.has_principal &&
            match_principal(statement, actor.who, ignored).matches == Truth::kNo) {
          continue;
        }
        std::vector<std::string> actions;
        for (const std::string& known : known_actions()) {
          if (match_action(statement, known) != Truth::kNo) actions.push_back(known);
        }
        for (const Glob& glob : statement.actions) {
          if (!statement.not_action) actions.push_back(glob.witness("RingfenceFresh", 'X'));
        }
        for (const std::string& action : actions) {
          // A star alone stands for every service; its witness is no action of any.
          if (is_declared(action) || action.find(':') == std::string::npos) continue;
          if (!tried.insert(action).second) continue;
          ++answer.pairs;
          auto way = explorer_.find(actor, action, reach_of_statement(statement, actor));
          if (!way) continue;
          if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
          note_way(answer, std::move(*way), "not among the declared actions");
        }
      }
    }
  }
  if (answer.pairs == 0 && declared_.principals.empty()) {
    answer.open.push_back("nobody declared which principals the platform and the other side have");
  }
  return finish(std::move(answer), {"K5.c"},
                "platform and other side can do nothing beyond the declared actions");
}

Finding Analysis::confinement() {
  Answer answer;
  answer.property =
      fmt::format("Credentials of the platform's components act only on bucket {}{}",
                  target_.bucket, target_.key.empty() ? "" : " and key " + target_.key);
  answer.unit = "component and foreign target";
  const std::string other_key =
      fmt::format("arn:aws:kms:{}:{}:key/ringfence-other",
                  target_.region.empty() ? "eu-west-1" : target_.region, world_.account);
  struct Foreign {
    std::vector<std::string> actions;
    std::string resource, what;
  };
  const std::vector<Foreign> all = {
      {{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"},
       "arn:aws:s3:::ringfence-other-bucket/x",
       "an object of another bucket"},
      {{"s3:ListBucket"}, "arn:aws:s3:::ringfence-other-bucket", "another bucket"},
      {{"kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt"}, other_key, "another key"},
      {{"kms:Decrypt", "kms:GenerateDataKey"},
       fmt::format("arn:aws:kms:xx-other-1:{}:key/ringfence-other", world_.account),
       "a key in another region"},
  };
  for (const Actor& actor : explorer_.actors()) {
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (declared == nullptr || declared->part != "platform" || actor.principal == nullptr) continue;
    for (const Foreign& foreign : all) {
      ++answer.pairs;
      std::optional<Way> way;
      for (const std::string& action : foreign.actions) {
        way = explorer_.find(actor, action, {foreign.resource});
        if (way) break;
      }
      if (!way) continue;
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), "that is " + foreign.what);
    }
  }
  if (answer.pairs == 0) {
    answer.open.push_back(
        "no component of the platform was found: declare them with part platform");
  }
  return finish(std::move(answer), {"M5.a"},
                "the platform's credentials act on no other bucket and key");
}

// Who may append to evidence must not be able to replace or delete it.
Finding Analysis::append_only() {
  Answer answer;
  answer.property = fmt::format("The platform's principals cannot replace or delete an object {}",
                                evidence_objects_);
  answer.unit = "component and right";
  for (const Actor& actor : explorer_.actors()) {
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (declared == nullptr || declared->part != "platform") continue;
    answer.pairs += 2;
    if (auto way = first(actor, delete_actions(), evidence_objects_)) {
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), "evidence can be deleted");
    }
    // A write that must find nothing there carries If-None-Match.
    explorer_.fix("s3:if-none-match", std::nullopt);
    auto way = first(actor, {"s3:PutObject"}, evidence_objects_);
    explorer_.release();
    if (!way) continue;
    if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
    note_way(answer, std::move(*way), "without If-None-Match, so evidence can be replaced");
  }
  if (answer.pairs == 0) {
    answer.open.push_back(
        "no component of the platform was found: declare them with part platform");
  }
  return finish(std::move(answer), {"M1.c"},
                "the platform's principals cannot replace or delete evidence");
}

Finding Analysis::copies(const std::vector<std::string>& buckets) {
  Answer answer;
  answer.property = "No principal can read a listed copy that cannot read the original";
  answer.unit = "principal and copy";
  for (const Actor& actor : explorer_.actors()) {
    std::optional<std::optional<Way>> original;
    for (const std::string& bucket : buckets) {
      ++answer.pairs;
      auto way = first(actor, read_actions(), "arn:aws:s3:::" + bucket + "/*");
      if (!way) continue;
      if (!original) original = can_read(actor, objects_);
      if (*original && (*original)->decision.verdict == Verdict::kAllowed) continue;
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), "cannot read the original");
    }
  }
  return finish(std::move(answer), {"C5.acc.a"},
                "whoever can read a listed copy can read the original too", false);
}

Finding Analysis::installation(const World& install) {
  Answer answer;
  answer.property = "No steady-state principal holds a right that only the installation needs";
  answer.unit = "principal and installation right";
  std::vector<std::string> rights;
  for (const std::string& action : installation_actions()) {
    bool granted = false;
    for (const Principal& principal : install.principals) {
      for (const Policy& policy : principal.identity) {
        for (const Statement& statement : policy.statements) {
          granted = granted || (statement.allow && match_action(statement, action) != Truth::kNo);
        }
      }
    }
    if (granted) rights.push_back(action);
  }
  for (const Actor& actor : explorer_.actors()) {
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (actor.principal == nullptr || actor.principal->provider_owned) continue;
    if (declared != nullptr && declared->part != "platform" && declared->part != "vendor") continue;
    for (const std::string& action : rights) {
      ++answer.pairs;
      const bool wanted =
          declared != nullptr && std::ranges::any_of(declared->actions, [&](auto& g) {
            return g.match(action) == Truth::kYes;
          });
      if (wanted) continue;
      std::vector<std::string> resources{"*"};
      for (const Policy& policy : actor.principal->identity) {
        for (const Statement& statement : policy.statements) {
          if (!statement.allow || match_action(statement, action) == Truth::kNo) continue;
          auto more = reach_of_statement(statement, actor);
          resources.insert(resources.end(), more.begin(), more.end());
        }
      }
      auto way = explorer_.find(actor, action, resources);
      if (!way) continue;
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), "only the installation needs that");
    }
  }
  if (install.principals.empty()) {
    answer.open.push_back("the installation's document grants nobody anything");
  }
  answer.notes.insert(install.gaps.begin(), install.gaps.end());
  return finish(std::move(answer), {"M6.b"},
                "no steady-state principal holds a right that only the installation needs", false);
}

}  // namespace ringfence::review::iam
