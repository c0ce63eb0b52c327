// Goal: the evaluator decides as the provider's documentation says.
// Method: a table of decisions, each row naming the page it comes from; properties over seeded
// random policies (a Deny never widens, order of statements does not matter).
#include "review/probe_iam/evaluate.h"

#include <gtest/gtest.h>

#include <random>

namespace ringfence::review::iam {
namespace {

constexpr const char* kLogic =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
constexpr const char* kCross =
    "docs.aws.amazon.com/IAM/latest/UserGuide/"
    "reference_policies_evaluation-logic-cross-account.html";
constexpr const char* kOps =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
constexpr const char* kMulti =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html";
constexpr const char* kNotPrincipal =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
constexpr const char* kResource =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";
constexpr const char* kVariables =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
constexpr const char* kKeyPolicy =
    "docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html";
constexpr const char* kTrustPage =
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

// Short forms that rows use: the whole document is wrapped around the statements.
std::string document(const std::string& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

struct Row {
  const char* page;
  const char* what;
  const char* identity;  // statements; empty: none
  const char* resource;
  Request request;
  Verdict verdict;
  PolicyKind resource_kind = PolicyKind::kResource;
  const char* boundary = "";
  const char* session = "";
  const char* service_control = "";
  bool identity_known = true;
};

Policy must(const std::string& statements, PolicyKind kind) {
  auto policy = parse_policy(document(statements), std::string(policy_kind_name(kind)), kind);
  EXPECT_TRUE(policy.ok()) << policy.error().to_string() << " in " << statements;
  return policy.ok() ? *policy : Policy{};
}

Decision decide(const Row& row) {
  Policy identity, resource, boundary, session, control;
  PolicySet set;
  set.identity_known = row.identity_known;
  if (*row.identity) {
    identity = must(row.identity, PolicyKind::kIdentity);
    set.identity.push_back(&identity);
  }
  if (*row.resource) {
    resource = must(row.resource, row.resource_kind);
    set.resource = &resource;
  }
  if (*row.boundary) {
    boundary = must(row.boundary, PolicyKind::kBoundary);
    set.boundary.push_back(&boundary);
  }
  if (*row.session) {
    session = must(row.session, PolicyKind::kSession);
    set.session.push_back(&session);
  }
  if (*row.service_control) {
    control = must(row.service_control, PolicyKind::kServiceControl);
    set.service_control.push_back({&control});
  }
  return evaluate(set, row.request);
}

const std::string kOurs = "111122223333", kTheirs = "444455556666";
const Requester kRole = Requester::role("arn:aws:iam::111122223333:role/app");
const Requester kUser = Requester::user("arn:aws:iam::111122223333:user/ann");
const Requester kForeign = Requester::role("arn:aws:iam::444455556666:role/vendor");

Request get(Requester who, Context context = {}, std::string key = "k") {
  return {.who = std::move(who),
          .action = "s3:GetObject",
          .resource = "arn:aws:s3:::b/" + key,
          .resource_account = kOurs,
          .context = std::move(context)};
}

Request act(Requester who, std::string action, std::string resource, Context context = {}) {
  return {.who = std::move(who),
          .action = std::move(action),
          .resource = std::move(resource),
          .resource_account = kOurs,
          .context = std::move(context)};
}

constexpr Verdict kAllowed = Verdict::kAllowed, kExplicit = Verdict::kExplicitDeny,
                  kImplicit = Verdict::kImplicitDeny, kMaybe = Verdict::kMaybe;
constexpr const char* kAllowGet =
    R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})";
constexpr const char* kAllowAll = R"({"Effect":"Allow","Action":"*","Resource":"*"})";

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    Decision decision = decide(row);
    EXPECT_EQ(verdict_name(decision.verdict), verdict_name(row.verdict))
        << row.what << "\n  " << row.page;
  }
}

