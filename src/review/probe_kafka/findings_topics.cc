// Findings about listeners, retention and names: K6.a, K6.b, C1.ret.a, C1.ret.d, C2.res.d.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "review/probe_kafka/finding_json.h"
#include "review/probe_kafka/findings.h"

namespace ringfence::review {
namespace {

Finding start(std::string type, std::string claim, std::string unit) {
  Finding finding;
  finding.type = std::move(type);
  finding.claims = {std::move(claim)};
  finding.zone = "Z1";
  finding.unit = std::move(unit);
  return finding;
}

// Nothing was looked at: one unit, excluded.
Finding not_looked_at(Finding finding, const std::string& why) {
  finding.result = "inconclusive";
  finding.population = 1;
  finding.examined = 0;
  finding.excluded = {{"everything", clean(why), 1}};
  finding.summary = clean(why) + ".";
  return finding;
}

// The operation and resource that a refusal speaks of.
std::string needed(const std::string& problem, const std::string& rights) {
  const bool refusal = problem.find("AUTHORIZATION") != std::string::npos;
  return clean(problem) + (refusal ? ". Needed: " + rights : "");
}

// A listener is known by its name and by every address that it resolves to.
std::set<std::string> keys_of(const ListenerReport& report) {
  std::set<std::string> keys{report.at.to_string()};
  for (const std::string& address : report.resolved.addresses)
    keys.insert(async::Endpoint{address, report.at.port}.to_string());
  return keys;
}

std::string retention_text(std::int64_t ms) {
  return ms < 0 ? "forever" : fmt::format("{} ms", ms);
}

const RetentionRule* rule_for(const Expectations& expected, const std::string& topic) {
  for (const RetentionRule& rule : expected.retention) {
    if ((rule.region == "*" || rule.region == expected.region) && matches(rule.topic, topic))
      return &rule;
  }
  return nullptr;
}

std::string auto_create_note(const Survey& survey) {
  for (const BrokerSetting& setting : survey.settings.settings) {
    if (setting.name == "auto.create.topics.enable" && setting.value == "true")
      return " Brokers make topics on first use, with the cluster's default retention.";
  }
  return "";
}

}  // namespace

Finding listener_list_finding(const Survey& survey, const Expectations& expected) {
  Finding finding = start("config-snapshot", "K6.a", "listener");
  std::set<std::string> declared_keys, undeclared, silent;
  for (const async::Endpoint& endpoint : expected.declared)
    declared_keys.insert(endpoint.to_string());
  // A declared listener's addresses stand for it.
  for (const ListenerReport& report : survey.listeners) {
    if (!declared_keys.contains(report.at.to_string())) continue;
    for (const std::string& key : keys_of(report)) declared_keys.insert(key);
    if (!report.reached) silent.insert(clean(report.at.to_string()));
  }
  Json body;
  body["declared"] = Json::array();
  for (const async::Endpoint& endpoint : expected.declared)
    body["declared"].push_back(clean(endpoint.to_string()));
  body["found"] = Json::array();
  std::int64_t seen = 0;
  for (const ListenerReport& report : survey.listeners) {
    const auto keys = keys_of(report);
    const bool known = std::any_of(keys.begin(), keys.end(),
                                   [&](const auto& key) { return declared_keys.contains(key); });
    ++seen;
    if (!known) undeclared.insert(clean(report.at.to_string()));
    body["found"].push_back({{"listener", clean(report.at.to_string())},
                             {"known_from", report.source},
                             {"addresses", report.resolved.addresses},
                             {"answers", report.reached},
                             {"declared", known}});
  }
  finding.examined = std::max<std::int64_t>(1, seen);
  finding.population = finding.examined + survey.listeners_left_out + 1;
  finding.excluded.push_back(
      {"network flows of the platform", "a client does not see them; a capture does", 1});
  if (survey.listeners_left_out > 0)
    finding.excluded.push_back({"further listeners", "more than 64", survey.listeners_left_out});
  body["not_declared"] = undeclared;
  body["declared_and_silent"] = silent;
  finding.body = dump(body);
  if (!undeclared.empty()) {
    finding.result = "fails";
    finding.summary =
        fmt::format("{} listeners are advertised or configured that were not declared: {}.",
                    undeclared.size(), clean(*undeclared.begin()));
  } else if (!silent.empty()) {
    finding.result = "fails";
    finding.summary = fmt::format("{} declared listeners do not answer: {}.", silent.size(),
                                  clean(*silent.begin()));
  } else if (!survey.connect_problem.empty()) {
    finding.result = "inconclusive";
    finding.summary = "The declared listeners answer; which others exist is not known: " +
                      clean(survey.connect_problem) + ".";
  } else {
    finding.result = "holds";
    finding.summary = fmt::format("The {} Kafka listeners found are exactly those declared.", seen);
  }
  return finding;
}

Finding outside_finding(const Survey& survey, const Expectations& expected) {
  Finding finding = start("config-snapshot", "K6.b", "address and port");
  Json body;
  body["seen_from"] = clean(expected.outside);
  body["open"] = Json::array();
  for (const OpenPort& open : survey.scan.open)
    body["open"].push_back(async::Endpoint{open.address, open.port}.to_string());
  std::set<std::string> public_addresses;
  for (const ListenerReport& report : survey.listeners) {
    for (const std::string& address : report.resolved.addresses) {
      if (address_kind(address) == AddressKind::kPublic) public_addresses.insert(address);
    }
  }
  body["public_addresses"] = public_addresses;
  finding.examined = survey.scan.tried + static_cast<std::int64_t>(survey.listeners.size());
  finding.population = std::max<std::int64_t>(1, finding.examined + survey.scan.left_out);
  if (finding.population > finding.examined)
    finding.excluded.push_back(
        {"address and port", "beyond the bound of a run", finding.population - finding.examined});
  finding.body = dump(body);
  const std::size_t wrong = survey.scan.open.size() + public_addresses.size();
  finding.result = wrong > 0 ? "fails" : finding.examined == 0 ? "inconclusive" : "holds";
  finding.summary = fmt::format(
      "Seen from {}: {} undeclared ports answered, and {} addresses of listeners are public.",
      clean(expected.outside), survey.scan.open.size(), public_addresses.size());
  return finding;
}

namespace {

// Partitions by what their oldest record says.
struct Ages {
  std::int64_t late = 0, within = 0, no_limit = 0, unknown = 0, empty = 0, own_times = 0;
  std::int64_t furthest_ms = 0;
  std::string table = "topic\tpartition\toldest_age_ms\tlimit_ms\tslack_ms\tlate\n";

