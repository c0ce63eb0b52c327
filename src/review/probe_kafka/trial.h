// Default deny by trial: what an identity that nobody granted anything gets, and what a client
// without identity gets. Nothing is stored: topics are created with validate-only, records go to
// topics that the caller named, and whatever appears all the same is removed and said.
#pragma once

#include <string>
#include <vector>

#include "kafka/client/cluster_client.h"

namespace ringfence::review {

enum class Outcome : std::uint8_t {
  kRefused,
  kAllowed,
  kUnclear,   // the answer does not tell a refusal from a topic that is not there
  kNotTried,  // the detail says why
};
std::string_view outcome_name(Outcome outcome);

struct Trial {
  std::string operation;  // "connect", "describe", "read", "write", "create", "produce at all"
  std::string on;         // "a name that nobody granted", "existing topics", "a topic named for it"
  std::int64_t topics = 1;
  Outcome outcome = Outcome::kNotTried;
  std::int64_t allowed = 0;  // of `topics`
  std::string detail;
};

struct TrialPlan {
  std::string invented;               // a topic name that does not exist and that no rule names
  std::vector<std::string> existing;  // what the probe's own identity sees; internal ones left out
  std::vector<std::string> writable;  // topics that records may be written to, named by the user
  bool allow_writes = false;
};

struct IdentityTrials {
  std::string who;  // "without identity at 10.0.0.1:9092", "low-right identity"
  // Whether the endpoint serves this identity at all. Not tried: nothing answered.
  Outcome connect = Outcome::kNotTried;
  std::string connection;                   // what came of it
  std::vector<Trial> trials;                // empty when not connected
  std::vector<std::string> allowed_topics;  // names, for the withheld file; at most 1,000
};

// Connects as `options` says and tries everything of the plan, in a bounded number of requests.
async::Task<IdentityTrials> try_identity(async::Loop& loop, async::Network& network,
                                         kafka::client::ClusterOptions options, std::string who,
                                         TrialPlan plan);

// The worst of all: allowed, not tried, unclear, refused. Refused at the door is refused.
Outcome overall(const IdentityTrials& trials);

}  // namespace ringfence::review