TEST(EvaluateTest, DecidesWithinOneAccount) {
  check({
      {kLogic, "nothing allows", "", "", get(kRole), kImplicit},
      {kLogic, "identity allows", kAllowGet, "", get(kRole), kAllowed},
      {kLogic, "explicit deny wins over allow",
       R"({"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Get*","Resource":"*"})",
       "", get(kRole), kExplicit},
      {kLogic, "deny of the bucket policy wins", kAllowGet,
       R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})", get(kRole),
       kExplicit},
      {kLogic, "resource policy alone is enough in the account", "",
       R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},
           "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
       get(kRole), kAllowed},
      {kLogic, "naming the account hands on to identity policies: none there", "",
       R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},
           "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
       get(kRole), kImplicit},
      {kLogic, "boundary without the action", kAllowAll, "", get(kRole), kImplicit,
       PolicyKind::kResource, R"({"Effect":"Allow","Action":"sqs:*","Resource":"*"})"},
      {kLogic, "boundary with the action", kAllowAll, "", get(kRole), kAllowed,
       PolicyKind::kResource, R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})"},
      {kLogic, "a boundary grants nothing", "", "", get(kRole), kImplicit, PolicyKind::kResource,
       kAllowAll},
      {kLogic, "role ARN in a bucket policy stays below the boundary", "",
       R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},
           "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
       get(kRole), kImplicit, PolicyKind::kResource,
       R"({"Effect":"Allow","Action":"sqs:*","Resource":"*"})"},
      {kLogic, "user ARN in a bucket policy does not", "",
       R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},
           "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
       get(kUser), kAllowed, PolicyKind::kResource,
       R"({"Effect":"Allow","Action":"sqs:*","Resource":"*"})"},
      {kLogic, "session policy narrows", kAllowAll, "", get(kRole), kImplicit,
       PolicyKind::kResource, "", R"({"Effect":"Allow","Action":"s3:Put*","Resource":"*"})"},
      {kLogic, "service control policy narrows", kAllowAll, "", get(kRole), kImplicit,
       PolicyKind::kResource, "", "", R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})"},
      {kLogic, "service control policy denies", kAllowAll, "", get(kRole), kExplicit,
       PolicyKind::kResource, "", "",
       R"({"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:GetObject","Resource":"*"})"},
  });
}

TEST(EvaluateTest, DecidesSessionsNamedByThemselves) {
  Requester session = kRole;
  session.session = "arn:aws:sts::111122223333:assumed-role/app/night";
  const char* names_session =
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/night"},
          "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})";
  check({
      {kLogic, "session ARN is not below boundary and session policy", "", names_session,
       get(session), kAllowed, PolicyKind::kResource,
       R"({"Effect":"Allow","Action":"sqs:*","Resource":"*"})",
       R"({"Effect":"Allow","Action":"sqs:*","Resource":"*"})"},
      {kLogic, "another session of the role", "", names_session, get(kRole), kImplicit},
  });
}

TEST(EvaluateTest, DecidesAcrossAccounts) {
  const char* names_account =
      R"({"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject",
          "Resource":"arn:aws:s3:::b/*"})";
  check({
      {kCross, "identity of the other account alone", kAllowGet,
       R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
       get(kForeign), kImplicit},
      {kCross, "bucket policy alone", "", names_account, get(kForeign), kImplicit},
      {kCross, "both sides", kAllowGet, names_account, get(kForeign), kAllowed},
      {kCross, "other side not handed in: taken to allow", "", names_account, get(kForeign),
       kAllowed, PolicyKind::kResource, "", "", "", false},
      {kCross, "public bucket, nobody signed in", "",
       R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"})",
       get(Requester::anonymous()), kAllowed},
      {kCross, "nobody signed in is of no account", "", names_account, get(Requester::anonymous()),
       kImplicit},
      {kCross, "service named", "",
       R"({"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},
           "Action":"s3:GetObject","Resource":"*"})",
       get(Requester::service("logging.s3.amazonaws.com")), kAllowed},
      {kCross, "another service", "",
       R"({"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},
           "Action":"s3:GetObject","Resource":"*"})",
       get(Requester::service("ec2.amazonaws.com")), kImplicit},
  });
}

