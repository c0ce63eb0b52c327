// A policy document of the AWS IAM JSON policy language, read strictly. Only the elements of the
// language are known; anything else is an error that names it, because an element that the provider
// obeys and we ignore would be a silent answer.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "review/probe_iam/glob.h"
#include "review/probe_iam/node.h"
#include "review/probe_iam/truth.h"

namespace ringfence::review::iam {

constexpr std::size_t kStatementsMax = 2'000;   // of one document
constexpr std::size_t kListMax = 2'000;         // values of one element
constexpr std::size_t kElementBytesMax = 4096;  // one action, ARN, principal or condition value

// Where a policy is attached; decides which elements it must and must not have.
enum class PolicyKind : std::uint8_t {
  kIdentity,        // no Principal
  kResource,        // bucket policy: Principal and Resource
  kKey,             // key policy: like kResource, and the only way in (see evaluate.h)
  kTrust,           // of a role: Principal, no Resource
  kBoundary,        // like kIdentity
  kSession,         // like kIdentity
  kServiceControl,  // like kIdentity
};
std::string_view policy_kind_name(PolicyKind kind);

// A text that may hold policy variables: `${aws:username}`, `${key, 'default'}`, `${*}`.
struct Pattern {
  struct Piece {
    std::string text;  // a run of pattern text, or the lower-case key of a variable
    bool variable = false;
    bool literal = false;  // `${*}`: the character itself
    bool has_default = false;
    std::string fallback;
  };
  std::string written;
  std::vector<Piece> pieces;
  bool has_variable = false;
  Glob glob;  // where there is no variable: as a wildcard pattern
};

struct PrincipalPattern {
  enum class Kind : std::uint8_t {
    kEveryone,   // "*", or {"AWS": "*"}
    kAccount,    // value: account id
    kRole,       // value: role ARN
    kUser,       // value: user ARN
    kSession,    // value: assumed-role or federated-user ARN
    kService,    // value: service name
    kFederated,  // value: provider ARN or name
    kCanonical,  // value: canonical user id
    kOther,      // an id of a deleted principal, a wildcard inside an ARN, an unknown part
  };
  Kind kind = Kind::kOther;
  std::string value;
  std::string written;
};

enum class Operator : std::uint8_t {
  kString,
  kStringIgnoreCase,
  kStringLike,
  kNumericEquals,
  kNumericLess,
  kNumericLessEquals,
  kNumericGreater,
  kNumericGreaterEquals,
  kDateEquals,
  kDateLess,
  kDateLessEquals,
  kDateGreater,
  kDateGreaterEquals,
  kBool,
  kBinary,
  kIpAddress,
  kArn,
  kNull,
  kNotKnown,
};
enum class Quantifier : std::uint8_t { kNone, kAllValues, kAnyValue };

struct ConditionTest {
  Operator op = Operator::kNotKnown;
  bool negated = false;
  bool if_exists = false;
  Quantifier quantifier = Quantifier::kNone;
  std::string key;  // lower case; names of keys have no case
  std::string operator_written, key_written;
  std::vector<Pattern> values;
};

struct Statement {
  int index = 0;  // from 1
  std::string sid;
  bool allow = false;
  bool has_principal = false, not_principal = false;
  std::vector<PrincipalPattern> principals;
  bool not_action = false;
  std::vector<Glob> actions;
  std::vector<std::string> actions_written;
  bool has_resource = false, not_resource = false;
  std::vector<Pattern> resources;
  std::vector<ConditionTest> conditions;  // all must hold

  std::string label() const;  // "statement 2 (AllowRead)"
};

struct Policy {
  std::string name;  // for people: file, or role and policy
  PolicyKind kind = PolicyKind::kIdentity;
  bool variables = false;  // Version 2012-10-17
  std::vector<Statement> statements;
  std::string text;  // as read (compact JSON where it stood in a larger document)
  Notes notes;       // what in it cannot be evaluated, and how that is treated
};

// Errors: kInvalid names document, statement and element; kTooLarge names the limit.
Result<Policy> parse_policy(std::string_view json, std::string name, PolicyKind kind);
Result<Policy> parse_policy(const Node& document, std::string name, PolicyKind kind);

}  // namespace ringfence::review::iam
