#include "review/probe_iam/smt.h"

#include <fmt/format.h>

namespace ringfence::review::iam {
namespace {

std::string any_of(const std::string& a, const std::string& b) {
  if (a == "true" || b == "true") return "true";
  if (a == "false") return b;
  if (b == "false") return a;
  return fmt::format("(or {} {})", a, b);
}

std::string all_of(const std::string& a, const std::string& b) {
  if (a == "false" || b == "false") return "false";
  if (a == "true") return b;
  if (b == "true") return a;
  return fmt::format("(and {} {})", a, b);
}

std::string not_of(const std::string& a) {
  if (a == "true") return "false";
  if (a == "false") return "true";
  return fmt::format("(not {})", a);
}

std::string regex_literal(std::string_view text, bool any_case) {
  if (!any_case) return fmt::format("(str.to_re {})", SmtText::literal(text));
  std::string out;
  for (char c : text) {
    std::string low(1, c), high(1, c);
    if (c >= 'a' && c <= 'z') high[0] = static_cast<char>(c - 32);
    if (c >= 'A' && c <= 'Z') low[0] = static_cast<char>(c + 32);
    out += low == high ? fmt::format(" {}", regex_literal(low, false))
                       : fmt::format(" (re.union {} {})", regex_literal(low, false),
                                     regex_literal(high, false));
  }
  return text.size() == 1 ? out.substr(1) : fmt::format("(re.++{} (str.to_re \"\"))", out);
}

// `run`: what a star stands for.
std::string regex_of(std::string_view pattern, const std::string& run) {
  std::string out, plain;
  auto flush = [&] {
    if (!plain.empty()) out += " " + regex_literal(plain, false);
    plain.clear();
  };
  for (char c : pattern) {
    if (c != '*' && c != '?' && c != kUnknownMark) {
      plain += c;
      continue;
    }
    flush();
    out += c == '?' ? std::string(" re.allchar") : " " + run;
  }
  flush();
  return fmt::format("(re.++{} (str.to_re \"\"))", out);
}

bool known_key(std::string_view key) {
  return key == "aws:securetransport" || key == "aws:currenttime" || key == "aws:epochtime";
}

bool membership(std::string_view key) {
  return key == "aws:principalorgid" || key == "aws:principalorgpaths" ||
         key.starts_with("aws:principaltag/");
}

bool unknown_in(std::string_view text);

// Not written exactly: left free.
bool is_open(const Pattern& pattern) {
  bool literal = false;
  for (const Pattern::Piece& piece : pattern.pieces) literal = literal || piece.literal;
  return literal || pattern.has_variable || unknown_in(pattern.written);
}

bool unknown_in(std::string_view text) { return text.find(kUnknownMark) != std::string_view::npos; }

}  // namespace

std::string SmtText::literal(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"') {
      out += "\"\"";
    } else if (byte < 0x20 || byte > 0x7E || c == '\\') {
      out += fmt::format("\\u{{{:x}}}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string SmtText::variable(const std::string& key, char kind) {
  auto [at, fresh] =
      names_.try_emplace(std::string(1, kind) + key, fmt::format("{}{}", kind, names_.size()));
  return at->second;
}

std::string SmtText::free_bool(const std::string& what) { return variable(what, 'f'); }

std::string SmtText::present(const std::string& key, const Request& request) {
  if (request.context.contains(key) || known_key(key)) return "true";
  return variable(key, 'p');
}

std::string SmtText::value_of(const std::string& key, const Request& request) {
  auto found = request.context.find(key);
  if (found != request.context.end() && found->second.size() == 1) {
    return literal(found->second.front());
  }
  if (foreign_ && membership(key)) return literal("ringfence-fresh");
  return variable(key, 'v');
}

std::string SmtText::value_test(const ConditionTest& test, const Pattern& pattern,
                                const std::string& value) {
  const bool open = is_open(pattern);
  std::string text;
  for (const Pattern::Piece& piece : pattern.pieces) text += piece.text;
  if (!open) {
    switch (test.op) {
      case Operator::kString:
      case Operator::kBinary:
        return fmt::format("(= {} {})", value, literal(text));
      case Operator::kBool:
        return fmt::format("(= {} {})", value, literal(lower(text)));
      case Operator::kStringIgnoreCase:
        return fmt::format("(str.in_re {} {})", value, regex_literal(text, true));
      case Operator::kStringLike:
        return fmt::format("(str.in_re {} {})", value, regex_of(text, "re.all"));
      case Operator::kArn: {
        std::string out, rest = text;
        for (int part = 0; part < 5; ++part) {
          auto colon = rest.find(':');
          if (colon == std::string::npos) return free_bool("arn " + test.key + " " + text);
          out += " " +
                 regex_of(rest.substr(0, colon), "(re.* (re.diff re.allchar (str.to_re \":\")))");
          out += " (str.to_re \":\")";
          rest.erase(0, colon + 1);
        }
        return fmt::format("(str.in_re {} (re.++{} {}))", value, out, regex_of(rest, "re.all"));
      }
      default:
        break;
    }
  }
  return free_bool(test.operator_written + " " + test.key + " " + pattern.written);
}

std::string SmtText::condition(const ConditionTest& test, const Request& request) {
  if (test.op == Operator::kNotKnown) return free_bool(test.operator_written + " " + test.key);
  const std::string there = present(test.key, request);
  if (test.op == Operator::kNull) {
    std::string out = "false";
    for (const Pattern& pattern : test.values) {
      if (unknown_in(pattern.written)) return free_bool("null " + test.key);
      out = any_of(out, lower(pattern.written) == "true" ? not_of(there) : there);
    }
    return out;
  }
  const bool missing = test.if_exists || test.quantifier == Quantifier::kAllValues ||
                       (test.quantifier == Quantifier::kNone && test.negated);
  std::string holds = "false";
  if (test.quantifier != Quantifier::kNone) {
    std::string values;
    for (const Pattern& pattern : test.values) values += " " + pattern.written;
    holds = free_bool(test.operator_written + " " + test.key + values);
  } else {
    for (const Pattern& pattern : test.values) {
      holds = any_of(holds, value_test(test, pattern, value_of(test.key, request)));
    }
    if (test.negated) holds = not_of(holds);
  }
  return any_of(all_of(there, holds), missing ? not_of(there) : "false");
}

std::string SmtText::matches(const std::string& term, const Glob& glob) {
  return fmt::format("(str.in_re {} {})", term, regex_of(glob.witness("*", '?'), "re.all"));
}

std::string SmtText::statement(const Statement& statement, const Request& request,
                               const std::string& resource) {
  Truth action = match_action(statement, request.action);
  if (action == Truth::kNo) return "false";
  std::string out = action == Truth::kYes ? "true" : free_bool("action " + statement.label());
  if (statement.has_resource) {
    std::string hit = "false";
    for (const Pattern& pattern : statement.resources) {
      const bool open = is_open(pattern);
      hit = any_of(
          hit, open ? free_bool("resource " + pattern.written) : matches(resource, pattern.glob));
    }
    out = all_of(out, statement.not_resource ? not_of(hit) : hit);
  }
  for (const ConditionTest& test : statement.conditions) {
    out = all_of(out, condition(test, request));
  }
  return out;
}

void SmtText::hear(const Policy& policy, const Request& request, const std::string& resource,
                   Terms& out) {
  for (const Statement& one : policy.statements) {
    PrincipalMatch who{Truth::kYes, Grant::kDirect};
    Notes ignored;
    if (one.has_principal) who = match_principal(one, request.who, ignored);
    if (who.matches == Truth::kNo) continue;
    std::string term = statement(one, request, resource);
    if (who.matches == Truth::kMaybe) {
      term = all_of(term, free_bool("principal " + policy.name + one.label()));
    }
    if (!one.allow) {
      out.deny = any_of(out.deny, term);
      continue;
    }
    out.allow = any_of(out.allow, term);
    std::string& by = who.how == Grant::kAccount   ? out.account
                      : who.how == Grant::kSession ? out.session
                                                   : out.direct;
    by = any_of(by, term);
  }
}

std::string SmtText::passes(const PolicySet& set, const Request& request,
                            const std::string& resource, bool foreign) {
  foreign_ = foreign;
  Terms identity, boundary, session, own;
  for (const Policy* policy : set.identity) hear(*policy, request, resource, identity);
  for (const Policy* policy : set.boundary) hear(*policy, request, resource, boundary);
  for (const Policy* policy : set.session) hear(*policy, request, resource, session);
  if (set.resource != nullptr) hear(*set.resource, request, resource, own);
  std::string deny = any_of(any_of(identity.deny, boundary.deny), any_of(session.deny, own.deny));
  const bool root = request.who.kind == Requester::Kind::kRoot;
  const bool user = request.who.kind == Requester::Kind::kUser;
  const bool entity = root || user || request.who.kind == Requester::Kind::kRole;
  std::string by_identity = root || !set.identity_known ? "true" : identity.allow;
  std::string ceiling = all_of(set.boundary.empty() ? "true" : boundary.allow,
                               set.session.empty() ? "true" : session.allow);
  std::string organization = "true";
  if (entity) {
    for (const auto& level : set.service_control) {
      Terms terms;
      for (const Policy* policy : level) hear(*policy, request, resource, terms);
      organization = all_of(organization, terms.allow);
      deny = any_of(deny, terms.deny);
    }
  }
  std::string allow;
  if (!entity) {
    allow = own.allow;
  } else if (!request.who.account.empty() && request.who.account == request.resource_account) {
    std::string direct = user ? own.direct : all_of(own.direct, ceiling);
    std::string by_resource = any_of(own.session, direct);
    const bool only_way_in = set.resource != nullptr && (set.resource->kind == PolicyKind::kKey ||
                                                         set.resource->kind == PolicyKind::kTrust);
    std::string rest = all_of(by_identity, ceiling);
    if (only_way_in) rest = all_of(own.account, rest);
    allow = any_of(by_resource, rest);
  } else {
    allow = all_of(own.allow, all_of(by_identity, ceiling));
  }
  return all_of(all_of(organization, allow), not_of(deny));
}

std::string SmtText::script(const std::string& property, const std::string& resource_pattern,
                            const std::vector<std::string>& cases) const {
  std::string out = "; " + property + "\n; unsat: no request passes in this model.\n";
  out += "(set-logic ALL)\n(declare-const resource String)\n";
  for (const auto& [key, symbol] : names_) {
    std::string shown;
    for (char c : key.substr(1)) shown += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    out += fmt::format("(declare-const {} {}) ; {}\n", symbol, symbol[0] == 'v' ? "String" : "Bool",
                       shown);
  }
  out += fmt::format("(assert {})\n", matches("resource", Glob::parse(resource_pattern)));
  out += "(assert (or false";
  for (const std::string& one : cases) out += "\n  " + one;
  return out + "))\n(check-sat)\n";
}

}  // namespace ringfence::review::iam
