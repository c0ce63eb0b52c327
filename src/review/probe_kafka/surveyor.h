// Runs the whole look: connects, visits listeners, tries identities, reads topics, rules and names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kafka/client/cluster_client.h"
#include "review/probe_kafka/survey.h"

namespace ringfence::review {

struct SurveyPlan {
  kafka::client::ClusterOptions cluster;
  kafka::client::Security low_right;  // used when expected.low_given
  Expectations expected;
  std::vector<std::string> trial_topics;
  bool want_topics = true;  // some finding needs settings and oldest records
  bool want_names = false;
  std::string server_name;
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)> progress;
};

inline constexpr std::size_t kListenersMax = 64;

// kUnavailable: nothing answers at any address given.
async::Task<Result<Survey>> take_survey(async::Loop& loop, async::Network& network,
                                        SurveyPlan plan);

// "SASL_SSL://a:9093,PLAIN://:9092" as addresses; those without a host, or of all interfaces, are
// left out.
std::vector<async::Endpoint> parse_listener_setting(std::string_view value);

}  // namespace ringfence::review
