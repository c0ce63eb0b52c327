#include "review/probe_kafka/surveyor.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "async/task_group.h"

namespace ringfence::review {

using async::Deadline;
using async::Endpoint;
using async::Task;
using kafka::client::ClusterClient;
using kafka::client::ClusterOptions;

namespace {

constexpr std::size_t kGroupsDescribed = 500;
constexpr std::size_t kScanPairsMax = 4096;
constexpr std::size_t kScanAtOnce = 64;
constexpr Duration kScanTimeout = seconds(1);
// Ports that brokers, their consoles, metrics, debuggers and neighbours are usually found on.
constexpr std::uint16_t kScanPorts[] = {22,   80,   443,  2181, 2379, 3000, 5005,  5432,
                                        6066, 7071, 8000, 8080, 8081, 8083, 8090,  8443,
                                        9000, 9021, 9090, 9091, 9092, 9093, 9094,  9095,
                                        9096, 9098, 9100, 9404, 9644, 9999, 19092, 29092};

class Surveyor {
 public:
  Surveyor(async::Loop& loop, async::Network& network, SurveyPlan plan)
      : loop_(loop),
        network_(network),
        plan_(std::move(plan)),
        cluster_(loop, network, plan_.cluster) {}

  Task<Result<Survey>> run() {
    auto connected = co_await cluster_.connect();
    if (!connected) out_.connect_problem = connected.error().to_string();
    served_ = connected.ok();
    if (served_) {
      out_.cluster_id = cluster_.cluster_id();
      out_.brokers = cluster_.brokers();
      out_.settings = co_await survey_brokers(cluster_);
      out_.rules = co_await survey_rules(cluster_);
    }
    co_await visit_listeners();
    const bool any = std::any_of(out_.listeners.begin(), out_.listeners.end(),
                                 [](const auto& report) { return report.reached; });
    if (!served_ && !any) {
      co_await cluster_.stop();
      co_return Error(ErrorCode::kUnavailable, "nothing answers: " + out_.connect_problem);
    }
    auto topics = co_await list_topics();
    co_await try_identities(existing_names(topics));
    co_await read_topics(std::move(topics));
    if (plan_.want_names) co_await read_names();
    if (!plan_.expected.outside.empty()) co_await scan();
    co_await cluster_.stop();
    co_return std::move(out_);
  }

