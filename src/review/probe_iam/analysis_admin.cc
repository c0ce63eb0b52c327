// Ways to administrative rights (M4.b) and encryption settings that a write may choose (K4.c).
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "review/probe_iam/analysis.h"
#include "review/probe_iam/rights.h"

namespace ringfence::review::iam {

// The first administrative right of the actor itself, if any.
std::optional<Way> Analysis::administers(const Actor& actor) {
  std::optional<Way> undecided;
  auto keep = [&](std::optional<Way> way) {
    if (!way) return false;
    if (way->decision.verdict == Verdict::kAllowed) {
      undecided = std::move(way);
      return true;
    }
    if (!undecided) undecided = std::move(way);
    return false;
  };
  if (!target_.bucket.empty()) {
    if (keep(first(actor, bucket_settings(), bucket_arn_))) return undecided;
    if (keep(first(actor, object_settings(), objects_))) return undecided;
  }
  if (!target_.key.empty()) {
    // A grant that only a service of the provider may use hands nothing to anybody else.
    explorer_.fix("kms:grantisforawsresource", std::vector<std::string>{"false"});
    bool found = keep(first(actor, key_settings(), target_.key));
    explorer_.release();
    if (found) return undecided;
  }
  if (!actor.ours) return undecided;  // nobody's identities are changed from another account
  const std::string fresh = "ringfence-fresh";
  std::vector<std::string> identities{
      fmt::format("arn:aws:iam::{}:role/{}", world_.account, fresh),
      fmt::format("arn:aws:iam::{}:user/{}", world_.account, fresh),
      fmt::format("arn:aws:iam::{}:group/{}", world_.account, fresh),
      fmt::format("arn:aws:iam::{}:policy/{}", world_.account, fresh)};
  for (const Principal& principal : world_.principals) identities.push_back(principal.who.arn);
  for (const std::string& action : identity_settings()) {
    if (keep(explorer_.find(actor, action, identities))) return undecided;
  }
  // Passing any role at all, named by no document, to something that runs with it.
  auto pass = explorer_.find(actor, "iam:PassRole", {identities.front()});
  if (pass) {
    for (const std::string& action : run_with_role_actions()) {
      auto launch = explorer_.find(actor, action, explorer_.representatives(actor, "*"));
      if (!launch) continue;
      pass->decision.because.push_back(action);
      pass->request.action += " and " + action;
      if (keep(std::move(pass))) return undecided;
      break;
    }
  }
  for (const std::string& action : run_code_actions()) {
    if (keep(explorer_.find(actor, action, {"*"}))) return undecided;
  }
  return undecided;
}

Finding Analysis::escalations() {
  Answer answer;
  answer.property =
      "No principal but the declared ones can gain administrative rights over bucket, "
      "key or runtime";
  answer.unit = "principal";
  const auto& actors = explorer_.actors();
  std::vector<std::optional<std::optional<Way>>> own(actors.size());
  auto own_way = [&](std::size_t i) -> const std::optional<Way>& {
    if (!own[i]) own[i] = administers(actors[i]);
    return *own[i];
  };
  for (std::size_t start = 0; start < actors.size(); ++start) {
    const Actor& actor = actors[start];
    if (actor.principal != nullptr && actor.principal->provider_owned) continue;
    if (actor.who.kind == Requester::Kind::kService) continue;
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (declared != nullptr &&
        (declared->part == "break-glass" || declared->may.contains("administer"))) {
      continue;
    }
    ++answer.pairs;
    const bool may_configure = declared != nullptr && declared->may.contains("configure");
    // Breadth first over assumed and passed roles, so that the shortest way is shown.
    std::deque<std::pair<std::size_t, std::vector<std::string>>> queue{{start, {}}};
    std::set<std::size_t> seen{start};
    while (!queue.empty()) {
      auto [at, path] = std::move(queue.front());
      queue.pop_front();
      if (const auto& way = own_way(at); way) {
        const bool settings =
            way->request.action.starts_with("s3:") || way->request.action.starts_with("kms:");
        if (!(may_configure && settings)) {
          Way shown = *way;
          shown.actor = &actor;
          shown.path = path;
          if (shown.decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
          note_way(answer, std::move(shown), "not declared to administer");
          break;
        }
      }
      if (path.size() >= 6) continue;
      for (const Edge& edge : edges_of(at)) {
        const DeclaredPrincipal* role =
            declared_.find(actors[edge.role].who, actors[edge.role].name);
        const DeclaredTrust* trust = nullptr;
        const bool known = is_declared_trust(actors[at], world_.principals[edge.role], trust);
        // Whoever may take up a break-glass role by declaration is meant to.
        if (role != nullptr && role->part == "break-glass" && known) continue;
        if (!seen.insert(edge.role).second) continue;
        auto longer = path;
        longer.push_back(world_.principals[edge.role].name + (edge.passes_role ? " (passed)" : ""));
        queue.emplace_back(edge.role, std::move(longer));
      }
    }
  }
  return finish(std::move(answer), {"M4.b"},
                "no other principal can gain administrative rights over bucket, key or runtime");
}

// What a writer may choose for encryption, over the texts: trap 16 of the evidence design.
Finding Analysis::encryption() {
  Answer answer;
  answer.property = fmt::format(
      "A write under {} with encryption or key other than {}, or without TLS, is denied", objects_,
      target_.key);
  answer.unit = "kind of write and writer";
  const std::string algorithm = "s3:x-amz-server-side-encryption";
  const std::string key_id = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  const std::string customer_key = "s3:x-amz-server-side-encryption-customer-algorithm";
  using Value = std::optional<std::vector<std::string>>;
  auto value = [](const char* text) { return Value(std::vector<std::string>{text}); };
  struct Write {
    const char* what;
    Value algorithm, key, customer;
    const char* tls;
  };
  const Value none;
  const Value foreign(
      std::vector<std::string>{"arn:aws:kms:eu-west-1:999999999999:key/ringfence-foreign"});
  const Value ours(std::vector<std::string>{target_.key});
  const std::vector<Write> writes = {
      {"with a key of another account", value("aws:kms"), foreign, none, "true"},
      {"with the provider's key", value("AES256"), none, none, "true"},
      {"with aws:kms and no key named", value("aws:kms"), none, none, "true"},
      {"with aws:kms:dsse and another key", value("aws:kms:dsse"), foreign, none, "true"},
      {"with a key supplied by the caller", none, none, value("AES256"), "true"},
      {"without any encryption header", none, none, none, "true"},
      {"without TLS", value("aws:kms"), ours, none, "false"},
  };
  for (const Actor& actor : explorer_.actors()) {
    explorer_.fix(algorithm, value("aws:kms"));
    explorer_.fix(key_id, ours);
    explorer_.fix(customer_key, none);
    explorer_.fix("aws:securetransport", value("true"));
    auto proper = first(actor, {"s3:PutObject"}, objects_);
    explorer_.release();
    if (!proper && !declared_.may(actor.who, actor.name, "write")) continue;
    for (const Write& write : writes) {
      ++answer.pairs;
      explorer_.fix(algorithm, write.algorithm);
      explorer_.fix(key_id, write.key);
      explorer_.fix(customer_key, write.customer);
      explorer_.fix("aws:securetransport", value(write.tls));
      auto way = first(actor, {"s3:PutObject"}, objects_);
      explorer_.release();
      if (!way) continue;
      if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
      note_way(answer, std::move(*way), std::string("a write ") + write.what + " passes");
    }
  }
  for (const std::string& line : loose_conditions(world_)) answer.notes.insert(line);
  if (answer.pairs == 0) answer.open.push_back("nobody can write there, so nothing was tried");
  return snapshot(std::move(answer), {"K4.c"},
                  "the texts deny every other kind of write that was tried");
}

std::vector<std::string> loose_conditions(const World& world) {
  std::vector<std::string> out;
  auto look = [&](const Policy& policy) {
    for (const Statement& statement : policy.statements) {
      std::map<std::string, std::vector<std::string>> negated;
      for (const ConditionTest& test : statement.conditions) {
        if (!statement.allow && test.negated) {
          negated[test.operator_written].push_back(test.key_written);
        }
        if (statement.allow && test.quantifier == Quantifier::kAllValues) {
          out.push_back(fmt::format("{} {}: {} is also true when {} is absent", policy.name,
                                    statement.label(), test.operator_written, test.key_written));
        }
        if (statement.allow && test.negated) {
          out.push_back(fmt::format("{} {}: {} is also true when {} is absent", policy.name,
                                    statement.label(), test.operator_written, test.key_written));
        }
      }
      for (const auto& [name, keys] : negated) {
        if (keys.size() < 2) continue;
        std::string joined;
        for (const std::string& key : keys) joined += (joined.empty() ? "" : " and ") + key;
        out.push_back(
            fmt::format("{} {}: denies only when {} are all different, because the keys of one {} "
                        "are joined by "
                        "and: one right value switches the denial off",
                        policy.name, statement.label(), joined, name));
      }
      if (!statement.allow && statement.conditions.size() == 1 &&
          !statement.conditions[0].negated && statement.conditions[0].key == "aws:sourceip") {
        out.push_back(
            fmt::format("{} {}: aws:SourceIp is absent from requests through an endpoint, "
                        "which are then not denied",
                        policy.name, statement.label()));
      }
    }
  };
  for (const auto& [name, policy] : world.bucket_policies) look(policy);
  for (const auto& [name, policy] : world.key_policies) look(policy);
  for (const Principal& principal : world.principals) {
    for (const Policy& policy : principal.identity) look(policy);
    if (principal.trust) look(*principal.trust);
  }
  return out;
}

}  // namespace ringfence::review::iam