TEST(EvaluateTest, DecidesKeyPolicies) {
  const std::string key = "arn:aws:kms:eu-west-1:111122223333:key/k1";
  const char* names_account =
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},
          "Action":"kms:*","Resource":"*"})";
  const char* names_role =
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},
          "Action":"kms:Decrypt","Resource":"*"})";
  const char* allow = R"({"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"})";
  Request decrypt = act(kRole, "kms:Decrypt", key);
  check({
      {kKeyPolicy, "identity alone does not open a key", allow, names_role,
       act(kUser, "kms:Decrypt", key), kImplicit, PolicyKind::kKey},
      {kKeyPolicy, "account named and identity allows", allow, names_account, decrypt, kAllowed,
       PolicyKind::kKey},
      {kKeyPolicy, "account named, identity silent", "", names_account, decrypt, kImplicit,
       PolicyKind::kKey},
      {kKeyPolicy, "role named", "", names_role, decrypt, kAllowed, PolicyKind::kKey},
  });
}

TEST(EvaluateTest, DecidesTrustPolicies) {
  const char* with_id =
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},
          "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x1"}}})";
  const char* oidc =
      R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/i.example"},
          "Action":"sts:AssumeRoleWithWebIdentity",
          "Condition":{"StringEquals":{"i.example:aud":"sts.amazonaws.com"},
                       "StringLike":{"i.example:sub":"repo:acme/*"}}})";
  const std::string role = "arn:aws:iam::111122223333:role/app";
  auto assume = [&](Context context) {
    return act(kForeign, "sts:AssumeRole", role, std::move(context));
  };
  auto web = [&](std::string sub) {
    return act(Requester::federated("arn:aws:iam::111122223333:oidc-provider/i.example"),
               "sts:AssumeRoleWithWebIdentity", role,
               {{"i.example:aud", {"sts.amazonaws.com"}}, {"i.example:sub", {std::move(sub)}}});
  };
  const PolicyKind trust = PolicyKind::kTrust;
  check({
      {kTrustPage, "with the external id", "", with_id, assume({{"sts:externalid", {"x1"}}}),
       kAllowed, trust, "", "", "", false},
      {kTrustPage, "without", "", with_id, assume({}), kImplicit, trust, "", "", "", false},
      {kTrustPage, "with another", "", with_id, assume({{"sts:externalid", {"X1"}}}), kImplicit,
       trust, "", "", "", false},
      {kTrustPage, "token of the repository", "", oidc, web("repo:acme/a:ref:main"), kAllowed,
       trust},
      {kTrustPage, "token of another", "", oidc, web("repo:evil/a"), kImplicit, trust},
      {kTrustPage, "role of the account named directly needs no identity policy", "",
       R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},
           "Action":"sts:AssumeRole"})",
       act(kRole, "sts:AssumeRole", role), kAllowed, trust},
      {kTrustPage, "account named: the identity policy decides", "",
       R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"})",
       act(kRole, "sts:AssumeRole", role), kImplicit, trust},
  });
}

TEST(EvaluateTest, DecidesNotPrincipal) {
  auto deny = [](const std::string& who) {
    static std::vector<std::string> keep;  // rows borrow the text
    keep.reserve(64);
    keep.push_back(R"({"Effect":"Deny","NotPrincipal":{"AWS":[)" + who +
                   R"(]},"Action":"s3:*","Resource":"*"})");
    return keep.back().c_str();
  };
  const char* app = R"("arn:aws:iam::111122223333:role/app")";
  const char* both = R"("arn:aws:iam::111122223333:role/app","arn:aws:iam::111122223333:root")";
  check({
      {kNotPrincipal, "role and account listed: not denied", kAllowGet, deny(both), get(kRole),
       kAllowed},
      {kNotPrincipal, "another role of the account", kAllowGet, deny(app),
       get(Requester::role("arn:aws:iam::111122223333:role/other")), kExplicit},
      {kNotPrincipal, "role listed without its account: depends on the service", kAllowGet,
       deny(app), get(kRole), kMaybe},
      {kNotPrincipal, "Allow with NotPrincipal lets everybody else in, even unsigned", "",
       R"({"Effect":"Allow","NotPrincipal":{"AWS":"444455556666"},"Action":"s3:GetObject",
           "Resource":"*"})",
       get(Requester::anonymous()), kAllowed},
  });
}

