// Who can assume which role, by which conditions (claim M3.a).
#include <fmt/format.h>

#include <algorithm>

#include "review/probe_iam/analysis.h"
#include "review/probe_iam/rights.h"

namespace ringfence::review::iam {
namespace {

std::vector<std::string> assume_actions(const Actor& actor) {
  if (actor.who.kind == Requester::Kind::kFederated) {
    return {"sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"};
  }
  if (actor.who.kind == Requester::Kind::kAnonymous) return {};
  return {"sts:AssumeRole"};
}

// Host of an OIDC provider: the prefix of its condition keys.
std::string provider_host(const std::string& arn) {
  auto at = arn.find("oidc-provider/");
  return lower(at == std::string::npos ? arn : arn.substr(at + 14));
}

}  // namespace

std::optional<Way> Analysis::assume(const Actor& actor, const Principal& role) {
  std::optional<Way> undecided;
  for (const std::string& action : assume_actions(actor)) {
    auto way = explorer_.find(actor, action, {role.who.arn});
    if (!way) continue;
    if (way->decision.verdict == Verdict::kAllowed) return way;
    if (!undecided) undecided = std::move(way);
  }
  return undecided;
}

bool Analysis::is_declared_trust(const Actor& actor, const Principal& role,
                                 const DeclaredTrust*& out) const {
  for (const DeclaredTrust& trust : declared_.trusts) {
    const bool role_fits =
        trust.role.match(role.who.arn) == Truth::kYes || trust.role.match(role.name) == Truth::kYes;
    if (!role_fits) continue;
    const std::string root = "arn:aws:iam::" + actor.who.account + ":root";
    const bool by_fits =
        trust.by.match(actor.who.arn) == Truth::kYes ||
        (!actor.who.account.empty() &&
         (trust.by.match(actor.who.account) == Truth::kYes || trust.by.match(root) == Truth::kYes));
    if (!by_fits) continue;
    out = &trust;
    return true;
  }
  return false;
}

void Analysis::check_federated(Answer& answer, const Actor& actor, const Principal& role,
                               const DeclaredTrust& trust) {
  const std::string host = provider_host(actor.who.arn);
  auto report = [&](const std::string& why) {
    auto way = assume(actor, role);
    explorer_.release();
    if (way) note_way(answer, std::move(*way), why);
  };
  explorer_.fix(host + ":aud", std::vector<std::string>{"ringfence-other-audience"});
  report("tokens issued for any other audience are accepted too");
  if (trust.subjects.empty()) {
    explorer_.fix(host + ":sub", std::vector<std::string>{"ringfence-other-subject"});
    report("tokens of any subject are accepted");
  } else {
    explorer_.refuse(host + ":sub", trust.subjects);
    report("subjects beyond the declared ones are accepted");
  }
}

void Analysis::check_trust(Answer& answer, const Actor& actor, const Principal& role) {
  ++answer.pairs;
  auto way = assume(actor, role);
  if (!way) return;
  if (way->decision.verdict == Verdict::kMaybe) ++answer.pairs_open;
  const DeclaredTrust* trust = nullptr;
  if (!is_declared_trust(actor, role, trust)) {
    note_way(answer, std::move(*way), "that trust is not declared");
    return;
  }
  answer.allowed.push_back(sentence(*way));
  for (const std::string& key : trust->conditions) {
    explorer_.fix(key, std::nullopt);
    auto without = assume(actor, role);
    explorer_.release();
    if (without) {
      note_way(answer, std::move(*without),
               fmt::format("the declared condition {} is not asked for", key));
    }
  }
  if (actor.who.kind == Requester::Kind::kFederated) {
    check_federated(answer, actor, role, *trust);
    return;
  }
  if (!trust->conditions_said) {
    explorer_.fix("sts:externalid", std::nullopt);
    auto without = assume(actor, role);
    explorer_.release();
    if (without) {
      note_way(
          answer, std::move(*without),
          "a foreign account, and no sts:ExternalId is asked for: whoever gets that account to "
          "act for him gets the role");
    }
  }
}

Finding Analysis::assumptions() {
  Answer answer;
  answer.property =
      "No principal outside the customer's accounts can assume a role in them, or only "
      "those declared under the conditions declared";
  answer.unit = "principal and role";
  for (const Actor& actor : explorer_.actors()) {
    // The provider's services are not the other side; whom they act for is in their own policies.
    if (actor.ours || actor.who.kind == Requester::Kind::kService) continue;
    for (const Principal& role : world_.principals) {
      if (role.who.kind != Requester::Kind::kRole || !role.trust) continue;
      if (!world_.is_ours(role.who.account)) continue;
      check_trust(answer, actor, role);
    }
  }
  if (world_.principals.empty()) answer.open.push_back("no role was handed in");
  return finish(std::move(answer), {"M3.a"},
                declared_.trusts.empty()
                    ? "no principal outside the customer's accounts can assume a role"
                    : "only declared principals can assume a role, under the declared conditions",
                false);
}

// iam:PassRole together with an action that starts something with the role.
void Analysis::pass_role_edges(const Actor& actor, std::vector<Edge>& out) {
  if (actor.principal == nullptr) return;
  std::optional<Way> launch;
  for (const std::string& action : run_with_role_actions()) {
    launch = explorer_.find(actor, action, explorer_.representatives(actor, "*"));
    if (launch) break;
  }
  if (!launch) return;
  for (std::size_t i = 0; i < world_.principals.size(); ++i) {
    const Principal& role = world_.principals[i];
    if (role.who.kind != Requester::Kind::kRole || role.who.arn == actor.who.arn) continue;
    auto pass = explorer_.find(actor, "iam:PassRole", {role.who.arn});
    if (!pass) continue;
    pass->decision.because.push_back(launch->request.action);
    out.push_back({i, std::move(*pass), true});
  }
}

const std::vector<Analysis::Edge>& Analysis::edges_of(std::size_t actor_index) {
  auto& slot = edges_[actor_index];
  if (slot) return *slot;
  const Actor& actor = explorer_.actors()[actor_index];
  std::vector<Edge> out;
  for (std::size_t i = 0; i < world_.principals.size(); ++i) {
    const Principal& role = world_.principals[i];
    if (role.who.kind != Requester::Kind::kRole || !role.trust) continue;
    if (role.who.arn == actor.who.arn) continue;
    if (auto way = assume(actor, role)) out.push_back({i, std::move(*way), false});
  }
  pass_role_edges(actor, out);
  slot = std::move(out);
  return *slot;
}

}  // namespace ringfence::review::iam
