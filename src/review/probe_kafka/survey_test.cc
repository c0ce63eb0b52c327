// Goal: what was seen lands under the right claim with the right result, and bad files are refused
// with the line that is wrong. Method: surveys put together by hand, one fault each, beside the
// same survey without it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "review/probe_kafka/findings.h"
#include "review/probe_kafka/surveyor.h"

namespace ringfence::review {
namespace {

using kafka::KafkaError;
using nlohmann::json;

VersionTrial trial_of(net::TlsVersion version, bool accepted) {
  return {version, accepted ? VersionTrial::Outcome::kAccepted : VersionTrial::Outcome::kRefused,
          "detail"};
}

ListenerReport clean_listener(std::uint16_t port) {
  ListenerReport report;
  report.at = {"broker.example", port};
  report.source = "advertised";
  report.resolved.addresses = {"10.0.0.5"};
  report.reached = report.speaks_tls = true;
  report.versions = {trial_of(net::TlsVersion::k10, false), trial_of(net::TlsVersion::k11, false),
                     trial_of(net::TlsVersion::k12, true), trial_of(net::TlsVersion::k13, true)};
  return report;
}

Trial refused(std::string operation) {
  return {std::move(operation), "existing topics", 1, Outcome::kRefused, 0, ""};
}

Survey clean_survey() {
  Survey survey;
  survey.listeners = {clean_listener(9093)};
  survey.topics_seen = 2;
  IdentityTrials nobody{"without identity", Outcome::kRefused, "closed", {}, {}};
  IdentityTrials low{"low-right identity", Outcome::kAllowed, "served", {refused("read")}, {}};
  survey.without_identity = {nobody};
  survey.low_right = low;
  survey.rules.listed = true;
  survey.rules.rules = 3;
  survey.topics.emplace();
  survey.topics->topics = {{"orders", 1, 1000, -1, 500, true, true, KafkaError::kNone}};
  survey.topics->oldest = {{0, 0, KafkaError::kNone, 10'000}};
  return survey;
}

Expectations clean_expectations() {
  Expectations expected;
  expected.declared = {{"broker.example", 9093}};
  expected.low_given = expected.allow_writes = true;
  expected.now_ms = 11'000;
  expected.slack_ms = 0;
  expected.region = "r1";
  expected.retention = {{"*", "r1", 1000, -1}};
  return expected;
}

// Every finding by claim and type.
std::map<std::string, Finding> findings(const Survey& survey, const Expectations& expected) {
  std::map<std::string, Finding> out;
  const auto add = [&out](Finding finding) {
    const std::string key = finding.claims.front() + " " + finding.type;
    std::int64_t excluded = 0;
    for (const auto& one : finding.excluded) excluded += one.count;
    EXPECT_EQ(finding.examined + excluded, finding.population) << key;
    EXPECT_GE(finding.population, 1) << key;
    EXPECT_FALSE(finding.summary.empty()) << key;
    EXPECT_TRUE(json::parse(finding.body).is_object()) << key;
    out.emplace(key, std::move(finding));
  };
  for (Finding& one : encryption_findings(survey, expected)) add(std::move(one));
  for (Finding& one : access_findings(survey, expected)) add(std::move(one));
  add(listener_list_finding(survey, expected));
  add(oldest_record_finding(survey, expected));
  add(retention_table_finding(survey, expected));
  return out;
}

std::string result(const Survey& survey, const Expectations& expected, const std::string& key) {
  return findings(survey, expected).at(key).result;
}

TEST(KafkaFindings, ACleanClusterHolds) {
  for (const auto& [key, finding] : findings(clean_survey(), clean_expectations()))
    EXPECT_EQ(finding.result, "holds") << key << ": " << finding.summary;
}

TEST(KafkaFindings, EncryptionFaults) {
  const std::string key = "K4.a config-snapshot";
  Survey survey = clean_survey();
  survey.listeners[0].plaintext_answered = true;
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  EXPECT_EQ(result(survey, clean_expectations(), "K4.a rehearsal"), "fails");
  survey = clean_survey();
  survey.listeners[0].versions[1] = trial_of(net::TlsVersion::k11, true);
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  survey.listeners[0].versions[1].outcome = VersionTrial::Outcome::kNotTried;
  EXPECT_EQ(result(survey, clean_expectations(), key), "inconclusive");
  Expectations strict = clean_expectations();
  strict.tls_min = net::TlsVersion::k13;
  EXPECT_EQ(result(clean_survey(), strict, key), "fails");
  survey = clean_survey();
  survey.listeners[0].chain_problems = {"certificate has expired"};
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  survey = clean_survey();
  survey.listeners.push_back(clean_listener(9094));
  survey.listeners[1].reached = false;
  EXPECT_EQ(result(survey, clean_expectations(), key), "inconclusive");
}

TEST(KafkaFindings, AccessNeedsBothHalvesAndAControl) {
  const std::string key = "C1.acc.c rehearsal";
  const Expectations expected = clean_expectations();
  Survey survey = clean_survey();
  survey.low_right->trials[0].outcome = Outcome::kAllowed;
  EXPECT_EQ(result(survey, expected, key), "fails");
  survey = clean_survey();
  survey.low_right->trials[0].outcome = Outcome::kUnclear;
  EXPECT_EQ(result(survey, expected, key), "inconclusive");
  survey = clean_survey();
  survey.low_right->connect = Outcome::kRefused;  // a wrong password is not a missing right
  EXPECT_EQ(result(survey, expected, key), "inconclusive");
  survey = clean_survey();
  survey.topics_seen = 0;
  EXPECT_EQ(result(survey, expected, key), "inconclusive");
  survey = clean_survey();
  survey.without_identity.clear();
  EXPECT_EQ(result(survey, expected, key), "inconclusive");
  Expectations without = expected;
  without.low_given = false;
  EXPECT_EQ(result(clean_survey(), without, key), "inconclusive");
  without = expected;
  without.allow_writes = false;
  EXPECT_EQ(result(clean_survey(), without, key), "inconclusive");
  // A fault counts also where the other half is missing.
  survey = clean_survey();
  survey.low_right.reset();
  survey.without_identity[0].connect = Outcome::kAllowed;
  survey.without_identity[0].trials = {refused("describe"), refused("read")};
  survey.without_identity[0].trials[1].outcome = Outcome::kAllowed;
  EXPECT_EQ(result(survey, without, key), "fails");
}

TEST(KafkaFindings, AccessRules) {
  const std::string key = "C1.acc.c config-snapshot";
  Survey survey = clean_survey();
  survey.rules.open_to_anybody = 1;
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  survey.rules = {};
  survey.rules.no_authorizer = true;
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  survey.rules = {};
  survey.rules.problem = "CLUSTER_AUTHORIZATION_FAILED";
  const Finding denied = findings(survey, clean_expectations()).at(key);
  EXPECT_EQ(denied.result, "inconclusive");
  EXPECT_NE(denied.summary.find("Describe on resource Cluster"), std::string::npos);
  survey = clean_survey();
  survey.settings.settings = {{1, "allow.everyone.if.no.acl.found", "true"}};
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
}

TEST(KafkaFindings, ListenersThatWereNotDeclared) {
  const std::string key = "K6.a config-snapshot";
  Survey survey = clean_survey();
  survey.listeners.push_back(clean_listener(9094));
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
  // Another name of a declared address is the same listener.
  survey.listeners[1] = clean_listener(9093);
  survey.listeners[1].at.host = "alias.example";
  EXPECT_EQ(result(survey, clean_expectations(), key), "holds");
  survey = clean_survey();
  survey.listeners[0].reached = false;
  EXPECT_EQ(result(survey, clean_expectations(), key), "fails");
}

TEST(KafkaFindings, Retention) {
  const std::string oldest = "C1.ret.a retention-probe", table = "C1.ret.d config-snapshot";
  Expectations expected = clean_expectations();
  expected.now_ms = 11'001;
  EXPECT_EQ(result(clean_survey(), expected, oldest), "fails");
  expected.slack_ms = 1;
  EXPECT_EQ(result(clean_survey(), expected, oldest), "holds");
  expected = clean_expectations();
  expected.retention[0].retention_ms = 999;
  EXPECT_EQ(result(clean_survey(), expected, table), "fails");
  expected = clean_expectations();
  expected.retention[0].region = "r2";
  EXPECT_EQ(result(clean_survey(), expected, table), "inconclusive");
  Survey survey = clean_survey();
  survey.topics->topics[0].retention_ms = -1;
  EXPECT_EQ(result(survey, clean_expectations(), oldest), "inconclusive");
  EXPECT_EQ(result(survey, clean_expectations(), table), "fails");
  survey = clean_survey();
  survey.topics.reset();
  survey.topics_problem = "permission: TOPIC_AUTHORIZATION_FAILED";
  const Finding denied = findings(survey, clean_expectations()).at(oldest);
  EXPECT_EQ(denied.result, "inconclusive");
  EXPECT_NE(denied.summary.find("DescribeConfigs on resource Topic"), std::string::npos);
}

TEST(KafkaFindings, NamesStandOnlyInWithheldFiles) {
  Survey survey = clean_survey();
  survey.names.found[NameKind::kTopic] = {"orders-SecretProject", "plain"};
  survey.low_right->trials[0].outcome = Outcome::kAllowed;
  survey.low_right->allowed_topics = {"orders-SecretProject"};
  survey.topics->topics[0].name = "orders-SecretProject";
  Expectations expected = clean_expectations();
  expected.retention[0].retention_ms = 5;
  expected.words = {"secretproject"};
  expected.fields = {{"metadata.topic_name", "clear", "other side"}};
  std::map<std::string, Finding> all = findings(survey, expected);
  all.emplace("names", names_finding(survey, expected));
  EXPECT_NE(all.at("names").summary.find("2 of 2 names would leave in clear, 1 of them"),
            std::string::npos)
      << all.at("names").summary;
  int withheld = 0;
  for (const auto& [key, finding] : all) {
    EXPECT_EQ((finding.summary + finding.body).find("SecretProject"), std::string::npos) << key;
    for (const RawFile& file : finding.raw) {
      const bool named = file.bytes.find("SecretProject") != std::string::npos;
      EXPECT_TRUE(!named || file.disclosure == "withheld") << key << file.name;
      withheld += named ? 1 : 0;
    }
  }
  EXPECT_EQ(withheld, 4);
}

TEST(KafkaProbeInput, RetentionTables) {
  const auto rules = parse_retention_table(
      "topic\tregion\tretention\tbytes\n# a remark\norders-*\tr1\t7d\t1000\n*\t\tforever\r\n");
  ASSERT_TRUE(rules) << rules.error().to_string();
  ASSERT_EQ(rules->size(), 2u);
  EXPECT_EQ((*rules)[0].retention_ms, 604'800'000);
  EXPECT_EQ((*rules)[0].retention_bytes, 1000);
  EXPECT_EQ((*rules)[1].region, "*");
  EXPECT_EQ((*rules)[1].retention_ms, -1);
  for (const char* bad : {"", "a\tb\n", "a\tb\tsoon\n", "a\tb\t-5\n", "\tb\t1\n", "a\tb\t1\tx\n",
                          "a\tb\t99999999999999999d\n"}) {
    EXPECT_TRUE(parse_retention_table(bad).failed_with(ErrorCode::kInvalid)) << bad;
  }
  EXPECT_NE(parse_retention_table("a\tb\t1\na\tb\tsoon\n").error().detail.find("line 2"),
            std::string::npos);
  EXPECT_TRUE(matches("orders-*-eu", "orders-7-eu"));
  EXPECT_TRUE(matches("*", ""));
  EXPECT_FALSE(matches("orders-*-eu", "orders-7-us"));
  EXPECT_FALSE(matches("", "a"));
}

TEST(KafkaProbeInput, FieldLists) {
  const auto lines = parse_field_list("field\tform\tdestination\ntopic\ttoken\tx\ngroup\tclear\n");
  ASSERT_TRUE(lines) << lines.error().to_string();
  EXPECT_EQ(lines->size(), 2u);
  const auto toml = parse_field_list("[[field]]\nname=\"topic\"\nform=\"sealed\"\n");
  ASSERT_TRUE(toml) << toml.error().to_string();
  EXPECT_EQ(toml->front().form, "sealed");
  for (const char* bad : {"", "topic\n", "topic\topen\tx\n", "\tclear\tx\n", "[[field]]\nname=1\n",
                          "[[field]]\nname=\"a\"\nform=\n", "x=1\n[[field]]\nname=\"a\"\n"}) {
    EXPECT_TRUE(parse_field_list(bad).failed_with(ErrorCode::kInvalid)) << bad;
  }
  Names names;
  names.found[NameKind::kTopic] = {"a"};
  names.found[NameKind::kGroup] = {"Payroll"};
  const NameReport report = apply_field_list(*lines, names, {"PAYROLL"});
  EXPECT_EQ(report.kinds.at(NameKind::kTopic).leaving_hidden, 1);
  EXPECT_EQ(report.kinds.at(NameKind::kGroup).leaving_clear, 1);
  EXPECT_EQ(report.kinds.at(NameKind::kGroup).flagged, 1);
  EXPECT_FALSE(report.kinds.at(NameKind::kPrincipal).declared);
}

TEST(KafkaProbeInput, AddressesAndListenerSettings) {
  const std::pair<const char*, AddressKind> cases[] = {
      {"127.0.0.1", AddressKind::kLoopback},      {"::1", AddressKind::kLoopback},
      {"10.1.2.3", AddressKind::kPrivate},        {"172.31.0.1", AddressKind::kPrivate},
      {"172.32.0.1", AddressKind::kPublic},       {"192.168.9.9", AddressKind::kPrivate},
      {"100.64.0.1", AddressKind::kPrivate},      {"100.128.0.1", AddressKind::kPublic},
      {"169.254.1.1", AddressKind::kLinkLocal},   {"fe80::1%eth0", AddressKind::kLinkLocal},
      {"fd00::1", AddressKind::kPrivate},         {"2001:db8::1", AddressKind::kPublic},
      {"::ffff:10.0.0.1", AddressKind::kPrivate}, {"8.8.8.8", AddressKind::kPublic}};
  for (const auto& [text, kind] : cases) EXPECT_EQ(address_kind(text), kind) << text;
  const auto found = parse_listener_setting(
      "SASL_SSL://a.example:9093, X://[::1]:1,PLAIN://:9092,Y://0.0.0.0:5,junk");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].to_string(), "a.example:9093");
  EXPECT_EQ(found[1].to_string(), "[::1]:1");
}

TEST(KafkaProbeInput, HostileTextBecomesHarmless) {
  EXPECT_EQ(clean("a\nb\x1b[31m\xff"), "a?b?[31m?");
  EXPECT_EQ(clean(std::string(2000, 'x')).size(), 503u);
}

}  // namespace
}  // namespace ringfence::review
