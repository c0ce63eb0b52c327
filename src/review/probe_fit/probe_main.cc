// Runs the probe by itself and prints its findings as JSON: for the process tests of this folder.
// ringfence-review signs and files them; this does not.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "review/probe_fit/fit_probe.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Finding& finding) {
  Json json{{"type", finding.type},
            {"claims", finding.claims},
            {"zone", finding.zone},
            {"grade", finding.grade},
            {"result", finding.result},
            {"summary", finding.summary},
            {"population", finding.population},
            {"examined", finding.examined},
            {"unit", finding.unit}};
  json["excluded"] = Json::array();
  for (const auto& one : finding.excluded)
    json["excluded"].push_back({{"what", one.what}, {"why", one.why}, {"count", one.count}});
  json["raw"] = Json::array();
  for (const RawFile& file : finding.raw)
    json["raw"].push_back(
        {{"name", file.name}, {"disclosure", file.disclosure}, {"text", file.bytes}});
  json["body"] = Json::parse(finding.body);
  return json;
}

int run(int argc, char** argv) {
  auto probe = make_fit_probe();
  CLI::App app("fit probe");
  std::string words_file, region;
  app.add_option("--words", words_file);
  app.add_option("--subject-region", region);
  probe->add_options(app);
  CLI11_PARSE(app, argc, argv);
  ProbeContext context;
  context.scope.system.region = region;
  std::ifstream words(words_file);
  for (std::string word; std::getline(words, word);) context.words.push_back(word);
  Json out{{"claims", probe->claims()}, {"cannot_see", probe->facts().cannot_see}};
  auto findings = probe->run(context);
  if (!findings) {
    out["error"] = findings.error().to_string();
  } else {
    out["findings"] = Json::array();
    for (const Finding& finding : *findings) out["findings"].push_back(to_json(finding));
  }
  std::puts(out.dump().c_str());
  return findings ? 0 : 1;
}

}  // namespace
}  // namespace ringfence::review

int main(int argc, char** argv) { return ringfence::review::run(argc, argv); }
