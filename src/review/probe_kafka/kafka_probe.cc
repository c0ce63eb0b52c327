#include "review/probe_kafka/kafka_probe.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>

#include "kafka/client/connection_options.h"
#include "net/real_loop.h"
#include "review/probe_kafka/finding_json.h"
#include "review/probe_kafka/findings.h"
#include "review/probe_kafka/surveyor.h"

namespace ringfence::review {

using async::Task;

namespace {

constexpr std::streamoff kFileBytesMax = 16 << 20;

constexpr const char* kPolicy =
    R"(# Least rights of the probe "kafka", for Apache Kafka's own tool. Replace HOST:PORT and the names.
# The probe's own identity reads settings and rules, and no record:
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --add \
  --allow-principal User:ringfence-review --operation Describe --operation DescribeConfigs --cluster
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --add \
  --allow-principal User:ringfence-review --operation Describe --operation DescribeConfigs \
  --topic '*'
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --add \
  --allow-principal User:ringfence-review --operation Describe --group '*'
# The low-right identity exists and is granted nothing:
kafka-configs.sh --bootstrap-server HOST:PORT --command-config admin.properties --alter \
  --add-config 'SCRAM-SHA-512=[password=CHOOSE]' --entity-type users --entity-name ringfence-nobody
# After the review:
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --remove --force \
  --allow-principal User:ringfence-review --cluster
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --remove --force \
  --allow-principal User:ringfence-review --topic '*'
kafka-acls.sh --bootstrap-server HOST:PORT --command-config admin.properties --remove --force \
  --allow-principal User:ringfence-review --group '*'
kafka-configs.sh --bootstrap-server HOST:PORT --command-config admin.properties --alter \
  --delete-config SCRAM-SHA-512 --entity-type users --entity-name ringfence-nobody
)";

Result<std::string> read_text(const std::string& path, std::string_view option) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file)
    return Error(ErrorCode::kNotFound, std::string(option) + " '" + path + "' cannot be read");
  const std::streamoff size = file.tellg();
  if (size < 0 || size > kFileBytesMax)
    return Error(ErrorCode::kTooLarge, std::string(option) + " '" + path + "': over 16 MiB");
  std::string text(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  if (!file.read(text.data(), size))
    return Error(ErrorCode::kNotFound, std::string(option) + " '" + path + "' cannot be read");
  return text;
}

Task<int> run_survey(async::Loop& loop, async::Network& network, SurveyPlan plan,
                     Result<Survey>& out) {
  out = co_await take_survey(loop, network, std::move(plan));
  co_return 0;
}

class KafkaProbe final : public Probe {
 public:
  ProbeFacts facts() const override {
    return {"kafka",
            "1",
            "Looks at any Kafka-compatible endpoint: encryption, access, retention, names",
            "kafka_acls.txt",
            kPolicy,
            {"What the platform sends out itself: capture sees that.",
             "Who can read the objects in the store: bucket and iam see that.",
             "Listeners that are neither declared, advertised nor shown in the brokers' settings.",
             "Rights of identities other than those given here.",
             "What happens between runs: each run is one moment.",
             "Topics and groups that this identity may not describe.",
             "Where a vendor's own store keeps names: the list of fields is taken at its word."}};
  }

