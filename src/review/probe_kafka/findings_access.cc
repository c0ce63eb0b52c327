// Findings about encryption and access: K4.a, C1.acc.c.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "review/probe_kafka/finding_json.h"
#include "review/probe_kafka/findings.h"

namespace ringfence::review {
namespace {

// What is wrong with one listener, in plain words; empty: nothing.
std::vector<std::string> encryption_problems(const ListenerReport& report,
                                             const Expectations& expected) {
  std::vector<std::string> problems;
  if (report.plaintext_answered) problems.push_back("answers without TLS");
  for (const VersionTrial& trial : report.versions) {
    if (trial.version < expected.tls_min && trial.outcome == VersionTrial::Outcome::kAccepted)
      problems.push_back(fmt::format("accepts {}", net::tls_version_name(trial.version)));
  }
  if (!report.speaks_tls && !report.plaintext_answered)
    problems.push_back("answers neither with TLS nor without");
  if (report.speaks_tls && !report.chain_problems.empty())
    problems.push_back(fmt::format("certificate: {}", fmt::join(report.chain_problems, "; ")));
  return problems;
}

bool version_unknown(const ListenerReport& report, const Expectations& expected) {
  return std::any_of(report.versions.begin(), report.versions.end(), [&](const auto& trial) {
    return trial.version < expected.tls_min && trial.outcome == VersionTrial::Outcome::kNotTried;
  });
}

struct Counts {
  std::int64_t reached = 0, unreached = 0, wrong = 0, unsure = 0;
};

Finding handshake_finding(const Survey& survey, const Expectations& expected) {
  Finding finding;
  finding.type = "config-snapshot";
  finding.claims = {"K4.a"};
  finding.zone = "Z1";
  finding.unit = "endpoint";
  Counts counts;
  Json body;
  body["least_tls"] = net::tls_version_name(expected.tls_min);
  body["verified_against"] =
      expected.ca_file.empty()
          ? "the roots of this machine"
          : clean("the roots of " + expected.ca_file.substr(expected.ca_file.rfind('/') + 1));
  body["listeners"] = Json::array();
  std::string first;
  for (const ListenerReport& report : survey.listeners) {
    Json one = listener_json(report);
    if (!report.reached) {
      ++counts.unreached;
    } else {
      ++counts.reached;
      auto problems = encryption_problems(report, expected);
      if (!problems.empty()) {
        ++counts.wrong;
        if (first.empty())
          first = clean(fmt::format("{}: {}", report.at.to_string(), fmt::join(problems, ", ")));
      } else if (version_unknown(report, expected)) {
        ++counts.unsure;
      }
      one["problems"] = std::move(problems);
    }
    body["listeners"].push_back(std::move(one));
  }
  finding.examined = counts.reached;
  finding.population = counts.reached + counts.unreached + survey.listeners_left_out + 1;
  finding.excluded.push_back({"outbound connections of the platform",
                              "a client does not see them; a capture at the border does", 1});
  if (counts.unreached > 0)
    finding.excluded.push_back(
        {"listeners that could not be reached", "no connection", counts.unreached});
  if (survey.listeners_left_out > 0)
    finding.excluded.push_back({"further listeners", "more than 64", survey.listeners_left_out});
  if (counts.wrong > 0) {
    finding.result = "fails";
    finding.summary = fmt::format("{} of {} listeners looked at are not encrypted as declared. {}.",
                                  counts.wrong, counts.reached, first);
  } else if (counts.reached == 0 || counts.unreached > 0 || counts.unsure > 0) {
    finding.result = "inconclusive";
    finding.summary = fmt::format(
        "{} listeners were looked at and found encrypted as declared; {} could not be reached, and "
        "on {} not every old version could be tried.",
        counts.reached, counts.unreached, counts.unsure);
  } else {
    finding.result = "holds";
    finding.summary = fmt::format(
        "All {} listeners looked at accept nothing older than {}, show a certificate that "
        "verifies, "
        "and do not answer without TLS.",
        counts.reached, net::tls_version_name(expected.tls_min));
  }
  finding.customer_duties.push_back("Clients verify the certificate of the brokers.");
  finding.body = dump(body);
  return finding;
}

Finding plaintext_finding(const Survey& survey) {
  Finding finding;
  finding.type = "rehearsal";
  finding.claims = {"K4.a"};
  finding.zone = "Z1";
  finding.unit = "attempt";
  Json body;
  body["scenario"] = "A client asks each listener without TLS, then shakes hands with TLS.";
  body["assertions"] = {"The request without TLS gets no answer.",
                        "Control: the same port does answer with TLS."};
  body["attempts"] = Json::array();
  std::int64_t refused = 0, answered = 0, without_control = 0;
  for (const ListenerReport& report : survey.listeners) {
    if (!report.reached) continue;
    const bool control = report.speaks_tls;
    if (report.plaintext_answered) {
      ++answered;
    } else if (control) {
      ++refused;
    } else {
      ++without_control;
    }
    body["attempts"].push_back({{"listener", clean(report.at.to_string())},
                                {"without_tls", report.plaintext_answered ? "answered" : "refused"},
                                {"detail", clean(report.plaintext)},
                                {"control_with_tls", control ? "answered" : "no answer"}});
  }
  finding.examined = refused + answered;
  finding.population = std::max<std::int64_t>(1, finding.examined + without_control);
  const std::int64_t excluded = finding.population - finding.examined;
  if (excluded > 0)
    finding.excluded.push_back({"listeners", "they answered neither way", excluded});
  finding.result = answered > 0 ? "fails" : refused > 0 ? "holds" : "inconclusive";
  finding.summary =
      fmt::format("Of {} listeners asked without TLS, {} answered.", finding.examined, answered);
  finding.body = dump(body);
  return finding;
}

struct AccessCount {
  std::int64_t attempts = 0, refused = 0, allowed = 0, unclear = 0, not_tried = 0;
  void add(const IdentityTrials& identity) {
    if (identity.connect != Outcome::kAllowed) {
      ++attempts;
      ++(identity.connect == Outcome::kRefused ? refused : not_tried);
    }
    for (const Trial& trial : identity.trials) {
      ++attempts;
      switch (trial.outcome) {
        case Outcome::kRefused:
          ++refused;
          break;
        case Outcome::kAllowed:
          ++allowed;
          break;
        case Outcome::kUnclear:
          ++unclear;
          break;
        case Outcome::kNotTried:
          ++not_tried;
          break;
      }
    }
  }
};

std::string first_allowed(const Survey& survey) {
  const auto of = [](const IdentityTrials& identity) -> std::string {
    for (const Trial& trial : identity.trials) {
      if (trial.outcome == Outcome::kAllowed)
        return fmt::format("{}: {} on {} was allowed", identity.who, trial.operation, trial.on);
    }
    return "";
  };
  for (const IdentityTrials& identity : survey.without_identity) {
    std::string text = of(identity);
    if (!text.empty()) return clean(text);
  }
  return survey.low_right ? clean(of(*survey.low_right)) : "";
}

// Why refusals alone do not answer the claim; empty: they do.
std::string missing_half(const Survey& survey, const Expectations& expected,
                         const AccessCount& count) {
  if (survey.without_identity.empty()) return "no listener could be tried without identity";
  if (!expected.low_given) return "no low-right identity was given (--low-user, --low-client-cert)";
  if (!survey.low_right) return "the low-right identity was not tried";
  if (survey.low_right->connect != Outcome::kAllowed)
    return "the low-right identity could not log in: " + clean(survey.low_right->connection);
  if (!survey.connect_problem.empty())
    return "the probe's own identity was not served, so that existing topics are not known";
  if (survey.topics_seen == 0)
    return "no topic exists that the probe's own identity could describe: there was no control";
  if (!expected.allow_writes) return "writing was not tried (--allow-writes)";
  if (count.not_tried > 0) return "some attempts got no answer";
  if (count.unclear > 0) return "some answers do not tell a refusal from a topic that is not there";
  return "";
}

RawFile allowed_topics_file(const Survey& survey) {
  std::string text;
  const auto add = [&text](const IdentityTrials& identity) {
    for (const std::string& topic : identity.allowed_topics)
      text += clean(identity.who) + "\t" + clean(topic) + "\n";
  };
  for (const IdentityTrials& identity : survey.without_identity) add(identity);
  if (survey.low_right) add(*survey.low_right);
  return {"topics_allowed.tsv", std::move(text), "text/tab-separated-values", "withheld"};
}

Finding trial_finding(const Survey& survey, const Expectations& expected) {
  Finding finding;
  finding.type = "rehearsal";
  finding.claims = {"C1.acc.c"};
  finding.zone = "Z1";
  finding.unit = "attempt";
  AccessCount count;
  Json body;
  body["scenario"] =
      "A client without identity, at every listener, and an identity that nobody granted anything "
      "try to describe, read, write and create topics.";
  body["control"] =
      fmt::format("The probe's own identity could describe {} topics.", survey.topics_seen);
  body["identities"] = Json::array();
  for (const IdentityTrials& identity : survey.without_identity) {
    count.add(identity);
    body["identities"].push_back(trials_json(identity));
  }
  if (survey.low_right) {
    count.add(*survey.low_right);
    body["identities"].push_back(trials_json(*survey.low_right));
  }
  body["left_behind"] = survey.left_behind.empty() ? "nothing" : clean(survey.left_behind);
  finding.examined = count.refused + count.allowed;
  finding.population = std::max<std::int64_t>(1, count.attempts);
  if (count.unclear > 0)
    finding.excluded.push_back({"attempts", "the answer does not tell a refusal", count.unclear});
  const std::int64_t rest = finding.population - finding.examined - count.unclear;
  if (rest > 0) finding.excluded.push_back({"attempts", "not tried or without an answer", rest});
  const std::string missing = missing_half(survey, expected, count);
  if (count.allowed > 0) {
    finding.result = "fails";
    finding.summary = fmt::format("{} of {} attempts without the right were allowed. {}.",
                                  count.allowed, finding.examined, first_allowed(survey));
    finding.raw.push_back(allowed_topics_file(survey));
  } else if (!missing.empty()) {
    finding.result = "inconclusive";
    finding.summary = fmt::format(
        "{} attempts without the right were refused and none was allowed, "
        "but {}.",
        count.refused, missing);
  } else {
    finding.result = "holds";
    finding.summary = fmt::format("All {} attempts without the right were refused.", count.refused);
  }
  finding.customer_duties.push_back("The low-right identity of the probe is granted nothing.");
  finding.body = dump(body);
  return finding;
}

Finding rules_finding(const Survey& survey) {
  Finding finding;
  finding.type = "config-snapshot";
  finding.claims = {"C1.acc.c"};
  finding.zone = "Z1";
  finding.unit = "access rule";
  const RuleReport& rules = survey.rules;
  bool opens_without_rule = false;
  for (const BrokerSetting& setting : survey.settings.settings)
    opens_without_rule = opens_without_rule || (setting.name == "allow.everyone.if.no.acl.found" &&
                                                setting.value == "true");
  Json body;
  body["rules"] = {{"listed", rules.listed},
                   {"no_authorizer", rules.no_authorizer},
                   {"not_known", clean(rules.problem)},
                   {"resources", rules.resources},
                   {"rules", rules.rules},
                   {"allow", rules.allow},
                   {"deny", rules.deny},
                   {"principals", rules.principals},
                   {"for_anybody_on_topics", rules.open_to_anybody},
                   {"on_all_names", rules.of_all_resources}};
  body["brokers"] = settings_json(survey.settings);
  finding.population = std::max<std::int64_t>(1, rules.rules);
  finding.examined = rules.listed || rules.no_authorizer ? finding.population : 0;
  if (finding.examined == 0)
    finding.excluded.push_back({"access rules", "not shown to this identity", 1});
  if (rules.no_authorizer) {
    finding.result = "fails";
    finding.summary = "The cluster has no authorizer: whoever connects may do everything.";
  } else if (rules.open_to_anybody > 0 || opens_without_rule) {
    finding.result = "fails";
    finding.summary = opens_without_rule
                          ? "The brokers are set to allow everybody where no rule is found."
                          : fmt::format("{} of {} access rules open topics to anybody.",
                                        rules.open_to_anybody, rules.rules);
  } else if (!rules.listed) {
    finding.result = "inconclusive";
    finding.summary = fmt::format(
        "The access rules were not shown ({}). Needed: operation Describe on resource Cluster "
        "(request DescribeAcls).",
        clean(rules.problem.empty() ? survey.connect_problem : rules.problem));
  } else {
    finding.result = "holds";
    finding.summary = fmt::format("None of {} access rules opens topics to anybody.", rules.rules);
  }
  if (rules.listed)
    finding.raw.push_back(
        {"access_rules.tsv", rules.as_text, "text/tab-separated-values", "withheld"});
  finding.body = dump(body);
  return finding;
}

}  // namespace

std::vector<Finding> encryption_findings(const Survey& survey, const Expectations& expected) {
  return {handshake_finding(survey, expected), plaintext_finding(survey)};
}

std::vector<Finding> access_findings(const Survey& survey, const Expectations& expected) {
  return {trial_finding(survey, expected), rules_finding(survey)};
}

}  // namespace ringfence::review
