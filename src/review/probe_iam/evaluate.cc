#include "review/probe_iam/evaluate.h"

#include <fmt/format.h>

namespace ringfence::review::iam {
namespace {

// What one list of policies says about a request.
struct Voice {
  Truth deny = Truth::kNo;
  Truth allow = Truth::kNo;  // by whatever grant
  // Of a resource-based policy, by how the principal was named.
  Truth allow_account = Truth::kNo, allow_direct = Truth::kNo, allow_session = Truth::kNo;
};

class Evaluation {
 public:
  Evaluation(const PolicySet& set, const Request& request) : set_(set), request_(request) {}

  Decision decide();

 private:
  void hear(const Policy& policy, Voice& voice);
  Voice hear_all(const std::vector<const Policy*>& policies) {
    Voice voice;
    for (const Policy* policy : policies) hear(*policy, voice);
    return voice;
  }
  Truth ceiling() const { return both(boundary_, session_); }
  Truth allowed_in_account(const Voice& resource) const;
  Truth allowed() const;
  bool is_entity() const {
    return request_.who.kind == Requester::Kind::kRole ||
           request_.who.kind == Requester::Kind::kUser ||
           request_.who.kind == Requester::Kind::kRoot;
  }

  const PolicySet& set_;
  const Request& request_;
  Decision out_;
  Voice resource_;
  Truth deny_ = Truth::kNo;
  Truth identity_ = Truth::kNo;
  Truth boundary_ = Truth::kYes, session_ = Truth::kYes, organization_ = Truth::kYes;
  std::vector<std::string> denied_by_, allowed_by_;
};

void Evaluation::hear(const Policy& policy, Voice& voice) {
  for (const Statement& statement : policy.statements) {
    Truth applies = match_action(statement, request_.action);
    if (applies == Truth::kNo) continue;
    applies = both(applies, match_resource(statement, request_));
    if (applies == Truth::kNo) continue;
    PrincipalMatch who{Truth::kYes, Grant::kDirect};
    if (statement.has_principal) {
      who = match_principal(statement, request_.who, out_.notes);
      applies = both(applies, who.matches);
      if (applies == Truth::kNo) continue;
    }
    applies = both(applies, match_conditions(statement, request_.context, out_.notes));
    if (applies == Truth::kNo) continue;
    if (applies == Truth::kMaybe) {
      out_.notes.insert(policy.notes.begin(), policy.notes.end());
      out_.notes.insert(
          fmt::format("{}: {}: depends on what was not given", policy.name, statement.label()));
    }
    const std::string label = fmt::format("{} {}", policy.name, statement.label());
    if (!statement.allow) {
      voice.deny = either(voice.deny, applies);
      denied_by_.push_back(label);
      continue;
    }
    voice.allow = either(voice.allow, applies);
    Truth& by = who.how == Grant::kAccount   ? voice.allow_account
                : who.how == Grant::kSession ? voice.allow_session
                                             : voice.allow_direct;
    by = either(by, applies);
    allowed_by_.push_back(label);
  }
}

// Requester and resource in one account.
Truth Evaluation::allowed_in_account(const Voice& resource) const {
  const Truth by_identity = both(identity_, ceiling());
  // A user or a session named by itself needs nothing else; a role named by its ARN stays below
  // boundary and session policy.
  Truth by_resource = resource.allow_session;
  const bool user = request_.who.kind == Requester::Kind::kUser;
  by_resource =
      either(by_resource, user ? resource.allow_direct : both(resource.allow_direct, ceiling()));
  const bool only_way_in = set_.resource != nullptr && (set_.resource->kind == PolicyKind::kKey ||
                                                        set_.resource->kind == PolicyKind::kTrust);
  if (!only_way_in) return either(by_identity, by_resource);
  // Key and trust policies must themselves let in; naming the account hands on to its identity
  // policies.
  return either(by_resource, both(resource.allow_account, by_identity));
}

Truth Evaluation::allowed() const {
  if (!is_entity()) return resource_.allow;
  Truth base = Truth::kNo;
  const bool same =
      !request_.who.account.empty() && request_.who.account == request_.resource_account;
  if (same) {
    base = allowed_in_account(resource_);
  } else {
    // Both sides must allow; a resource without a policy lets no other account in.
    base = both(resource_.allow, both(identity_, ceiling()));
  }
  return both(organization_, base);
}

Decision Evaluation::decide() {
  // A root user has every right of its account, and no identity policy.
  const bool root = request_.who.kind == Requester::Kind::kRoot;
  Voice identity = hear_all(set_.identity);
  identity_ = root || !set_.identity_known ? Truth::kYes : identity.allow;
  deny_ = identity.deny;
  if (!set_.boundary.empty()) {
    Voice voice = hear_all(set_.boundary);
    boundary_ = voice.allow;
    deny_ = either(deny_, voice.deny);
  }
  if (!set_.session.empty()) {
    Voice voice = hear_all(set_.session);
    session_ = voice.allow;
    deny_ = either(deny_, voice.deny);
  }
  // Service control policies bind principals of the account, not services and strangers.
  if (is_entity()) {
    for (const auto& level : set_.service_control) {
      Voice voice = hear_all(level);
      organization_ = both(organization_, voice.allow);
      deny_ = either(deny_, voice.deny);
    }
  }
  if (set_.resource != nullptr) {
    hear(*set_.resource, resource_);
    deny_ = either(deny_, resource_.deny);
  }
  const Truth allow = allowed();
  const Truth result = both(allow, !deny_);
  if (result == Truth::kYes) {
    out_.verdict = Verdict::kAllowed;
    out_.because = allowed_by_;
  } else if (deny_ == Truth::kYes) {
    out_.verdict = Verdict::kExplicitDeny;
    out_.because = denied_by_;
  } else if (result == Truth::kNo) {
    out_.verdict = Verdict::kImplicitDeny;
  } else {
    out_.verdict = Verdict::kMaybe;
    out_.because = allowed_by_;
  }
  return std::move(out_);
}

std::string_view last_part(std::string_view text) {
  auto slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

PrincipalMatch match_one(const PrincipalPattern& pattern, const Requester& who) {
  using Kind = PrincipalPattern::Kind;
  const bool entity = who.kind == Requester::Kind::kRole || who.kind == Requester::Kind::kUser ||
                      who.kind == Requester::Kind::kRoot;
  switch (pattern.kind) {
    case Kind::kEveryone:
      return {Truth::kYes, Grant::kDirect};
    case Kind::kAccount:
      if (!entity) return {};
      if (pattern.value.find(kUnknownMark) != std::string::npos) {
        return {Glob::literal(pattern.value).match(who.account), Grant::kAccount};
      }
      return {truth(pattern.value == who.account),
              who.kind == Requester::Kind::kRoot ? Grant::kDirect : Grant::kAccount};
    case Kind::kRole:
      if (who.kind != Requester::Kind::kRole) return {};
      return {Glob::literal(pattern.value).match(who.arn), Grant::kDirect};
    case Kind::kUser:
      if (who.kind != Requester::Kind::kUser) return {};
      return {Glob::literal(pattern.value).match(who.arn), Grant::kDirect};
    case Kind::kSession:
      if (who.session.empty()) return {};
      return {Glob::literal(pattern.value).match(who.session), Grant::kSession};
    case Kind::kService:
      if (who.kind != Requester::Kind::kService) return {};
      return {Glob::literal(pattern.value).match(who.arn), Grant::kDirect};
    case Kind::kFederated:
      if (who.kind != Requester::Kind::kFederated) return {};
      return {Glob::literal(pattern.value).match(who.arn), Grant::kDirect};
    case Kind::kCanonical:
      return {entity ? Truth::kMaybe : Truth::kNo, Grant::kAccount};
    case Kind::kOther:
      if (pattern.value.find_first_of("*?\x01") == std::string::npos) return {};
      {
        Glob glob = Glob::parse(pattern.value);
        bool hit = glob.match(who.arn) != Truth::kNo || glob.match(who.session) != Truth::kNo ||
                   glob.match(who.account) != Truth::kNo;
        return {hit && entity ? Truth::kMaybe : Truth::kNo, Grant::kDirect};
      }
  }
  return {};
}

}  // namespace

std::string_view account_of_arn(std::string_view arn) {
  for (int i = 0; i < 4; ++i) {
    auto colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  std::string_view account = arn.substr(0, arn.find(':'));
  return account.size() == 12 ? account : std::string_view();
}

Requester Requester::role(std::string arn) {
  Requester out{.kind = Kind::kRole, .arn = std::move(arn)};
  out.account = account_of_arn(out.arn);
  return out;
}

Requester Requester::user(std::string arn) {
  Requester out{.kind = Kind::kUser, .arn = std::move(arn)};
  out.account = account_of_arn(out.arn);
  return out;
}

Requester Requester::service(std::string name) {
  return {.kind = Kind::kService, .arn = std::move(name)};
}

Requester Requester::federated(std::string provider) {
  return {.kind = Kind::kFederated, .arn = std::move(provider)};
}

Requester Requester::anonymous() { return {.kind = Kind::kAnonymous}; }

void add_known_keys(Request& request) {
  auto put = [&](const char* key, std::string value) {
    if (!value.empty()) request.context.try_emplace(key, std::vector{std::move(value)});
  };
  const Requester& who = request.who;
  const bool service = who.kind == Requester::Kind::kService;
  put("aws:principalisawsservice", service ? "true" : "false");
  put("aws:resourceaccount", request.resource_account);
  if (request.action.starts_with("s3:")) put("s3:resourceaccount", request.resource_account);
  switch (who.kind) {
    case Requester::Kind::kRole:
      put("aws:principaltype", "AssumedRole");
      put("aws:principalarn", who.arn);
      put("aws:principalaccount", who.account);
      break;
    case Requester::Kind::kUser:
      put("aws:principaltype", "User");
      put("aws:principalarn", who.arn);
      put("aws:principalaccount", who.account);
      put("aws:username", std::string(last_part(who.arn)));
      break;
    case Requester::Kind::kRoot:
      put("aws:principaltype", "Account");
      put("aws:principalarn", who.arn);
      put("aws:principalaccount", who.account);
      break;
    case Requester::Kind::kService:
      put("aws:principalservicename", who.arn);
      break;
    case Requester::Kind::kAnonymous:
      put("aws:principaltype", "Anonymous");
      put("aws:principalaccount", "anonymous");
      break;
    case Requester::Kind::kFederated:
      break;
  }
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllowed:
      return "allowed";
    case Verdict::kExplicitDeny:
      return "explicitDeny";
    case Verdict::kImplicitDeny:
      return "implicitDeny";
    case Verdict::kMaybe:
      return "undecided";
  }
  return "";
}

Decision evaluate(const PolicySet& policies, const Request& request) {
  Evaluation evaluation(policies, request);
  return evaluation.decide();
}

Truth match_action(const Statement& statement, std::string_view action) {
  Truth out = Truth::kNo;
  for (const Glob& glob : statement.actions) {
    out = either(out, glob.match(action));
    if (out == Truth::kYes) break;
  }
  return statement.not_action ? !out : out;
}

PrincipalMatch match_principal(const Statement& statement, const Requester& who, Notes& notes) {
  PrincipalMatch best;
  bool account_named = false;
  for (const PrincipalPattern& pattern : statement.principals) {
    PrincipalMatch one = match_one(pattern, who);
    if (one.matches == Truth::kNo) continue;
    if (one.how == Grant::kAccount) account_named = true;
    if (one.matches > best.matches || (one.matches == best.matches && one.how > best.how)) {
      best = one;
    }
  }
  if (!statement.not_principal) return best;
  if (best.matches == Truth::kNo) return {Truth::kYes, Grant::kDirect};
  if (best.matches == Truth::kMaybe) return {Truth::kMaybe, Grant::kDirect};
  const bool entity = who.kind == Requester::Kind::kRole || who.kind == Requester::Kind::kUser;
  // The provider may look at the account first, then the role, then the session: all must be
  // listed to be surely outside.
  if (!statement.allow && entity && (!account_named || best.how == Grant::kAccount)) {
    notes.insert(
        "NotPrincipal with Deny names the principal without its account, or only the "
        "account: whether it is denied depends on the service");
    return {Truth::kMaybe, Grant::kDirect};
  }
  return {Truth::kNo, Grant::kNone};
}

}  // namespace ringfence::review::iam