  void add_options(CLI::App& command) override {
    add_connection_options(command, connection_);
    add_identity_options(command, low_, "low-", "an identity that nobody granted anything");
    command
        .add_option("--listener", listeners_, "HOST:PORT of a declared listener; repeat for each")
        ->delimiter(',');
    command.add_option("--tls-min", tls_min_, "Least TLS version declared: 1.2 or 1.3")
        ->check(CLI::IsMember({"1.2", "1.3"}));
    command.add_flag("--allow-writes", allow_writes_,
                     "Also try to write, to a topic name that does not exist and to --trial-topic");
    command
        .add_option("--trial-topic", trial_topics_,
                    "An existing topic that a trial record may be written to; repeat for each")
        ->delimiter(',');
    command.add_option("--retention-table", retention_file_,
                       "The customer's retention: topic pattern, region, retention, bytes (TSV)");
    command.add_option("--region", region_, "Region of the cluster (default: the subject's)");
    command
        .add_option("--slack", slack_seconds_,
                    "Seconds a record may stay beyond its limit (default: segment.ms + 600)")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--field-list", field_file_,
                       "The vendor's own list of fields that leave: field, form, destination");
    command.add_option("--outside", outside_,
                       "This machine stands outside the platform's network, at this place");
    command.add_option("--only", only_, "Answer only these claims")->delimiter(',');
  }

  std::vector<std::string> claims() const override {
    std::vector<std::string> all{"K4.a", "C1.acc.c", "C1.ret.a"};
    if (!retention_file_.empty()) all.push_back("C1.ret.d");
    if (!listeners_.empty()) all.push_back("K6.a");
    if (!outside_.empty()) all.push_back("K6.b");
    if (!field_file_.empty()) all.push_back("C2.res.d");
    if (!only_.empty()) {
      std::erase_if(all, [this](const std::string& claim) {
        return std::find(only_.begin(), only_.end(), claim) == only_.end();
      });
    }
    return all;
  }

  Result<std::vector<Finding>> run(ProbeContext& context) override {
    RF_TRY_ASSIGN(SurveyPlan plan, make_plan(context));
    Expectations expected = plan.expected;
    Result<Survey> survey = Error(ErrorCode::kInternal, "the probe did not run");
    {
      net::RealLoop loop;
      expected.now_ms = loop.wall_now().ms;
      loop.run(run_survey(loop, loop.network(), std::move(plan), survey));
    }
    if (!survey) return survey.error();
    return make_findings(*survey, expected);
  }

 private:
  bool wants(std::string_view claim) const {
    const auto all = claims();
    return std::find(all.begin(), all.end(), claim) != all.end();
  }

  Result<void> check_only() const {
    static const std::vector<std::string> kKnown{"K4.a", "C1.acc.c", "C1.ret.a", "C1.ret.d",
                                                 "K6.a", "K6.b",     "C2.res.d"};
    for (const std::string& claim : only_) {
      if (std::find(kKnown.begin(), kKnown.end(), claim) == kKnown.end())
        return Error(ErrorCode::kInvalid, "--only: this probe does not answer " + claim);
      if (!wants(claim))
        return Error(ErrorCode::kInvalid, "--only " + claim + " needs the option it is read from");
    }
    return {};
  }

  Result<SurveyPlan> make_plan(ProbeContext& context) const {
    RF_TRY(check_only());
    SurveyPlan plan;
    RF_TRY_ASSIGN(plan.cluster, cluster_options(connection_));
    Expectations& expected = plan.expected;
    expected.tls_min = *net::parse_tls_version(tls_min_);
    expected.ca_file = connection_.ca_file;
    expected.outside = outside_;
    expected.allow_writes = allow_writes_;
    expected.region = region_.empty() ? context.scope.system.region : region_;
    expected.words = context.words;
    if (slack_seconds_ >= 0) expected.slack_ms = slack_seconds_ * 1000;
    for (const std::string& text : listeners_) {
      RF_TRY_ASSIGN(async::Endpoint endpoint, async::parse_endpoint(text));
      expected.declared.push_back(std::move(endpoint));
    }
    if (low_.given()) {
      expected.low_given = true;
      RF_TRY_ASSIGN(plan.low_right, make_security(connection_, low_));
    }
    if (!trial_topics_.empty() && !allow_writes_)
      return Error(ErrorCode::kInvalid, "--trial-topic needs --allow-writes");
    plan.trial_topics = trial_topics_;
    if (!retention_file_.empty()) {
      RF_TRY_ASSIGN(const std::string text, read_text(retention_file_, "--retention-table"));
      RF_TRY_ASSIGN(expected.retention, parse_retention_table(text));
    }
    if (!field_file_.empty()) {
      RF_TRY_ASSIGN(const std::string text, read_text(field_file_, "--field-list"));
      RF_TRY_ASSIGN(expected.fields, parse_field_list(text));
    }
    plan.want_names = wants("C2.res.d");
    plan.want_topics = wants("C1.ret.a") || wants("C1.ret.d") || plan.want_names;
    plan.server_name = connection_.server_name;
    plan.progress = context.progress;
    return plan;
  }

  std::vector<Finding> make_findings(const Survey& survey, const Expectations& expected) const {
    std::vector<Finding> findings;
    const auto take = [&findings](std::vector<Finding> more) {
      std::move(more.begin(), more.end(), std::back_inserter(findings));
    };
    if (wants("K4.a")) take(encryption_findings(survey, expected));
    if (wants("C1.acc.c")) take(access_findings(survey, expected));
    if (wants("K6.a")) take({listener_list_finding(survey, expected)});
    if (wants("K6.b")) take({outside_finding(survey, expected)});
    if (wants("C1.ret.a")) take({oldest_record_finding(survey, expected)});
    if (wants("C1.ret.d")) take({retention_table_finding(survey, expected)});
    if (wants("C2.res.d")) take({names_finding(survey, expected)});
    return findings;
  }

  kafka::client::ConnectionOptions connection_;
  kafka::client::IdentityOptions low_;
  std::vector<std::string> listeners_, trial_topics_, only_;
  std::string tls_min_ = "1.2";
  bool allow_writes_ = false;
  std::string retention_file_, region_, field_file_, outside_;
  std::int64_t slack_seconds_ = -1;
};

}  // namespace

std::unique_ptr<Probe> make_kafka_probe() { return std::make_unique<KafkaProbe>(); }

}  // namespace ringfence::review
