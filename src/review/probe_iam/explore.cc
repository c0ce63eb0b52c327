#include "review/probe_iam/explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ringfence::review::iam {
namespace {

constexpr std::string_view kFresh = kFreshName;

// Keys that every real request carries; "absent" is no choice for them.
bool always_present(std::string_view key) {
  return key == "aws:securetransport" || key == "aws:currenttime" || key == "aws:epochtime" ||
         key == "aws:useragent";
}

// What an outsider cannot have, whatever he sends.
bool is_membership(std::string_view key) {
  return key == "aws:principalorgid" || key == "aws:principalorgpaths" ||
         key.starts_with("aws:principaltag/");
}

std::string shifted_number(const std::string& text, int by) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? fmt::format("{}", value + by) : text;
}

std::string address_in(const std::string& block) { return block.substr(0, block.find('/')); }

// One value that the test accepts for this pattern, and for ordered tests the values around it.
void witnesses(const ConditionTest& test, const Pattern& pattern, std::vector<std::string>& out) {
  const std::string& text = pattern.written;
  switch (test.op) {
    case Operator::kStringLike:
    case Operator::kArn:
      out.push_back(pattern.glob.witness("", 'x'));
      out.push_back(pattern.glob.witness(kFresh, 'x'));
      break;
    case Operator::kNumericEquals:
    case Operator::kNumericLess:
    case Operator::kNumericLessEquals:
    case Operator::kNumericGreater:
    case Operator::kNumericGreaterEquals:
      for (int by : {-1, 0, 1}) out.push_back(shifted_number(text, by));
      break;
    case Operator::kDateEquals:
    case Operator::kDateLess:
    case Operator::kDateLessEquals:
    case Operator::kDateGreater:
    case Operator::kDateGreaterEquals:
      out.insert(out.end(), {"1971-01-01T00:00:00Z", text, "2999-01-01T00:00:00Z"});
      break;
    case Operator::kIpAddress:
      out.push_back(address_in(text));
      break;
    case Operator::kBool:
      out.insert(out.end(), {"true", "false"});
      break;
    case Operator::kNull:
      break;
    default:
      out.push_back(text);
      break;
  }
}

std::string fresh_value(std::string_view key, const std::vector<const ConditionTest*>& tests) {
  for (const ConditionTest* test : tests) {
    if (test->op == Operator::kIpAddress) return "198.18.255.254";
    if (test->op == Operator::kBool) return "true";
    if (test->op == Operator::kArn) return "arn:aws:ringfence:fresh:999999999999:fresh";
  }
  if (key == "aws:sourceip" || key == "aws:vpcsourceip") return "198.18.255.254";
  return std::string(kFresh);
}

}  // namespace

std::string bucket_of(std::string_view arn) {
  constexpr std::string_view kPrefix = "arn:aws:s3:::";
  if (!arn.starts_with(kPrefix)) return {};
  arn.remove_prefix(kPrefix.size());
  return std::string(arn.substr(0, arn.find('/')));
}

std::string conditions_text(const Context& conditions) {
  std::string out;
  for (const auto& [key, values] : conditions) {
    out += out.empty() ? "if " : " and ";
    std::string shown;
    for (const std::string& value : values) {
      std::string text;
      for (char c : value)
        text += c == kUnknownMark ? std::string("(not given)") : std::string(1, c);
      shown += (shown.empty() ? "" : ", ") + (text.empty() ? "empty" : text);
    }
    out += fmt::format("{} is {}", key, shown);
  }
  return out;
}

