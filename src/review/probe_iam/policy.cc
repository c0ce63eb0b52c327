#include "review/probe_iam/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ringfence::review::iam {
namespace {

// Reads one statement; every error names document, statement and element.
class StatementReader {
 public:
  StatementReader(Policy& policy, int index) : policy_(policy) { statement_.index = index; }

  Result<Statement> read(const Node& node) {
    if (!node.is_object()) return wrong("is no object");
    for (const Member& member : node.members) RF_TRY(element(member.key, member.value));
    RF_TRY(check_whole());
    return std::move(statement_);
  }

 private:
  Error wrong(const std::string& what) const {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{}: {}: {}", policy_.name, statement_.label(), what));
  }
  void note(const std::string& what) {
    policy_.notes.insert(fmt::format("{}: {}: {}", policy_.name, statement_.label(), what));
  }

  Result<> element(const std::string& key, const Node& node) {
    if (key == "Sid") {
      if (!node.is_text()) return wrong("Sid is no text");
      statement_.sid = node.text;
      return {};
    }
    if (key == "Effect") {
      if (!node.is_text() || (node.text != "Allow" && node.text != "Deny")) {
        return wrong("Effect is neither Allow nor Deny");
      }
      statement_.allow = node.text == "Allow";
      has_effect_ = true;
      return {};
    }
    if (key == "Principal" || key == "NotPrincipal") {
      if (statement_.has_principal) return wrong("has both Principal and NotPrincipal");
      statement_.has_principal = true;
      statement_.not_principal = key == "NotPrincipal";
      return principals(node, key);
    }
    if (key == "Action" || key == "NotAction") {
      if (has_action_) return wrong("has both Action and NotAction");
      has_action_ = true;
      statement_.not_action = key == "NotAction";
      return actions(node, key);
    }
    if (key == "Resource" || key == "NotResource") {
      if (statement_.has_resource) return wrong("has both Resource and NotResource");
      statement_.has_resource = true;
      statement_.not_resource = key == "NotResource";
      return resources(node, key);
    }
    if (key == "Condition") return conditions(node);
    return wrong(fmt::format("unknown element \"{:.60}\"", key));
  }

  Result<> check_whole() {
    const bool resource_based = policy_.kind == PolicyKind::kResource ||
                                policy_.kind == PolicyKind::kKey ||
                                policy_.kind == PolicyKind::kTrust;
    if (!has_effect_) return wrong("has no Effect");
    if (!has_action_) return wrong("has neither Action nor NotAction");
    if (resource_based && !statement_.has_principal) {
      return wrong("has neither Principal nor NotPrincipal");
    }
    if (!resource_based && statement_.has_principal) {
      return wrong("names a principal, which a policy of this kind must not");
    }
    const bool trust = policy_.kind == PolicyKind::kTrust;
    if (trust && statement_.has_resource) {
      return wrong("names a resource, which a trust policy must not");
    }
    if (!trust && !statement_.has_resource) return wrong("has neither Resource nor NotResource");
    return {};
  }

  // One text or a list of texts.
  Result<std::vector<std::string>> texts(const Node& node, const std::string& where,
                                         bool scalars = false) {
    std::vector<std::string> out;
    auto add = [&](const Node& item) -> Result<> {
      bool scalar = item.is(Node::Kind::kBool) || item.is(Node::Kind::kNumber);
      if (!item.is_text() && !(scalars && scalar)) return wrong(where + " holds no text");
      if (item.text.size() > kElementBytesMax) {
        return Error(ErrorCode::kTooLarge,
                     fmt::format("{}: {}: {} of {} bytes, at most {}", policy_.name,
                                 statement_.label(), where, item.text.size(), kElementBytesMax));
      }
      out.push_back(item.text);
      return {};
    };
    if (!node.is_list()) {
      RF_TRY(add(node));
      return out;
    }
    if (node.members.size() > kListMax) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("{}: {}: {} with {} values, at most {}", policy_.name,
                               statement_.label(), where, node.members.size(), kListMax));
    }
    for (const Member& member : node.members) RF_TRY(add(member.value));
    return out;
  }

  Result<> actions(const Node& node, const std::string& where) {
    RF_TRY_ASSIGN(std::vector<std::string> all, texts(node, where));
    if (all.empty()) return wrong(where + " is empty");
    for (std::string& text : all) {
      if (text != "*" && text.find(':') == std::string::npos &&
          text.find(kUnknownMark) == std::string::npos) {
        return wrong(fmt::format("{} \"{:.60}\" names no service", where, text));
      }
      statement_.actions.push_back(Glob::parse(text, true));
      statement_.actions_written.push_back(std::move(text));
    }
    return {};
  }

  Result<> resources(const Node& node, const std::string& where) {
    RF_TRY_ASSIGN(std::vector<std::string> all, texts(node, where));
    if (all.empty()) return wrong(where + " is empty");
    for (const std::string& text : all) {
      if (text != "*" && !text.starts_with("arn:") &&
          text.find(kUnknownMark) == std::string::npos) {
        return wrong(fmt::format("{} \"{:.80}\" is no ARN", where, text));
      }
      RF_TRY_ASSIGN(Pattern pattern, parse_pattern(text, where));
      statement_.resources.push_back(std::move(pattern));
    }
    return {};
  }

  Result<Pattern> parse_pattern(const std::string& text, const std::string& where);
  Result<> variable(std::string_view inner, Pattern& pattern, const std::string& where);
  Result<> principals(const Node& node, const std::string& where);
  PrincipalPattern aws_principal(const std::string& text);
  Result<> conditions(const Node& node);
  Result<> condition_keys(const std::string& written, const Node& keys);

  Policy& policy_;
  Statement statement_;
  bool has_effect_ = false, has_action_ = false;
};