 private:
  void show(std::string_view what, std::size_t done, std::size_t total) {
    if (plan_.progress)
      plan_.progress(what, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
  }

  std::vector<std::pair<Endpoint, std::string>> listeners_to_visit() {
    std::vector<std::pair<Endpoint, std::string>> all;
    std::set<Endpoint> seen;
    const auto add = [&](const Endpoint& at, const char* source) {
      if (!seen.insert(at).second) return;
      if (all.size() < kListenersMax) {
        all.emplace_back(at, source);
      } else {
        ++out_.listeners_left_out;
      }
    };
    for (const Endpoint& at : plan_.expected.declared) add(at, "declared");
    for (const auto& broker : out_.brokers) add(broker.at, "advertised");
    for (const BrokerSetting& setting : out_.settings.settings) {
      if (setting.name != "advertised.listeners" && setting.name != "listeners") continue;
      for (const Endpoint& at : parse_listener_setting(setting.value.value_or("")))
        add(at, "configured");
    }
    // Last: an address that only leads to others need not be a listener of its own.
    for (const Endpoint& at : plan_.cluster.bootstrap) add(at, "bootstrap");
    return all;
  }

  Task<void> visit_listeners() {
    const auto all = listeners_to_visit();
    for (const auto& [at, source] : all) {
      show("listeners", out_.listeners.size(), all.size());
      ListenerOptions options;
      options.ca_file = plan_.expected.ca_file;
      options.server_name = plan_.server_name;
      options.timeout = std::min<Duration>(plan_.cluster.attempt_timeout, seconds(5));
      out_.listeners.push_back(
          co_await look_at_listener(loop_, network_, at, source, std::move(options)));
    }
  }

  Task<std::vector<kafka::client::TopicInfo>> list_topics() {
    if (!served_) {
      out_.topics_problem = out_.connect_problem;
      co_return std::vector<kafka::client::TopicInfo>();
    }
    auto topics = co_await cluster_.topics(std::nullopt);
    if (!topics) {
      out_.topics_problem = topics.error().to_string();
      co_return std::vector<kafka::client::TopicInfo>();
    }
    co_return std::move(*topics);
  }

  std::vector<std::string> existing_names(const std::vector<kafka::client::TopicInfo>& topics) {
    std::vector<std::string> names;
    for (const auto& topic : topics) {
      if (!topic.internal && topic.error == kafka::KafkaError::kNone) names.push_back(topic.name);
    }
    out_.topics_seen = static_cast<std::int64_t>(names.size());
    return names;
  }

  // How a client that does not say who it is reaches this listener.
  Result<ClusterOptions> without_identity(const ListenerReport& report) {
    ClusterOptions options = plan_.cluster;
    options.bootstrap = {report.at};
    options.security = {};
    options.security.tls_server_name = plan_.server_name;
    if (report.speaks_tls && !report.plaintext_answered) {
      net::TlsOptions tls;
      tls.verify = false;
      tls.legacy = report.negotiated.empty();
      RF_TRY_ASSIGN(options.security.tls, net::TlsContext::make(std::move(tls)));
    }
    return options;
  }

  Task<void> try_identities(std::vector<std::string> existing) {
    TrialPlan trials;
    trials.invented = "ringfence-review-" + loop_.random().uuid().to_hex().substr(0, 16);
    trials.existing = std::move(existing);
    trials.writable = plan_.trial_topics;
    trials.allow_writes = plan_.expected.allow_writes;
    for (const ListenerReport& report : out_.listeners) {
      if (!report.reached) continue;
      show("identities", out_.without_identity.size(), out_.listeners.size() + 1);
      auto options = without_identity(report);
      if (!options) continue;
      out_.without_identity.push_back(
          co_await try_identity(loop_, network_, std::move(*options),
                                "without identity at " + report.at.to_string(), trials));
    }
    if (plan_.expected.low_given) {
      ClusterOptions options = plan_.cluster;
      options.security = plan_.low_right;
      out_.low_right =
          co_await try_identity(loop_, network_, std::move(options), "low-right identity", trials);
    }
    co_await sweep(trials);
  }

  // Nothing that the trials tried should exist. Should it all the same, it goes away again.
  Task<void> sweep(const TrialPlan& trials) {
    std::int64_t written = 0;
    const auto count = [&](const IdentityTrials& identity) {
      for (const Trial& trial : identity.trials) {
        if (trial.operation == "write" && trial.outcome == Outcome::kAllowed) ++written;
      }
    };
    for (const IdentityTrials& identity : out_.without_identity) count(identity);
    if (out_.low_right) count(*out_.low_right);
    if (served_) {
      auto found = co_await cluster_.topics(std::vector<std::string>{trials.invented});
      if (found && !found->empty() && found->front().error == kafka::KafkaError::kNone) {
        auto gone = co_await cluster_.delete_topic(trials.invented);
        out_.left_behind = fmt::format(
            "an attempt made the topic {}; {}", trials.invented,
            gone ? "it was deleted again" : "it could not be deleted: " + gone.error().to_string());
        co_return;
      }
    }
    if (written > 0)
      out_.left_behind =
          fmt::format("{} trial records, in topics that the command line named for it", written);
  }

  Task<void> read_topics(std::vector<kafka::client::TopicInfo> topics) {
    if (!plan_.want_topics || !out_.topics_problem.empty()) co_return;
    show("topics", 0, topics.size());
    auto survey = co_await survey_topics(cluster_, std::move(topics));
    if (survey) {
      out_.topics = std::move(*survey);
    } else {
      out_.topics_problem = survey.error().to_string();
    }
  }

  void keep_names(NameKind kind, std::set<std::string> names) {
    out_.names.found[kind].assign(names.begin(), names.end());
  }

  Task<void> read_names() {
    std::set<std::string> topics, groups, clients, hosts, principals;
    if (out_.topics) {
      for (const TopicFacts& facts : out_.topics->topics) topics.insert(facts.name);
    } else {
      out_.names.problems[NameKind::kTopic] = out_.topics_problem;
    }
    if (served_) {
      auto listed = co_await cluster_.groups();
      if (!listed) out_.names.problems[NameKind::kGroup] = listed.error().detail;
      std::size_t described = 0;
      for (const auto& group : listed ? *listed : std::remove_cvref_t<decltype(*listed)>()) {
        groups.insert(group.group_id);
        if (++described > kGroupsDescribed) continue;
        show("groups", described, listed->size());
        auto members = co_await cluster_.group(group.group_id);
        if (!members) continue;
        for (const auto& member : members->members) {
          clients.insert(member.client_id);
          hosts.insert(member.client_host);
        }
      }
    }
    principals.insert(out_.rules.names.begin(), out_.rules.names.end());
    if (!out_.rules.listed) out_.names.problems[NameKind::kPrincipal] = out_.rules.problem;
    keep_names(NameKind::kTopic, std::move(topics));
    keep_names(NameKind::kGroup, std::move(groups));
    keep_names(NameKind::kClientId, std::move(clients));
    keep_names(NameKind::kHost, std::move(hosts));
    keep_names(NameKind::kPrincipal, std::move(principals));
  }

  Task<void> knock(Endpoint at) {
    auto stream = co_await network_.connect(at, Deadline::after(loop_, kScanTimeout));
    if (!stream) co_return;
    (*stream)->close();
    out_.scan.open.push_back({at.host, at.port});
  }

  Task<void> scan() {
    std::set<Endpoint> declared, tries;
    std::set<std::string> addresses;
    for (const ListenerReport& report : out_.listeners) {
      for (const std::string& address : report.resolved.addresses) {
        addresses.insert(address);
        if (report.source == "declared") declared.insert({address, report.at.port});
      }
    }
    for (const std::string& address : addresses) {
      for (const std::uint16_t port : kScanPorts) {
        if (!declared.contains({address, port})) tries.insert({address, port});
      }
    }
    for (const ListenerReport& report : out_.listeners) {
      for (const std::string& address : report.resolved.addresses) {
        if (!declared.contains({address, report.at.port})) tries.insert({address, report.at.port});
      }
    }
    async::TaskGroup group(loop_);
    for (const Endpoint& at : tries) {
      if (static_cast<std::size_t>(out_.scan.tried) == kScanPairsMax) {
        ++out_.scan.left_out;
        continue;
      }
      co_await group.wait_below(kScanAtOnce);
      show("ports", static_cast<std::size_t>(++out_.scan.tried), tries.size());
      group.spawn(knock(at));
    }
    co_await group.join();
  }

  async::Loop& loop_;
  async::Network& network_;
  SurveyPlan plan_;
  ClusterClient cluster_;
  bool served_ = false;
  Survey out_;
};

}  // namespace

Task<Result<Survey>> take_survey(async::Loop& loop, async::Network& network, SurveyPlan plan) {
  Surveyor surveyor(loop, network, std::move(plan));
  co_return co_await surveyor.run();
}

std::vector<Endpoint> parse_listener_setting(std::string_view value) {
  std::vector<Endpoint> out;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    std::string_view one = value.substr(0, end);
    value.remove_prefix(std::min(end + 1, value.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    const std::size_t scheme = one.find("://");
    if (scheme != std::string_view::npos) one.remove_prefix(scheme + 3);
    auto endpoint = async::parse_endpoint(one);
    if (!endpoint || endpoint->port == 0) continue;
    const std::string& host = endpoint->host;
    if (host.empty() || host == "0.0.0.0" || host == "::") continue;
    out.push_back(std::move(*endpoint));
  }
  return out;
}

}  // namespace ringfence::review