Explorer::Explorer(const World& world, std::int64_t work_max) : world_(world), work_max_(work_max) {
  for (const Principal& principal : world.principals) {
    by_arn_.emplace(principal.who.arn, &principal);
    const bool role = principal.who.kind == Requester::Kind::kRole;
    actors_.push_back({principal.who, &principal, principal.name,
                       fmt::format("{} {}", role ? "role" : "user", principal.name),
                       world.is_ours(principal.who.account)});
  }
  for (const auto& [bucket, policy] : world.bucket_policies) name_principals(policy);
  for (const auto& [key, policy] : world.key_policies) name_principals(policy);
  for (const Principal& principal : world.principals) {
    if (principal.trust) name_principals(*principal.trust);
  }
  add_actor(Requester::anonymous(), "an unsigned request");
  std::string stranger = "999999999999";
  while (world.is_ours(stranger)) stranger[0] = static_cast<char>(stranger[0] - 1);
  add_actor(Requester::role("arn:aws:iam::" + stranger + ":role/stranger"),
            "a role of an account that no policy names");
}

void Explorer::add_actor(Requester who, std::string label) {
  for (const Actor& actor : actors_) {
    if (actor.who.kind == who.kind && actor.who.arn == who.arn &&
        actor.who.session == who.session) {
      return;
    }
  }
  if (actors_.size() >= 2 * kPrincipalsMax) {
    cut_ = true;
    return;
  }
  Actor actor{.who = std::move(who), .label = std::move(label)};
  // A session of a role that was handed in keeps that role's policies.
  actor.principal = world_.find(actor.who.arn);
  actor.ours = world_.is_ours(actor.who.account);
  actors_.push_back(std::move(actor));
}

void Explorer::name_principals(const Policy& policy) {
  using Kind = PrincipalPattern::Kind;
  for (const Statement& statement : policy.statements) {
    for (const PrincipalPattern& pattern : statement.principals) {
      switch (pattern.kind) {
        case Kind::kAccount:
          if (!world_.is_ours(pattern.value)) {
            add_actor(Requester::role("arn:aws:iam::" + pattern.value + ":role/any"),
                      "any role of account " + pattern.value);
          }
          break;
        case Kind::kRole:
          add_actor(Requester::role(pattern.value), "role " + pattern.value);
          break;
        case Kind::kUser:
          add_actor(Requester::user(pattern.value), "user " + pattern.value);
          break;
        case Kind::kSession: {
          // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION
          auto start = pattern.value.find("assumed-role/");
          if (start == std::string::npos) break;
          std::string_view rest = std::string_view(pattern.value).substr(start + 13);
          std::string role(rest.substr(0, rest.find('/')));
          Requester who = Requester::role(
              fmt::format("arn:aws:iam::{}:role/{}", account_of_arn(pattern.value), role));
          for (const Principal& principal : world_.principals) {
            if (principal.name == role) who = principal.who;
          }
          who.session = pattern.value;
          add_actor(std::move(who), "session " + pattern.value);
          break;
        }
        case Kind::kService:
          add_actor(Requester::service(pattern.value), "service " + pattern.value);
          break;
        case Kind::kFederated:
          add_actor(Requester::federated(pattern.value), "identity provider " + pattern.value);
          break;
        case Kind::kCanonical:
          add_actor(Requester::role("arn:aws:iam::888888888888:role/canonical-user"),
                    "canonical user " + pattern.value);
          break;
        case Kind::kOther:
        case Kind::kEveryone:
          break;
      }
    }
  }
}

void Explorer::release() {
  fixed_.clear();
  refused_key_.clear();
  refused_.clear();
}

PolicySet Explorer::policies_for(const Actor& actor, const std::string& action,
                                 const std::string& resource) const {
  PolicySet set;
  if (actor.principal != nullptr) {
    for (const Policy& policy : actor.principal->identity) set.identity.push_back(&policy);
    for (const Policy& policy : actor.principal->session) set.session.push_back(&policy);
    if (actor.principal->boundary) set.boundary.push_back(&*actor.principal->boundary);
  } else {
    // Of a foreign account: whoever owns it can allow anything. Of ours: not handed in, and said
    // so.
    set.identity_known = actor.ours;
  }
  if (actor.ours) {
    for (const auto& level : world_.service_control) {
      auto& out = set.service_control.emplace_back();
      for (const Policy& policy : level) out.push_back(&policy);
    }
  }
  if (action.starts_with("s3:")) {
    auto found = world_.bucket_policies.find(bucket_of(resource));
    if (found != world_.bucket_policies.end()) set.resource = &found->second;
  } else if (action.starts_with("kms:")) {
    for (const auto& [key, policy] : world_.key_policies) {
      if (Glob::parse(key).match(resource) != Truth::kNo) set.resource = &policy;
    }
  } else if (action.starts_with("sts:AssumeRole")) {
    auto role = by_arn_.find(resource);
    if (role != by_arn_.end() && role->second->trust) set.resource = &*role->second->trust;
  }
  return set;
}