Row condition(const char* page, const char* what, const char* block, Context context,
              Verdict verdict) {
  static std::vector<std::unique_ptr<std::string>> keep;
  keep.push_back(std::make_unique<std::string>(
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":)" +
      std::string(block) + "}"));
  return {page, what, keep.back()->c_str(), "", get(kRole, std::move(context)), verdict};
}

TEST(EvaluateTest, DecidesConditionOperators) {
  check({
      condition(kOps, "equal", R"({"StringEquals":{"k:a":"x"}})", {{"k:a", {"x"}}}, kAllowed),
      condition(kOps, "case counts", R"({"StringEquals":{"k:a":"x"}})", {{"k:a", {"X"}}},
                kImplicit),
      condition(kOps, "keys have no case", R"({"StringEquals":{"K:A":"x"}})", {{"k:a", {"x"}}},
                kAllowed),
      condition(kOps, "no wildcard in StringEquals", R"({"StringEquals":{"k:a":"x*"}})",
                {{"k:a", {"xy"}}}, kImplicit),
      condition(kOps, "ignore case", R"({"StringEqualsIgnoreCase":{"k:a":"x"}})", {{"k:a", {"X"}}},
                kAllowed),
      condition(kOps, "like", R"({"StringLike":{"k:a":"r*/?"}})", {{"k:a", {"rec/1"}}}, kAllowed),
      condition(kOps, "missing key: positive is false", R"({"StringEquals":{"k:a":"x"}})", {},
                kImplicit),
      condition(kOps, "missing key: negated is true", R"({"StringNotEquals":{"k:a":"x"}})", {},
                kAllowed),
      condition(kOps, "missing key: negated like", R"({"StringNotLike":{"k:a":"x"}})", {},
                kAllowed),
      condition(kOps, "missing key: IfExists", R"({"StringEqualsIfExists":{"k:a":"x"}})", {},
                kAllowed),
      condition(kOps, "IfExists checks a key that is there",
                R"({"StringEqualsIfExists":{"k:a":"x"}})", {{"k:a", {"y"}}}, kImplicit),
      condition(kOps, "negated IfExists, missing", R"({"StringNotEqualsIfExists":{"k:a":"x"}})", {},
                kAllowed),
      condition(kOps, "Null true: absent", R"({"Null":{"k:a":"true"}})", {}, kAllowed),
      condition(kOps, "Null true: present", R"({"Null":{"k:a":"true"}})", {{"k:a", {"x"}}},
                kImplicit),
      condition(kOps, "Null false: present", R"({"Null":{"k:a":false}})", {{"k:a", {"x"}}},
                kAllowed),
      condition(kOps, "Bool", R"({"Bool":{"aws:SecureTransport":"true"}})",
                {{"aws:securetransport", {"true"}}}, kAllowed),
      condition(kOps, "Bool as JSON", R"({"Bool":{"aws:SecureTransport":true}})",
                {{"aws:securetransport", {"false"}}}, kImplicit),
      condition(kOps, "numbers", R"({"NumericLessThanEquals":{"s3:max-keys":"10"}})",
                {{"s3:max-keys", {"10"}}}, kAllowed),
      condition(kOps, "numbers above", R"({"NumericLessThan":{"s3:max-keys":10}})",
                {{"s3:max-keys", {"10.5"}}}, kImplicit),
      condition(kOps, "dates", R"({"DateLessThan":{"aws:CurrentTime":"2026-07-01T00:00:00Z"}})",
                {{"aws:currenttime", {"2026-06-30T23:59:59Z"}}}, kAllowed),
      condition(kOps, "dates: epoch", R"({"DateGreaterThan":{"aws:EpochTime":"1"}})",
                {{"aws:epochtime", {"1783000000"}}}, kAllowed),
      condition(kOps, "dates: offset",
                R"({"DateEquals":{"aws:CurrentTime":"2026-07-01T02:00:00+02:00"}})",
                {{"aws:currenttime", {"2026-07-01T00:00:00Z"}}}, kAllowed),
      condition(kOps, "block", R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})",
                {{"aws:sourceip", {"203.0.113.77"}}}, kAllowed),
      condition(kOps, "outside the block", R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/25"}})",
                {{"aws:sourceip", {"203.0.113.177"}}}, kImplicit),
      condition(kOps, "IPv6", R"({"IpAddress":{"aws:SourceIp":"2001:db8:1234:5678::/64"}})",
                {{"aws:sourceip", {"2001:DB8:1234:5678::1"}}}, kAllowed),
      condition(kOps, "NotIpAddress through an endpoint, where the key is missing",
                R"({"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}})", {}, kAllowed),
      condition(kOps, "ARN", R"({"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b*"}})",
                {{"aws:sourcearn", {"arn:aws:s3:::bb"}}}, kAllowed),
      condition(kOps, "no wildcard reaches over a colon of an ARN",
                R"({"ArnLike":{"aws:SourceArn":"arn:aws:x:*:111122223333:finance/*"}})",
                {{"aws:sourcearn",
                  {"arn:aws:x:us-east-2:999999999999:store/abc:111122223333:finance/d"}}},
                kImplicit),
      condition(kOps, "with StringLike it does",
                R"({"StringLike":{"aws:SourceArn":"arn:aws:x:*:111122223333:finance/*"}})",
                {{"aws:sourcearn",
                  {"arn:aws:x:us-east-2:999999999999:store/abc:111122223333:finance/d"}}},
                kAllowed),
      condition(kOps, "binary", R"({"BinaryEquals":{"k:a":"QmluYXJ5"}})", {{"k:a", {"QmluYXJ5"}}},
                kAllowed),
      condition(kOps, "an operator that is not known decides nothing",
                R"({"StringResembles":{"k:a":"x"}})", {{"k:a", {"x"}}}, kMaybe),
  });
}

TEST(EvaluateTest, DecidesSeveralKeysAndValues) {
  check({
      condition(kMulti, "values are ORed", R"({"StringEquals":{"k:a":["x","y"]}})",
                {{"k:a", {"y"}}}, kAllowed),
      condition(kMulti, "keys of one operator are ANDed",
                R"({"StringEquals":{"k:a":"x","k:b":"y"}})", {{"k:a", {"x"}}}, kImplicit),
      condition(kMulti, "operators are ANDed",
                R"({"StringEquals":{"k:a":"x"},"Bool":{"k:b":"true"}})", {{"k:a", {"x"}}},
                kImplicit),
      condition(kMulti, "negated values are NORed", R"({"StringNotEquals":{"k:a":["x","y"]}})",
                {{"k:a", {"y"}}}, kImplicit),
      condition(kMulti, "negated keys are ANDed: one equal key switches the whole test off",
                R"({"StringNotEquals":{"k:a":"x","k:b":"y"}})",
                {{"k:a", {"x"}}, {"k:b", {"other"}}}, kImplicit),
      condition(kMulti, "ForAllValues", R"({"ForAllValues:StringEquals":{"k:a":["x","y"]}})",
                {{"k:a", {"x", "y"}}}, kAllowed),
      condition(kMulti, "ForAllValues, one more",
                R"({"ForAllValues:StringEquals":{"k:a":["x","y"]}})", {{"k:a", {"x", "z"}}},
                kImplicit),
      condition(kMulti, "ForAllValues, key missing: true",
                R"({"ForAllValues:StringEquals":{"k:a":["x"]}})", {}, kAllowed),
      condition(kMulti, "ForAnyValue", R"({"ForAnyValue:StringEquals":{"k:a":["x"]}})",
                {{"k:a", {"z", "x"}}}, kAllowed),
      condition(kMulti, "ForAnyValue, key missing: false",
                R"({"ForAnyValue:StringEquals":{"k:a":["x"]}})", {}, kImplicit),
      condition(kMulti, "several values without a set operator: not defined",
                R"({"StringEquals":{"k:a":"x"}})", {{"k:a", {"x", "z"}}}, kMaybe),
  });
}

TEST(EvaluateTest, MatchesActionsAndResources) {
  const std::string bucket = "arn:aws:s3:::b";
  check({
      {kResource, "actions have no case",
       R"({"Effect":"Allow","Action":"S3:getobject","Resource":"*"})", "", get(kRole), kAllowed},
      {kResource, "resources have",
       R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::B/*"})", "", get(kRole),
       kImplicit},
      {kResource, "a bucket is not its objects",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b"})", "", get(kRole),
       kImplicit},
      {kResource, "objects are not their bucket",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"})", "",
       act(kRole, "s3:ListBucket", bucket), kImplicit},
      {kResource, "a slash is like any character",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*/test/*"})", "",
       get(kRole, {}, "1/2/test/3/o"), kAllowed},
      {kResource, "question mark is exactly one",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/?"})", "",
       get(kRole, {}, "ab"), kImplicit},
      {kResource, "NotAction allows everything else",
       R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})", "", get(kRole), kAllowed},
      {kResource, "NotResource denies everything else",
       R"({"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::b/records/*"})",
       "", get(kRole, {}, "records/1"), kAllowed},
      {kVariables, "a variable of the requester",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"})", "",
       get(kUser, {{"aws:username", {"ann"}}}, "ann/1"), kAllowed},
      {kVariables, "a variable without a value matches nothing",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"})", "",
       get(kRole, {}, "ann/1"), kImplicit},
      {kVariables, "a default value",
       R"({"Effect":"Allow","Action":"s3:*",
           "Resource":"arn:aws:s3:::b/${aws:PrincipalTag/t, 'all'}/*"})",
       "", get(kRole, {}, "all/1"), kAllowed},
      {kVariables, "a star as itself",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${*}"})", "",
       get(kRole, {}, "x"), kImplicit},
  });
}

// Trap 16 of the evidence design: both encryption keys in one StringNotEquals.
TEST(EvaluateTest, SeesThatTheWidelyCopiedEncryptionDenyDoesNotBind) {
  const char* widely_copied =
      R"({"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*",
          "Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms",
          "s3:x-amz-server-side-encryption-aws-kms-key-id":
          "arn:aws:kms:r:111122223333:key/ours"}}})";
  Request put = act(kRole, "s3:PutObject", "arn:aws:s3:::b/k",
                    {{"s3:x-amz-server-side-encryption", {"aws:kms"}},
                     {"s3:x-amz-server-side-encryption-aws-kms-key-id",
                      {"arn:aws:kms:r:999999999999:key/foreign"}}});
  check({{kMulti, "put with a foreign key passes", kAllowAll, widely_copied, put, kAllowed}});
}

TEST(PolicyTest, RefusesWhatTheLanguageDoesNotHave) {
  auto error = [](const std::string& text, PolicyKind kind) {
    auto policy = parse_policy(text, "p.json", kind);
    return policy.ok() ? std::string("read") : policy.error().to_string();
  };
  const PolicyKind id = PolicyKind::kIdentity;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"Statement":[{"Effect":"Allow","Actions":"s3:*","Resource":"*"}]})",
       "unknown element \"Actions\""},
      {R"({"Statement":[],"Extra":1})", "unknown element \"Extra\""},
      {R"({"Version":"2020-01-01","Statement":[]})", "Version \"2020-01-01\""},
      {R"({"Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]})", "Effect"},
      {R"({"Statement":[{"Effect":"Allow","Resource":"*"}]})", "neither Action nor NotAction"},
      {R"({"Statement":[{"Effect":"Allow","Action":"s3:*"}]})", "neither Resource"},
      {R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}]})",
       "names a principal"},
      {R"({"Statement":[{"Effect":"Allow","Action":"s3","Resource":"*"}]})", "names no service"},
      {R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]})", "no ARN"},
      {R"({"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"s3:*","Resource":"*"}]})",
       "stands twice"},
      {R"([1])", "is an object"},
      {R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},]})", "not JSON"},
  };
  for (const auto& [text, part] : cases) {
    EXPECT_NE(error(text, id).find(part), std::string::npos) << text << " -> " << error(text, id);
  }
}

TEST(PolicyTest, RefusesHostileSizes) {
  std::string deep(100'000, '[');
  EXPECT_EQ(parse_policy(deep, "p", PolicyKind::kIdentity).error().code, ErrorCode::kTooLarge);
  std::string many = R"({"Statement":[)";
  for (int i = 0; i < 1'000'000; ++i) many += "{},";
  many += "{}]}";
  EXPECT_EQ(parse_policy(many, "p", PolicyKind::kIdentity).error().code, ErrorCode::kTooLarge);
  std::string longer = R"({"Statement":[{"Effect":"Allow","Action":"s3:)" + std::string(5000, '*') +
                       R"(","Resource":"*"}]})";
  EXPECT_EQ(parse_policy(longer, "p", PolicyKind::kIdentity).error().code, ErrorCode::kTooLarge);
  std::string huge = "{\"Statement\":\"" + std::string(10U << 20, 'a') + "\"}";
  EXPECT_EQ(parse_policy(huge, "p", PolicyKind::kIdentity).error().code, ErrorCode::kTooLarge);
}

TEST(GlobTest, DoesNotBacktrackOverWildcardBombs) {
  std::string bomb, text(4000, 'a');
  for (int i = 0; i < 1000; ++i) bomb += "*?a";
  bomb += "b";
  EXPECT_EQ(Glob::parse(bomb).match(text), Truth::kNo);
  EXPECT_EQ(Glob::parse("*?*?*?*").match("ab"), Truth::kNo);
  EXPECT_EQ(Glob::parse("*?*?*?*").match("abc"), Truth::kYes);
  EXPECT_EQ(Glob::parse("?").match("\xC3\xA4"), Truth::kYes);
}

TEST(GlobTest, FindsATextThatBothMatch) {
  auto common = [](const char* a, const char* b) {
    std::string text = Glob::common(Glob::parse(a), Glob::parse(b), "~");
    if (!text.empty()) {
      EXPECT_EQ(Glob::parse(a).match(text), Truth::kYes) << a << " " << text;
      EXPECT_EQ(Glob::parse(b).match(text), Truth::kYes) << b << " " << text;
    }
    return text;
  };
  EXPECT_EQ(common("b/rec/*", "b/*"), "b/rec/~");
  EXPECT_EQ(common("b/*/x", "b/a/*"), "b/a/x");
  EXPECT_EQ(common("a*c", "ab"), "");
  EXPECT_EQ(common("a?c", "abc"), "abc");
  EXPECT_NE(common("*ab*", "*ba*"), "");
}

TEST(GlobTest, AgreesWithAPlainRecursion) {
  std::mt19937 random(7);
  struct Plain {
    static bool match(std::string_view p, std::string_view t) {
      if (p.empty()) return t.empty();
      if (p[0] == '*') return match(p.substr(1), t) || (!t.empty() && match(p, t.substr(1)));
      return !t.empty() && (p[0] == '?' || p[0] == t[0]) && match(p.substr(1), t.substr(1));
    }
  };
  auto word = [&](const char* letters, std::size_t kinds) {
    std::string out;
    for (std::size_t n = random() % 7; n > 0; --n) out += letters[random() % kinds];
    return out;
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string pattern = word("ab*?", 4), other = word("ab*?", 4), text = word("ab", 2);
    EXPECT_EQ(Glob::parse(pattern).match(text) == Truth::kYes, Plain::match(pattern, text))
        << pattern << " " << text;
    std::string shared = Glob::common(Glob::parse(pattern), Glob::parse(other), "b");
    if (!shared.empty()) {
      EXPECT_TRUE(Plain::match(pattern, shared) && Plain::match(other, shared))
          << pattern << " " << other << " " << shared;
    }
  }
}

// Random statements over a small alphabet, so that requests often hit.
class RandomPolicies {
 public:
  explicit RandomPolicies(unsigned seed) : random_(seed) {}
  std::string pick(std::vector<std::string> from) { return from[random_() % from.size()]; }
  std::string statement(const std::string& effect) {
    std::string action = pick({"s3:*", "s3:Get*", "s3:GetObject", "s3:PutObject", "*"});
    std::string resource =
        pick({"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/r/*", "arn:aws:s3:::?/r/1"});
    std::string negate_action = pick({"", "", "", "Not"}), negate = pick({"", "", "", "Not"});
    std::string condition = pick({"", "", R"(,"Condition":{"StringEquals":{"k:a":"x"}})",
                                  R"(,"Condition":{"StringNotEquals":{"k:a":"x","k:b":"y"}})",
                                  R"(,"Condition":{"ForAllValues:StringLike":{"k:a":["x*"]}})",
                                  R"(,"Condition":{"BoolIfExists":{"k:b":"true"}})",
                                  R"(,"Condition":{"Null":{"k:a":"true"}})"});
    return R"({"Effect":")" + effect + R"(",")" + negate_action + R"(Action":")" + action +
           R"(",")" + negate + R"(Resource":")" + resource + "\"" + condition + "}";
  }
  Request request() {
    Request out = get(kRole, {}, pick({"r/1", "r/2", "s"}));
    out.action = pick({"s3:GetObject", "s3:PutObject"});
    if (random_() % 2) out.context["k:a"] = {pick({"x", "xy", "z"})};
    if (random_() % 2) out.context["k:b"] = {pick({"y", "true", "false"})};
    return out;
  }
  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_;
};

TEST(EvaluateTest, ADenyNeverWidensAndOrderDoesNotMatter) {
  RandomPolicies make(20261125);
  int allowed = 0;
  for (int i = 0; i < 5'000; ++i) {
    std::vector<std::string> statements;
    for (unsigned n = 1 + make.random()() % 3; n > 0; --n) {
      statements.push_back(make.statement(make.pick({"Allow", "Allow", "Deny"})));
    }
    auto verdict = [&](const std::vector<std::string>& all, const Request& request) {
      std::string joined;
      for (const std::string& s : all) joined += (joined.empty() ? "" : ",") + s;
      Policy policy = must(joined, PolicyKind::kIdentity);
      PolicySet set;
      set.identity.push_back(&policy);
      return evaluate(set, request).verdict;
    };
    Request request = make.request();
    Verdict before = verdict(statements, request);
    allowed += before == kAllowed ? 1 : 0;
    auto shuffled = statements;
    std::shuffle(shuffled.begin(), shuffled.end(), make.random());
    EXPECT_EQ(verdict(shuffled, request), before);
    auto more = statements;
    more.push_back(make.statement("Deny"));
    Verdict after = verdict(more, request);
    if (before != kAllowed) EXPECT_NE(after, kAllowed) << more.back();
  }
  EXPECT_GT(allowed, 500) << "the requests must hit, or nothing was tested";
}

}  // namespace
}  // namespace ringfence::review::iam
