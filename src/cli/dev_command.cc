// ringfence dev: a whole cluster in one process.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/config_flags.h"
#include "cli/dev_process.h"
#include "cli/process_setup.h"

namespace ringfence::cli {
namespace {

using async::Task;

struct DevOptions {
  ConfigFlags flags;
  bool print_config = false;
};

std::string banner(DevProcess& process) {
  agent::Agent& agent = process.agent();
  std::string kafka;
  for (const auto& listener : agent.listeners()) {
    kafka +=
        fmt::format("  {:<10} {}\n", kafka.empty() ? "Kafka" : "", listener.advertised.to_string());
  }
  const std::string bootstrap = agent.listeners().front().advertised.to_string();
  const auto http = agent.http_address();
  const DataLayout& layout = process.layout();
  return fmt::format(
      "Ringfence dev: one process, cluster {}\n"
      "{}"
      "  {:<10} {}\n"
      "  {:<10} {}  (object store, one file an object)\n"
      "  {:<10} {}  (SQLite)\n"
      "  {:<10} {}  (back them up; without them no topic name can be read)\n"
      "\n"
      "Try, in another terminal:\n"
      "  ringfence topic create flights --partitions 3 --bootstrap {}\n"
      "  echo hello | kcat -P -b {} -t flights\n"
      "  kcat -C -b {} -t flights -e\n"
      "Ctrl-C finishes what was begun and stops.\n",
      process.cluster_id().to_base64(), kafka, "HTTP",
      http ? "http://" + http->to_string() + "  /live /ready /metrics" : "off", "Records",
      layout.bucket, "Metadata", layout.log, "Keys", layout.keys, bootstrap, bootstrap, bootstrap);
}

std::string banner_json(DevProcess& process) {
  nlohmann::json json;
  json["cluster"] = process.cluster_id().to_base64();
  for (const auto& listener : process.agent().listeners()) {
    json["kafka"].push_back(listener.advertised.to_string());
  }
  if (const auto http = process.agent().http_address()) json["http"] = http->to_string();
  json["bucket"] = process.layout().bucket;
  json["metadata"] = process.layout().log;
  json["keys"] = process.layout().keys;
  return json.dump() + "\n";
}

Task<void> watch(DevProcess& process, async::Cancel cancel, std::string& failure,
                 async::CancelSource& wake) {
  failure = co_await process.wait_failure(cancel);
  if (!failure.empty()) wake.cancel();
}

Task<int> run(net::RealLoop& loop, config::Config config, const Invocation& invocation) {
  DevProcess process(loop, std::move(config));
  const auto started = co_await process.start();
  if (!started) {
    co_await process.stop();
    const int code = report(invocation, "dev", started.error());
    // Missing or damaged keys and logs: starting anyway would cost data.
    const bool protects =
        started.failed_with(ErrorCode::kNotFound) || started.failed_with(ErrorCode::kCorrupt);
    co_return protects ? kExitRefused : code;
  }
  print(invocation.form() == OutputForm::kJson ? banner_json(process) : banner(process));
  async::CancelSource stop_watching;
  async::CancelSource failed;
  async::TaskGroup group(loop);
  std::string failure;
  group.spawn(watch(process, stop_watching.token(), failure, failed));
  (void)co_await loop.wait_signal(failed.token());
  stop_watching.cancel();
  co_await group.join();
  co_await process.stop();
  if (failure.empty()) co_return kExitOk;
  co_return report(invocation, "dev", Error(ErrorCode::kFenced, failure));
}

int dev(const DevOptions& options, const Invocation& invocation) {
  const auto config = options.flags.load();
  if (!config) {
    report(invocation, "dev", config.error());
    return kExitUsage;
  }
  if (options.print_config) {
    print(config::to_file(*config));
    return kExitOk;
  }
  raise_file_limit();
  net::RealLoop loop;
  return loop.run(run(loop, *config, invocation));
}

}  // namespace

void add_dev_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<DevOptions>();
  CLI::App* command = program.add_subcommand(
      "dev",
      "Run a whole cluster in one process: Kafka endpoint, metadata, records in a directory");
  options->flags.add(*command);
  command->add_flag("--print-config", options->print_config,
                    "Print the configuration that would be used, as a commented file, and exit");
  command->add_option("--output", invocation.output, "Form of the output: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &invocation] { invocation.exit_code = dev(*options, invocation); });
}

}  // namespace ringfence::cli