Explorer::Relevant Explorer::relevant(const PolicySet& set, const Request& request) {
  Relevant out;
  bool identity = !set.identity_known || request.who.kind == Requester::Kind::kRoot;
  bool by_account = false, by_itself = false;
  Notes ignored;
  auto hear = [&](const Policy& policy, PolicyKind kind) {
    for (const Statement& statement : policy.statements) {
      ++work_;
      Truth applies = match_action(statement, request.action);
      if (applies == Truth::kNo) continue;
      bool variable = false;
      for (const Pattern& pattern : statement.resources) variable |= pattern.has_variable;
      if (!variable) applies = both(applies, match_resource(statement, request));
      if (applies == Truth::kNo) continue;
      PrincipalMatch who{Truth::kYes, Grant::kDirect};
      if (statement.has_principal) who = match_principal(statement, request.who, ignored);
      applies = both(applies, who.matches);
      if (applies == Truth::kNo) continue;
      if (statement.allow && kind == PolicyKind::kIdentity) identity = true;
      if (statement.allow && kind == PolicyKind::kResource) {
        (who.how == Grant::kAccount ? by_account : by_itself) = true;
      }
      if (!statement.allow && statement.conditions.empty() && applies == Truth::kYes && !variable) {
        out.surely_denied = true;
      }
      out.statements.push_back(&statement);
    }
  };
  for (const Policy* policy : set.identity) hear(*policy, PolicyKind::kIdentity);
  if (set.resource != nullptr) hear(*set.resource, PolicyKind::kResource);
  for (const Policy* policy : set.boundary) hear(*policy, PolicyKind::kBoundary);
  for (const Policy* policy : set.session) hear(*policy, PolicyKind::kSession);
  for (const auto& level : set.service_control) {
    for (const Policy* policy : level) hear(*policy, PolicyKind::kServiceControl);
  }
  // As evaluate() joins them, with every condition granted.
  const bool entity = request.who.kind == Requester::Kind::kRole ||
                      request.who.kind == Requester::Kind::kUser ||
                      request.who.kind == Requester::Kind::kRoot;
  const bool only_way_in = set.resource != nullptr && set.resource->kind != PolicyKind::kResource;
  if (!entity) {
    out.allows = by_account || by_itself;
  } else if (request.who.account != request.resource_account) {
    out.allows = identity && (by_account || by_itself);
  } else {
    out.allows = by_itself || (identity && (!only_way_in || by_account));
  }
  return out;
}

// Values between which no test tells apart are one value.
void Explorer::collapse(Choice& choice, const std::vector<const ConditionTest*>& tests) {
  std::vector<std::vector<Truth>> seen;
  std::vector<std::optional<std::vector<std::string>>> kept;
  for (auto& value : choice.values) {
    Context context;
    if (value) context[choice.key] = *value;
    std::vector<Truth> answers;
    Notes ignored;
    for (const ConditionTest* test : tests) {
      answers.push_back(match_condition(*test, context, ignored));
      ++work_;
    }
    if (std::ranges::find(seen, answers) != seen.end()) continue;
    seen.push_back(std::move(answers));
    kept.push_back(std::move(value));
  }
  choice.values = std::move(kept);
}