  void add(const OldestRecord& oldest, const TopicFacts& facts, const Expectations& expected) {
    if (oldest.error != kafka::KafkaError::kNone || facts.error != kafka::KafkaError::kNone) {
      ++unknown;
    } else if (!facts.deletes || facts.retention_ms < 0) {
      ++no_limit;
    } else if (oldest.timestamp < 0) {
      ++empty;
      ++within;
    } else {
      add_age(oldest, facts, expected);
    }
  }

 private:
  void add_age(const OldestRecord& oldest, const TopicFacts& facts, const Expectations& expected) {
    if (facts.create_time) ++own_times;
    const std::int64_t slack =
        expected.slack_ms.value_or(std::max<std::int64_t>(0, facts.segment_ms) + 600'000);
    const std::int64_t age = expected.now_ms - oldest.timestamp;
    const bool is_late = age - facts.retention_ms > slack;
    ++(is_late ? late : within);
    furthest_ms = std::max(furthest_ms, age - facts.retention_ms);
    table += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", clean(facts.name), oldest.partition, age,
                         facts.retention_ms, slack, is_late ? "yes" : "no");
  }
};

}  // namespace

Finding oldest_record_finding(const Survey& survey, const Expectations& expected) {
  Finding finding = start("retention-probe", "C1.ret.a", "partition");
  if (!survey.topics)
    return not_looked_at(std::move(finding),
                         "The topics' settings and oldest records are not known: " +
                             needed(survey.topics_problem,
                                    "operations Describe and DescribeConfigs on resource Topic"));
  const TopicSurvey& topics = *survey.topics;
  Ages ages;
  for (const OldestRecord& oldest : topics.oldest)
    ages.add(oldest, topics.topics[oldest.topic], expected);
  finding.examined = ages.late + ages.within;
  const std::int64_t all =
      static_cast<std::int64_t>(topics.oldest.size()) + topics.partitions_left_out;
  finding.population = std::max<std::int64_t>(1, all);
  const auto leave_out = [&finding](const char* why, std::int64_t count) {
    if (count > 0) finding.excluded.push_back({"partitions", why, count});
  };
  leave_out("no limit by time is set, or old records are compacted and not deleted", ages.no_limit);
  leave_out("not shown to this identity, or without a leader", ages.unknown);
  leave_out("more than 200,000", topics.partitions_left_out);
  leave_out("there is no topic", all == 0 ? 1 : 0);
  Json body{{"store", "topics of the cluster"},
            {"topics", topics.topics.size()},
            {"internal_topics_left_out", topics.internal},
            {"partitions", all},
            {"empty", ages.empty},
            {"late", ages.late},
            {"without_limit", ages.no_limit},
            {"times_given_by_producers", ages.own_times},
            {"furthest_over_limit_ms", ages.furthest_ms},
            {"slack", expected.slack_ms ? fmt::format("{} ms, as declared", *expected.slack_ms)
                                        : "each topic's own segment.ms and ten minutes"}};
  finding.body = dump(body);
  finding.raw.push_back(
      {"oldest_records.tsv", ages.table, "text/tab-separated-values", "withheld"});
  finding.result = ages.late > 0                               ? "fails"
                   : finding.examined == 0 || ages.unknown > 0 ? "inconclusive"
                                                               : "holds";
  finding.summary = fmt::format(
      "In {} of {} partitions with a limit the oldest record is older than limit and slack allow; "
      "{} partitions have no limit and {} were not shown.",
      ages.late, finding.examined, ages.no_limit, ages.unknown);
  return finding;
}

Finding retention_table_finding(const Survey& survey, const Expectations& expected) {
  Finding finding = start("config-snapshot", "C1.ret.d", "topic");
  if (!survey.topics)
    return not_looked_at(std::move(finding), "The topics' settings are not known: " +
                                                 needed(survey.topics_problem,
                                                        "operation DescribeConfigs on resource "
                                                        "Topic"));
  std::int64_t equal = 0, different = 0, unlisted = 0, unknown = 0;
  std::string table = "topic\tretention\twanted\tbytes\tbytes_wanted\n";
  for (const TopicFacts& facts : survey.topics->topics) {
    if (facts.error != kafka::KafkaError::kNone) {
      ++unknown;
      continue;
    }
    const RetentionRule* rule = rule_for(expected, facts.name);
    if (rule == nullptr) {
      ++unlisted;
      table +=
          clean(facts.name) + "\t" + retention_text(facts.retention_ms) + "\tnot in table\t\t\n";
      continue;
    }
    const std::int64_t in_force = facts.deletes ? facts.retention_ms : -1;
    if (in_force == rule->retention_ms && facts.retention_bytes == rule->retention_bytes) {
      ++equal;
      continue;
    }
    ++different;
    table += fmt::format("{}\t{}\t{}\t{}\t{}\n", clean(facts.name), retention_text(in_force),
                         retention_text(rule->retention_ms), facts.retention_bytes,
                         rule->retention_bytes);
  }
  const auto all = static_cast<std::int64_t>(survey.topics->topics.size());
  finding.examined = equal + different;
  finding.population = std::max<std::int64_t>(1, all);
  if (unlisted > 0)
    finding.excluded.push_back({"topics", "no row of the customer's table fits", unlisted});
  if (unknown > 0) finding.excluded.push_back({"topics", "settings not shown", unknown});
  if (all == 0) finding.excluded.push_back({"topics", "there is no topic", 1});
  Json body{{"region", clean(expected.region)},
            {"region_from", "the review's subject or --region; not measured by this probe"},
            {"rows", expected.retention.size()},
            {"topics", all},
            {"equal", equal},
            {"different", different},
            {"not_in_table", unlisted}};
  body["brokers"] = settings_json(survey.settings);
  finding.body = dump(body);
  finding.raw.push_back({"retention.tsv", table, "text/tab-separated-values", "withheld"});
  finding.result = different > 0                                          ? "fails"
                   : finding.examined == 0 || unlisted > 0 || unknown > 0 ? "inconclusive"
                                                                          : "holds";
  finding.summary = fmt::format(
      "{} of {} topics have another retention than the customer's table says; {} are "
      "not in the table.{}",
      different, all, unlisted, auto_create_note(survey));
  return finding;
}

Finding names_finding(const Survey& survey, const Expectations& expected) {
  Finding finding = start("config-snapshot", "C2.res.d", "name");
  const NameReport report = apply_field_list(expected.fields, survey.names, expected.words);
  std::string table = "kind\tname\tform\tdestination\tword\n";
  for (const NameExit& leaving : report.exits)
    table += fmt::format("{}\t{}\t{}\t{}\t{}\n", name_kind_text(leaving.kind), clean(leaving.name),
                         leaving.form, clean(leaving.destination), clean(leaving.word));
  std::int64_t names = 0, clear = 0, flagged = 0, undeclared = 0;
  Json body;
  body["fields_in_list"] = expected.fields.size();
  body["words_in_list"] = expected.words.size();
  body["kinds"] = Json::object();
  for (const auto& [kind, of_kind] : report.kinds) {
    names += of_kind.names;
    clear += of_kind.leaving_clear;
    flagged += of_kind.flagged;
    if (!of_kind.declared) undeclared += of_kind.names;
    Json one{{"names", of_kind.names},
             {"declared", of_kind.declared},
             {"leaving_clear", of_kind.leaving_clear},
             {"leaving_as_token_or_sealed", of_kind.leaving_hidden},
             {"clear_and_on_word_list", of_kind.flagged}};
    const auto problem = survey.names.problems.find(kind);
    if (problem != survey.names.problems.end()) one["not_looked_at"] = clean(problem->second);
    body["kinds"][std::string(name_kind_text(kind))] = std::move(one);
  }
  finding.body = dump(body);
  finding.raw.push_back({"names_that_leave.tsv", table, "text/tab-separated-values", "withheld"});
  finding.population = std::max<std::int64_t>(1, names);
  finding.examined = names;
  if (names == 0) finding.excluded.push_back({"names", "none was shown to this identity", 1});
  // The list is the other side's word, and its store was not seen: never more than this.
  finding.result = "inconclusive";
  finding.summary = fmt::format(
      "By the list of fields, {} of {} names would leave in clear, {} of them with a word of the "
      "customer's list; of {} names the list says nothing. What is stored there was not seen.",
      clear, names, flagged, undeclared);
  finding.limits.push_back("other-copies");
  return finding;
}

}  // namespace ringfence::review
