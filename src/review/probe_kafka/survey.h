// Everything that one run of the probe saw, before it becomes findings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/probe_kafka/listener.h"
#include "review/probe_kafka/names.h"
#include "review/probe_kafka/rules.h"
#include "review/probe_kafka/topics.h"
#include "review/probe_kafka/trial.h"

namespace ringfence::review {

struct OpenPort {
  std::string address;
  std::uint16_t port = 0;
};
struct PortScan {
  std::int64_t tried = 0;      // address and port pairs
  std::vector<OpenPort> open;  // that are not declared
  std::int64_t left_out = 0;
};

struct Survey {
  std::string cluster_id;
  std::vector<kafka::client::Broker> brokers;
  std::string connect_problem;  // why the probe's own identity was not served; empty: it was
  std::vector<ListenerReport> listeners;
  std::int64_t listeners_left_out = 0;

  std::vector<IdentityTrials> without_identity;  // one a listener
  std::optional<IdentityTrials> low_right;
  std::int64_t topics_seen = 0;  // by the probe's own identity: the control of the trials
  std::string left_behind;       // what the trials made and what became of it; empty: nothing

  std::optional<TopicSurvey> topics;
  std::string topics_problem;
  BrokerSettings settings;
  RuleReport rules;
  Names names;
  PortScan scan;
};

// What the options say beside addresses and identities.
struct Expectations {
  net::TlsVersion tls_min = net::TlsVersion::k12;
  std::string ca_file;
  std::vector<async::Endpoint> declared;  // listeners
  bool declared_given = false;
  std::string outside;  // the place this program looks from; empty: not outside
  bool allow_writes = false;
  bool low_given = false;
  std::vector<RetentionRule> retention;
  std::string region;                    // of the cluster, as the subject or an option says
  std::optional<std::int64_t> slack_ms;  // nothing: the topic's own segment.ms and ten minutes
  std::vector<DeclaredField> fields;
  std::int64_t now_ms = 0;
  std::vector<std::string> words;
};

}  // namespace ringfence::review