std::vector<Explorer::Choice> Explorer::choices(const Relevant& relevant, const Request& request) {
  std::map<std::string, std::vector<const ConditionTest*>> by_key;
  std::map<std::string, bool> has_variable;
  auto note_variables = [&](const Pattern& pattern) {
    for (const Pattern::Piece& piece : pattern.pieces) {
      if (!piece.variable) continue;
      by_key.try_emplace(piece.text);
      has_variable[piece.text] = true;
    }
  };
  for (const Statement* statement : relevant.statements) {
    for (const Pattern& pattern : statement->resources) note_variables(pattern);
    for (const ConditionTest& test : statement->conditions) {
      by_key[test.key].push_back(&test);
      for (const Pattern& pattern : test.values) {
        note_variables(pattern);
        if (pattern.has_variable) has_variable[test.key] = true;
      }
    }
  }
  const bool foreign = !world_.is_ours(request.who.account);
  std::vector<Choice> out;
  for (const auto& [key, tests] : by_key) {
    if (request.context.contains(key)) continue;  // follows from the requester
    Choice choice{.key = key};
    if (!always_present(key)) choice.values.emplace_back();
    if (auto fixed = fixed_.find(key); fixed != fixed_.end()) {
      choice.values = {fixed->second};
      out.push_back(std::move(choice));
      continue;
    }
    if (foreign && is_membership(key)) {
      choice.values.emplace_back(std::vector<std::string>{std::string(kFresh)});
      out.push_back(std::move(choice));
      continue;
    }
    std::vector<std::string> values{fresh_value(key, tests)};
    bool sets = false;
    for (const ConditionTest* test : tests) {
      sets = sets || test->quantifier != Quantifier::kNone;
      for (const Pattern& pattern : test->values) witnesses(*test, pattern, values);
    }
    if (has_variable.contains(key)) {
      // What a variable could stand for in the resource asked for.
      std::string_view rest = request.resource;
      for (std::size_t at; !rest.empty(); rest.remove_prefix(std::min(at + 1, rest.size()))) {
        at = std::min(rest.find_first_of("/:"), rest.size());
        if (at > 0) values.emplace_back(rest.substr(0, at));
      }
    }
    if (key == refused_key_) {
      std::erase_if(values, [&](const std::string& value) {
        return std::ranges::any_of(
            refused_, [&](const Glob& glob) { return glob.match(value) != Truth::kNo; });
      });
    }
    for (const std::string& value : values) choice.values.emplace_back(std::vector{value});
    if (sets && values.size() > 1 && key != refused_key_) {
      choice.values.emplace_back(std::vector{values[1], values[0]});
      choice.values.emplace_back(std::vector(values.begin() + 1, values.end()));
    }
    if (!has_variable.contains(key)) collapse(choice, tests);
    out.push_back(std::move(choice));
  }
  return out;
}

Decision Explorer::decide(const PolicySet& set, const Request& request) {
  ++evaluations_;
  std::size_t statements = 1;
  for (const Policy* policy : set.identity) statements += policy->statements.size();
  if (set.resource != nullptr) statements += set.resource->statements.size();
  work_ += static_cast<std::int64_t>(statements);
  return evaluate(set, request);
}

// Leaves out every key without which the answer is the same.
void Explorer::minimise(const PolicySet& set, const std::vector<Choice>& choices, Way& way) {
  for (const Choice& choice : choices) {
    auto found = way.request.context.find(choice.key);
    if (found == way.request.context.end() || fixed_.contains(choice.key)) continue;
    std::vector<std::string> value = found->second;
    way.request.context.erase(found);
    if (decide(set, way.request).verdict == way.decision.verdict) continue;
    way.conditions[choice.key] = value;
    way.request.context[choice.key] = std::move(value);
  }
  way.decision = decide(set, way.request);
}

