#include "review/probe_kafka/rules.h"

#include <fmt/format.h>

#include <set>

namespace ringfence::review {

using async::Task;

namespace {

constexpr std::int8_t kTopicResource = 2;
constexpr std::int8_t kPermissionDeny = 2;

// Operations that open topics: all, read, write, create, describe.
bool opens_topics(std::int8_t operation) {
  return operation == 2 || operation == 3 || operation == 4 || operation == 5 || operation == 8;
}

}  // namespace

std::string resource_type_name(std::int8_t type) {
  constexpr std::string_view kNames[] = {
      "Unknown", "Any", "Topic", "Group", "Cluster", "TransactionalId", "DelegationToken", "User"};
  return type >= 0 && type < 8 ? std::string(kNames[type]) : std::to_string(type);
}

std::string operation_name(std::int8_t operation) {
  constexpr std::string_view kNames[] = {"Unknown",
                                         "Any",
                                         "All",
                                         "Read",
                                         "Write",
                                         "Create",
                                         "Delete",
                                         "Alter",
                                         "Describe",
                                         "ClusterAction",
                                         "DescribeConfigs",
                                         "AlterConfigs",
                                         "IdempotentWrite",
                                         "CreateTokens",
                                         "DescribeTokens",
                                         "TwoPhaseCommit"};
  return operation >= 0 && operation < 16 ? std::string(kNames[operation])
                                          : std::to_string(operation);
}

Task<RuleReport> survey_rules(kafka::client::ClusterClient& cluster) {
  RuleReport report;
  auto resources = co_await cluster.acls();
  if (!resources) {
    report.problem = resources.error().detail;
    report.no_authorizer = report.problem.find("SECURITY_DISABLED") != std::string::npos;
    co_return report;
  }
  report.listed = true;
  report.resources = static_cast<std::int64_t>(resources->size());
  std::set<std::string> principals;
  for (const auto& resource : *resources) {
    for (const auto& rule : resource.acls) {
      ++report.rules;
      const bool deny = rule.permission_type == kPermissionDeny;
      ++(deny ? report.deny : report.allow);
      if (resource.resource_name == "*") ++report.of_all_resources;
      const bool anybody = rule.principal == "User:*" || rule.principal == "User:ANONYMOUS";
      if (!deny && anybody && resource.resource_type == kTopicResource &&
          opens_topics(rule.operation))
        ++report.open_to_anybody;
      principals.insert(rule.principal);
      report.as_text += fmt::format(
          "{}\t{}\t{}\t{}\t{}\t{}\t{}\n", resource_type_name(resource.resource_type),
          resource.resource_name, resource.pattern_type == 4 ? "prefixed" : "literal",
          rule.principal, rule.host, operation_name(rule.operation), deny ? "deny" : "allow");
    }
  }
  report.principals = static_cast<std::int64_t>(principals.size());
  report.names.assign(principals.begin(), principals.end());
  co_return report;
}

}  // namespace ringfence::review
