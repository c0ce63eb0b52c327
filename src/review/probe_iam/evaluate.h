// Decides a request over policy texts as the provider documents it:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
// This is our model of the policy language, not the provider's decision. Not in the model: access
// control lists, grants of keys, endpoint policies, resource control policies, the exemption of the
// organization's management account; whoever calls says so.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "review/probe_iam/policy.h"

namespace ringfence::review::iam {

// Condition keys in lower case with the request's values. A key that is not in here is absent from
// the request.
using Context = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Requester {
  enum class Kind : std::uint8_t { kRole, kUser, kRoot, kService, kFederated, kAnonymous };
  Kind kind = Kind::kRole;
  std::string arn;      // role or user ARN, root ARN, service name, provider ARN; anonymous: empty
  std::string session;  // assumed-role ARN of a role's session; empty: no name that a policy names
  std::string account;  // 12 digits; empty: none

  static Requester role(std::string arn);
  static Requester user(std::string arn);
  static Requester service(std::string name);
  static Requester federated(std::string provider);
  static Requester anonymous();
};

struct Request {
  Requester who;
  std::string action;            // "s3:GetObject"
  std::string resource;          // ARN; empty for a trust policy
  std::string resource_account;  // owner of the resource
  Context context;
};
// Adds the keys that follow from requester and resource (aws:PrincipalArn, aws:PrincipalAccount,
// aws:PrincipalType, aws:username, aws:PrincipalIsAWSService, aws:ResourceAccount ...) where
// absent.
void add_known_keys(Request& request);

// The policies that apply to one request. Pointers are borrowed.
struct PolicySet {
  std::vector<const Policy*> identity;
  // False: the requester's own account did not hand in its policies; they are taken to allow,
  // because whoever owns that account can make them allow. True by default.
  bool identity_known = true;
  std::vector<const Policy*> boundary;  // at most one
  std::vector<const Policy*> session;   // all passed session policies, as one
  // One list a level (root, units, account): every level must allow, one policy of it is enough.
  std::vector<std::vector<const Policy*>> service_control;
  // Bucket policy, key policy or trust policy; its kind decides the rule. Null: none.
  const Policy* resource = nullptr;
};

enum class Verdict : std::uint8_t { kAllowed, kExplicitDeny, kImplicitDeny, kMaybe };
std::string_view verdict_name(Verdict verdict);

struct Decision {
  Verdict verdict = Verdict::kImplicitDeny;
  std::vector<std::string> because;  // "POLICY statement 2 (Sid)": what allowed or denied
  Notes notes;                       // what could not be evaluated
  bool may_pass() const { return verdict == Verdict::kAllowed || verdict == Verdict::kMaybe; }
};

Decision evaluate(const PolicySet& policies, const Request& request);

// Single steps, for analysis and tests.
enum class Grant : std::uint8_t { kNone, kAccount, kDirect, kSession };
struct PrincipalMatch {
  Truth matches = Truth::kNo;
  Grant how = Grant::kNone;
};
PrincipalMatch match_principal(const Statement& statement, const Requester& who, Notes& notes);
Truth match_action(const Statement& statement, std::string_view action);
Truth match_resource(const Statement& statement, const Request& request);
Truth match_conditions(const Statement& statement, const Context& context, Notes& notes);
Truth match_condition(const ConditionTest& test, const Context& context, Notes& notes);

// Twelve digits of the fifth part of an ARN, else empty.
std::string_view account_of_arn(std::string_view arn);

}  // namespace ringfence::review::iam