std::optional<Way> Explorer::search(const Actor& actor, const PolicySet& set, Request request) {
  if (work_ > work_max_) {
    cut_ = true;
    return std::nullopt;
  }
  Relevant found = relevant(set, request);
  if (!found.allows || found.surely_denied) return std::nullopt;
  std::vector<Choice> all = choices(found, request);
  std::vector<std::size_t> at(all.size(), 0);
  std::optional<Way> undecided;
  for (std::int64_t tried = 0;; ++tried) {
    if (tried >= kContextsMax || work_ > work_max_) {
      cut_ = true;
      return undecided;
    }
    Request attempt = request;
    for (const auto& [key, value] : fixed_) {
      if (value) attempt.context.try_emplace(key, *value);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].values.empty()) continue;
      if (all[i].values[at[i]]) attempt.context[all[i].key] = *all[i].values[at[i]];
    }
    Decision decision = decide(set, attempt);
    if (decision.may_pass() && (decision.verdict == Verdict::kAllowed || !undecided)) {
      Way way{.actor = &actor, .request = std::move(attempt), .decision = std::move(decision)};
      minimise(set, all, way);
      if (way.decision.verdict == Verdict::kAllowed) return way;
      undecided = std::move(way);
    }
    std::size_t digit = 0;
    while (digit < all.size() && ++at[digit] >= all[digit].values.size()) at[digit++] = 0;
    if (digit == all.size()) return undecided;
  }
}

std::optional<Way> Explorer::find(const Actor& actor, const std::string& action,
                                  const std::vector<std::string>& resources) {
  std::optional<Way> undecided;
  bool identity = actor.principal == nullptr;
  if (!identity) {
    for (const Policy& policy : actor.principal->identity) {
      work_ += std::ssize(policy.statements);
      for (const Statement& statement : policy.statements) {
        identity = identity || (statement.allow && match_action(statement, action) != Truth::kNo);
      }
    }
  }
  for (const std::string& resource : resources) {
    // Nothing of the requester's own allows it, and iam: resources have no policy of theirs.
    if (!identity && action.starts_with("iam:")) break;
    Request request{.who = actor.who,
                    .action = action,
                    .resource = resource,
                    .resource_account = world_.account,
                    .context = {}};
    PolicySet set = policies_for(actor, action, resource);
    work_ += 4;
    if (set.resource == nullptr && (!identity || !actor.ours)) continue;
    add_known_keys(request);
    // Nobody gets into a key or a role but through its own policy.
    const bool closed = action.starts_with("sts:AssumeRole") && set.resource == nullptr;
    if (closed) continue;
    auto way = search(actor, set, std::move(request));
    if (!way) continue;
    if (way->decision.verdict == Verdict::kAllowed) return way;
    if (!undecided) undecided = std::move(way);
  }
  return undecided;
}

std::vector<std::string> Explorer::representatives(const Actor& actor,
                                                   const std::string& arn_pattern) {
  const Glob target = Glob::parse(arn_pattern);
  std::vector<const Pattern*> patterns;
  auto add = [&](const Policy& policy) {
    for (const Statement& statement : policy.statements) {
      for (const Pattern& pattern : statement.resources) patterns.push_back(&pattern);
    }
  };
  const std::string bucket = bucket_of(arn_pattern);
  if (actor.principal != nullptr) {
    for (const Policy& policy : actor.principal->identity) add(policy);
    for (const Policy& policy : actor.principal->session) add(policy);
    if (actor.principal->boundary) add(*actor.principal->boundary);
  }
  if (auto found = world_.bucket_policies.find(bucket); found != world_.bucket_policies.end()) {
    add(found->second);
  }
  std::vector<std::string> out{target.witness(kFresh)};
  auto keep = [&](std::string text) {
    if (text.empty() || std::ranges::find(out, text) != out.end()) return;
    if (out.size() < kResourcesMax) {
      out.push_back(std::move(text));
    } else {
      cut_ = true;
    }
  };
  for (const Pattern* pattern : patterns) {
    work_ += static_cast<std::int64_t>(1 + pattern->written.size() / 8);
    Glob glob;
    for (const Pattern::Piece& piece : pattern->pieces) {
      if (piece.variable) {
        glob.append_any_run();
      } else if (piece.literal) {
        glob.append_literal(piece.text);
      } else {
        glob.append_pattern(piece.text);
      }
    }
    if (work_ > work_max_) {
      cut_ = true;
      break;
    }
    keep(Glob::common(target, glob, kFresh));
    if (glob.has_wildcard()) keep(Glob::common(target, glob, "x"));
  }
  return out;
}

}  // namespace ringfence::review::iam
