// Access rules as the cluster shows them: who may do what without having been named.
#pragma once

#include <string>
#include <vector>

#include "kafka/client/cluster_client.h"

namespace ringfence::review {

struct RuleReport {
  bool listed = false;
  bool no_authorizer = false;  // the cluster answers SECURITY_DISABLED
  std::string problem;         // why the rules are not known: the refusal, by Kafka's name
  std::int64_t resources = 0, rules = 0, principals = 0;
  std::int64_t allow = 0, deny = 0;
  // Rules that let anybody (User:*, or whoever does not log in) read, write, describe or create.
  std::int64_t open_to_anybody = 0;
  std::int64_t of_all_resources = 0;  // on the name "*"
  std::string as_text;                // tab-separated, for the withheld file
  std::vector<std::string> names;     // principals, sorted, without doubles
};
async::Task<RuleReport> survey_rules(kafka::client::ClusterClient& cluster);

std::string resource_type_name(std::int8_t type);   // "Topic"
std::string operation_name(std::int8_t operation);  // "Read"

}  // namespace ringfence::review