Result<> StatementReader::variable(std::string_view inner, Pattern& pattern,
                                   const std::string& where) {
  Pattern::Piece piece;
  if (inner == "*" || inner == "?" || inner == "$") {
    piece.text = inner;
    piece.literal = true;
    pattern.pieces.push_back(std::move(piece));
    return {};
  }
  auto comma = inner.find(',');
  std::string_view key = inner.substr(0, comma);
  while (key.ends_with(' ')) key.remove_suffix(1);
  if (comma != std::string_view::npos) {
    std::string_view rest = inner.substr(comma + 1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.size() < 2 || rest.front() != '\'' || rest.back() != '\'') {
      return wrong(where + " holds a policy variable whose default is not in quotation marks");
    }
    piece.has_default = true;
    piece.fallback = rest.substr(1, rest.size() - 2);
  }
  if (key.empty() || key.find_first_of("*?{}'\"") != std::string_view::npos) {
    return wrong(where + " holds a policy variable that names no condition key");
  }
  piece.text = lower(key);
  piece.variable = true;
  pattern.has_variable = true;
  pattern.pieces.push_back(std::move(piece));
  return {};
}

Result<Pattern> StatementReader::parse_pattern(const std::string& text, const std::string& where) {
  Pattern pattern;
  pattern.written = text;
  std::string_view rest = text;
  auto plain = [&](std::string_view part) {
    if (part.empty()) return;
    Pattern::Piece piece;
    piece.text = part;
    pattern.pieces.push_back(std::move(piece));
  };
  // In the old language version the text `${...}` is only a text.
  while (policy_.variables) {
    auto open = rest.find("${");
    if (open == std::string_view::npos) break;
    auto close = rest.find('}', open);
    if (close == std::string_view::npos) return wrong(where + " holds an open policy variable");
    plain(rest.substr(0, open));
    RF_TRY(variable(rest.substr(open + 2, close - open - 2), pattern, where));
    rest.remove_prefix(close + 1);
  }
  plain(rest);
  for (const Pattern::Piece& piece : pattern.pieces) {
    if (piece.literal) {
      pattern.glob.append_literal(piece.text);
    } else if (!piece.variable) {
      pattern.glob.append_pattern(piece.text);
    }
  }
  return pattern;
}

PrincipalPattern StatementReader::aws_principal(const std::string& text) {
  using Kind = PrincipalPattern::Kind;
  PrincipalPattern out{.kind = Kind::kOther, .value = text, .written = text};
  auto digits = [](std::string_view t) {
    return t.size() == 12 && std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text == "*") {
    out.kind = Kind::kEveryone;
    return out;
  }
  if (digits(text)) {
    out.kind = Kind::kAccount;
    return out;
  }
  if (text.find_first_of("*?") != std::string::npos) {
    note(
        fmt::format("principal \"{}\" has a wildcard inside, which the provider refuses; taken as "
                    "possibly matching",
                    text));
    return out;
  }
  // arn:PARTITION:SERVICE::ACCOUNT:REST
  std::array<std::string_view, 6> part;
  std::string_view rest = text;
  for (std::size_t i = 0; i < 5; ++i) {
    auto colon = rest.find(':');
    if (colon == std::string_view::npos) break;
    part[i] = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
    part[i + 1] = rest;
  }
  if (part[0] != "arn" || part[5].empty()) {
    if (text.find(kUnknownMark) != std::string::npos) return out;
    note(fmt::format("principal \"{}\" is the id of a principal that is gone; matches nobody",
                     text));
    return out;
  }
  if (part[5] == "root") {
    out.kind = Kind::kAccount;
    out.value = part[4];
  } else if (part[5].starts_with("role/")) {
    out.kind = Kind::kRole;
  } else if (part[5].starts_with("user/")) {
    out.kind = Kind::kUser;
  } else if (part[5].starts_with("assumed-role/") || part[5].starts_with("federated-user/")) {
    out.kind = Kind::kSession;
  } else {
    note(
        fmt::format("principal \"{}\" is of a kind that is not modelled; taken as possibly "
                    "matching",
                    text));
  }
  return out;
}

