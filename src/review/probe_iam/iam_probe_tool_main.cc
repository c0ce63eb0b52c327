// For the tests: runs the probe without a review folder, and decides requests for the differential
// test.
//   iam_probe_tool probe OPTIONS       findings as JSON
//   iam_probe_tool decide              a line of JSON in, a decision out
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "review/probe_iam/evaluate.h"
#include "review/probe_iam/iam_probe.h"

namespace {

using namespace ringfence::review;
using nlohmann::json;

int run_probe(Probe& probe) {
  ProbeContext context;
  context.started = "2026-01-01T00:00:00Z";
  auto findings = probe.run(context);
  if (!findings) {
    fmt::print(stderr, "{}\n", findings.error().to_string());
    return 1;
  }
  json out = json::array();
  for (const Finding& finding : *findings) {
    json raw = json::array();
    json smt;
    for (const RawFile& file : finding.raw) {
      if (file.name == "property.smt2") {
        smt = file.bytes;
      } else {
        raw.push_back(file.name);
      }
    }
    json excluded = json::array();
    for (const auto& one : finding.excluded) {
      excluded.push_back({{"what", one.what}, {"why", one.why}, {"count", one.count}});
    }
    out.push_back({{"type", finding.type},
                   {"claims", finding.claims},
                   {"grade", finding.grade},
                   {"result", finding.result},
                   {"summary", finding.summary},
                   {"population", finding.population},
                   {"examined", finding.examined},
                   {"excluded", excluded},
                   {"raw", raw},
                   {"smt", smt},
                   {"body", json::parse(finding.body)}});
  }
  fmt::print("{}\n", json{{"claims", probe.claims()}, {"findings", out}}.dump(1));
  return 0;
}

// {"identity": [...], "resource": {...}, "kind": "resource", "who": ARN, "action": ..,
// "resource_arn"
// .., "account": .., "context": {key: [values]}}
std::string decide(const std::string& line) {
  json in = json::parse(line);
  std::vector<iam::Policy> identity;
  iam::Policy resource;
  iam::PolicySet set;
  for (const json& document : in["identity"]) {
    auto policy = iam::parse_policy(document.dump(), "identity", iam::PolicyKind::kIdentity);
    if (!policy) return "error " + policy.error().to_string();
    identity.push_back(std::move(*policy));
  }
  for (const iam::Policy& policy : identity) set.identity.push_back(&policy);
  if (in.contains("resource") && !in["resource"].is_null()) {
    auto policy = iam::parse_policy(in["resource"].dump(), "resource", iam::PolicyKind::kResource);
    if (!policy) return "error " + policy.error().to_string();
    resource = std::move(*policy);
    set.resource = &resource;
  }
  const std::string who = in["who"];
  iam::Request request{.who = who.empty() ? iam::Requester::anonymous()
                              : who.find(":role/") != std::string::npos ? iam::Requester::role(who)
                                                                        : iam::Requester::user(who),
                       .action = in["action"],
                       .resource = in["resource_arn"],
                       .resource_account = in["account"],
                       .context = {}};
  for (const auto& [key, values] : in["context"].items()) {
    request.context[iam::lower(key)] = values.get<std::vector<std::string>>();
  }
  iam::add_known_keys(request);
  return std::string(iam::verdict_name(iam::evaluate(set, request).verdict));
}

int run_decide() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    fmt::print("{}\n", decide(line));
    std::fflush(stdout);
    line.clear();
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"drives the iam probe for its tests"};
  auto probe = make_iam_probe();
  CLI::App* probing = app.add_subcommand("probe", "run the probe");
  probe->add_options(*probing);
  CLI::App* deciding = app.add_subcommand("decide", "decide requests from standard input");
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  if (*deciding) return run_decide();
  return run_probe(*probe);
}
