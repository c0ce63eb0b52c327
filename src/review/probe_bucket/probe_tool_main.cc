// Runs the bucket probe without a review folder, for the process-level tests: prints the findings
// as JSON. Not installed. Beside the probe's own options: --work DIR, --words FILE, --earlier FILE
// (findings of an earlier run, as printed here), --nonce HEX, --nonce-issued TIME.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "net/real_loop.h"
#include "review/probe_bucket/bucket_probe.h"
#include "review/probe_bucket/times.h"

namespace {

using nlohmann::json;
using namespace ringfence;
using namespace ringfence::review;

struct Tool {
  std::string work = ".", words_file, earlier_file, nonce, nonce_issued, now;
};

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

json finding_json(const Finding& finding) {
  json raw = json::array();
  for (const RawFile& file : finding.raw)
    raw.push_back({{"name", file.name},
                   {"disclosure", file.disclosure},
                   {"digest", evidence::sha256_hex(file.bytes)},
                   {"text", file.bytes.size() < 1'000'000 ? file.bytes : ""}});
  json excluded = json::array();
  for (const auto& left : finding.excluded)
    excluded.push_back({{"what", left.what}, {"why", left.why}, {"count", left.count}});
  return {{"type", finding.type},
          {"claims", finding.claims},
          {"result", finding.result},
          {"grade", finding.grade},
          {"zone", finding.zone},
          {"summary", finding.summary},
          {"population", finding.population},
          {"examined", finding.examined},
          {"excluded", excluded},
          {"raw", raw},
          {"body", json::parse(finding.body)}};
}

// The items of the earlier run: leaf 1, 2, 3 … in their order, all ending at its time.
std::function<Result<std::optional<EarlierItem>>(std::string_view, std::string_view)> earlier_of(
    const json& run) {
  return [run](std::string_view type,
               std::string_view claim) -> Result<std::optional<EarlierItem>> {
    std::uint64_t leaf = 0;
    for (const json& finding : run.value("findings", json::array())) {
      ++leaf;
      if (finding["type"] != type || finding["claims"][0] != claim) continue;
      EarlierItem item{"", leaf, run["at"], run["at"], finding["result"], finding["body"].dump()};
      return item;
    }
    return std::nullopt;
  };
}

int run(Tool tool, Probe& probe) {
  net::RealLoop clock;
  ProbeContext context;
  context.work_folder = tool.work;
  context.now = [&] {
    return tool.now.empty() ? bucket::format_time(clock.wall_now().ms / 1000) : tool.now;
  };
  context.started = context.now();
  context.nonce_hex = tool.nonce;
  context.nonce_issued = tool.nonce_issued;
  std::ifstream words(tool.words_file);
  for (std::string word; std::getline(words, word);) context.words.push_back(word);
  json before = json::object();
  if (!tool.earlier_file.empty()) before = json::parse(slurp(tool.earlier_file));
  context.earlier = earlier_of(before);
  auto found = probe.run(context);
  json out = {{"at", context.now()}, {"claims", probe.claims()}, {"findings", json::array()}};
  if (!found) out["error"] = found.error().to_string();
  if (found) {
    for (const Finding& finding : *found) out["findings"].push_back(finding_json(finding));
  }
  std::puts(out.dump(1, ' ', false, json::error_handler_t::replace).c_str());
  return found ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The bucket probe by itself");
  Tool tool;
  app.add_option("--work", tool.work);
  app.add_option("--words", tool.words_file);
  app.add_option("--earlier", tool.earlier_file);
  app.add_option("--nonce", tool.nonce);
  app.add_option("--nonce-issued", tool.nonce_issued);
  app.add_option("--now", tool.now, "The time that the probe is told");
  auto probe = make_bucket_probe();
  probe->add_options(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  return run(std::move(tool), *probe);
}