Result<> StatementReader::principals(const Node& node, const std::string& where) {
  using Kind = PrincipalPattern::Kind;
  if (node.is_text()) {
    if (node.text != "*") return wrong(where + " is a text other than \"*\"");
    statement_.principals.push_back({Kind::kEveryone, "*", "*"});
    return {};
  }
  if (!node.is_object() || node.members.empty()) return wrong(where + " is no object");
  for (const Member& member : node.members) {
    RF_TRY_ASSIGN(std::vector<std::string> all, texts(member.value, where + "." + member.key));
    for (const std::string& text : all) {
      if (member.key == "AWS") {
        statement_.principals.push_back(aws_principal(text));
      } else if (member.key == "Service") {
        statement_.principals.push_back({Kind::kService, text, text});
      } else if (member.key == "Federated") {
        statement_.principals.push_back({Kind::kFederated, text, text});
      } else if (member.key == "CanonicalUser") {
        statement_.principals.push_back({Kind::kCanonical, text, text});
        note(
            "principal by canonical user id: which account that is was not given; taken as "
            "possibly matching any foreign account");
      } else {
        return wrong(fmt::format("{} of the unknown kind \"{:.60}\"", where, member.key));
      }
    }
  }
  if (statement_.principals.empty()) return wrong(where + " is empty");
  return {};
}

struct OperatorName {
  std::string_view name;
  Operator op;
  bool negated;
};
constexpr OperatorName kOperators[] = {
    {"stringequals", Operator::kString, false},
    {"stringnotequals", Operator::kString, true},
    {"stringequalsignorecase", Operator::kStringIgnoreCase, false},
    {"stringnotequalsignorecase", Operator::kStringIgnoreCase, true},
    {"stringlike", Operator::kStringLike, false},
    {"stringnotlike", Operator::kStringLike, true},
    {"numericequals", Operator::kNumericEquals, false},
    {"numericnotequals", Operator::kNumericEquals, true},
    {"numericlessthan", Operator::kNumericLess, false},
    {"numericlessthanequals", Operator::kNumericLessEquals, false},
    {"numericgreaterthan", Operator::kNumericGreater, false},
    {"numericgreaterthanequals", Operator::kNumericGreaterEquals, false},
    {"dateequals", Operator::kDateEquals, false},
    {"datenotequals", Operator::kDateEquals, true},
    {"datelessthan", Operator::kDateLess, false},
    {"datelessthanequals", Operator::kDateLessEquals, false},
    {"dategreaterthan", Operator::kDateGreater, false},
    {"dategreaterthanequals", Operator::kDateGreaterEquals, false},
    {"bool", Operator::kBool, false},
    {"binaryequals", Operator::kBinary, false},
    {"ipaddress", Operator::kIpAddress, false},
    {"notipaddress", Operator::kIpAddress, true},
    {"arnequals", Operator::kArn, false},
    {"arnlike", Operator::kArn, false},
    {"arnnotequals", Operator::kArn, true},
    {"arnnotlike", Operator::kArn, true},
    {"null", Operator::kNull, false},
};

ConditionTest read_operator(const std::string& written) {
  ConditionTest test;
  test.operator_written = written;
  std::string name = lower(written);
  std::string_view rest = name;
  if (rest.starts_with("forallvalues:")) {
    test.quantifier = Quantifier::kAllValues;
    rest.remove_prefix(13);
  } else if (rest.starts_with("foranyvalue:")) {
    test.quantifier = Quantifier::kAnyValue;
    rest.remove_prefix(12);
  }
  if (rest.ends_with("ifexists")) {
    test.if_exists = true;
    rest.remove_suffix(8);
  }
  for (const OperatorName& known : kOperators) {
    if (known.name != rest) continue;
    // The provider refuses NullIfExists and set operators on Null.
    if (known.op == Operator::kNull && (test.if_exists || test.quantifier != Quantifier::kNone)) {
      break;
    }
    test.op = known.op;
    test.negated = known.negated;
  }
  return test;
}

Result<> StatementReader::condition_keys(const std::string& written, const Node& keys) {
  if (!keys.is_object()) return wrong(fmt::format("Condition {:.60} is no object", written));
  ConditionTest base = read_operator(written);
  if (base.op == Operator::kNotKnown) {
    note(
        fmt::format("condition operator \"{:.60}\" is not known; the condition is taken as "
                    "possibly true and possibly false",
                    written));
  }
  for (const Member& member : keys.members) {
    ConditionTest test = base;
    test.key_written = member.key;
    test.key = lower(member.key);
    for (const ConditionTest& other : statement_.conditions) {
      if (other.key == test.key && other.operator_written == test.operator_written) {
        return wrong(
            fmt::format("Condition {:.60} names the key \"{:.60}\" twice", written, member.key));
      }
    }
    const std::string where = fmt::format("Condition {:.60} {:.80}", written, member.key);
    RF_TRY_ASSIGN(std::vector<std::string> all, texts(member.value, where, true));
    for (const std::string& text : all) {
      RF_TRY_ASSIGN(Pattern pattern, parse_pattern(text, where));
      test.values.push_back(std::move(pattern));
    }
    statement_.conditions.push_back(std::move(test));
    if (statement_.conditions.size() > 200) {
      return Error(ErrorCode::kTooLarge, fmt::format("{}: {}: more than 200 conditions",
                                                     policy_.name, statement_.label()));
    }
  }
  return {};
}

Result<> StatementReader::conditions(const Node& node) {
  if (!node.is_object()) return wrong("Condition is no object");
  for (const Member& member : node.members) RF_TRY(condition_keys(member.key, member.value));
  return {};
}

}  // namespace

std::string_view policy_kind_name(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kIdentity:
      return "identity";
    case PolicyKind::kResource:
      return "resource";
    case PolicyKind::kKey:
      return "key";
    case PolicyKind::kTrust:
      return "trust";
    case PolicyKind::kBoundary:
      return "boundary";
    case PolicyKind::kSession:
      return "session";
    case PolicyKind::kServiceControl:
      return "service control";
  }
  return "";
}

std::string Statement::label() const {
  return sid.empty() ? fmt::format("statement {}", index)
                     : fmt::format("statement {} ({:.80})", index, sid);
}

Result<Policy> parse_policy(std::string_view json, std::string name, PolicyKind kind) {
  RF_TRY_ASSIGN(Node document, parse_json(json, name, kPolicyDocument));
  RF_TRY_ASSIGN(Policy policy, parse_policy(document, std::move(name), kind));
  policy.text = json;
  return policy;
}

Result<Policy> parse_policy(const Node& document, std::string name, PolicyKind kind) {
  Policy policy;
  policy.name = std::move(name);
  policy.kind = kind;
  if (!document.is_object()) {
    return Error(ErrorCode::kInvalid, policy.name + ": a policy document is an object");
  }
  const Node* statements = nullptr;
  for (const Member& member : document.members) {
    if (member.key == "Version") {
      if (member.value.text != "2012-10-17" && member.value.text != "2008-10-17") {
        return Error(ErrorCode::kInvalid,
                     fmt::format("{}: Version \"{:.40}\" is none of 2012-10-17, 2008-10-17",
                                 policy.name, member.value.text));
      }
      policy.variables = member.value.text == "2012-10-17";
    } else if (member.key == "Statement") {
      statements = &member.value;
    } else if (member.key != "Id") {
      return Error(ErrorCode::kInvalid,
                   fmt::format("{}: unknown element \"{:.60}\"", policy.name, member.key));
    }
  }
  if (statements == nullptr) return Error(ErrorCode::kInvalid, policy.name + ": no Statement");
  std::vector<const Node*> all;
  if (statements->is_list()) {
    if (statements->members.size() > kStatementsMax) {
      return Error(ErrorCode::kTooLarge, fmt::format("{}: {} statements, at most {}", policy.name,
                                                     statements->members.size(), kStatementsMax));
    }
    for (const Member& member : statements->members) all.push_back(&member.value);
  } else {
    all.push_back(statements);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    StatementReader reader(policy, static_cast<int>(i + 1));
    RF_TRY_ASSIGN(Statement statement, reader.read(*all[i]));
    policy.statements.push_back(std::move(statement));
  }
  policy.text = to_json(document);
  return policy;
}

}  // namespace ringfence::review::iam
