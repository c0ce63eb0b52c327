// ringfence bench produce|consume.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/bench_run.h"
#include "cli/client_session.h"
#include "cli/command.h"

namespace ringfence::cli {
namespace {

using async::Task;

struct BenchCommand {
  BrokerOptions broker;
  BenchOptions options;
};

using Bench = Task<Result<BenchResult>> (*)(async::Loop&, async::Network&,
                                            kafka::client::ClientOptions, BenchOptions,
                                            BenchProgress);

constexpr double kMiB = 1024.0 * 1024.0;

void show_progress(const BenchResult& so_far) {
  const double speed =
      so_far.seconds > 0 ? static_cast<double>(so_far.bytes) / kMiB / so_far.seconds : 0;
  const std::string line =
      fmt::format("  {:>12} records  {:>8.1f} MiB  {:>8.1f} MiB/s\n", so_far.records,
                  static_cast<double>(so_far.bytes) / kMiB, speed);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void show(const BenchResult& result, OutputForm form) {
  const double mib = static_cast<double>(result.bytes) / kMiB;
  const double seconds = result.seconds > 0 ? result.seconds : 1e-9;
  if (form == OutputForm::kJson) {
    print(nlohmann::json{{"records", result.records},
                         {"bytes", result.bytes},
                         {"seconds", result.seconds},
                         {"mib_per_second", mib / seconds},
                         {"records_per_second", static_cast<double>(result.records) / seconds},
                         {"p50_ms", result.p50_ms},
                         {"p99_ms", result.p99_ms},
                         {"max_ms", result.max_ms}}
              .dump() +
          "\n");
    return;
  }
  print(fmt::format(
      "{} records, {:.1f} MiB in {:.2f} s: {:.1f} MiB/s, {:.0f} records/s; "
      "request latency p50 {:.2f} ms, p99 {:.2f} ms, max {:.2f} ms\n",
      result.records, mib, result.seconds, mib / seconds,
      static_cast<double>(result.records) / seconds, result.p50_ms, result.p99_ms, result.max_ms));
}

Task<int> run(net::RealLoop& loop, kafka::client::ClientOptions client, const BenchCommand& command,
              const Invocation& invocation, Bench bench) {
  const auto result =
      co_await bench(loop, loop.network(), std::move(client), command.options, &show_progress);
  if (!result) co_return report(invocation, "bench", result.error());
  show(*result, invocation.form());
  co_return kExitOk;
}

void run_on(CLI::App* action, const std::shared_ptr<BenchCommand>& command, Invocation& invocation,
            Bench bench) {
  add_broker_options(*action, command->broker);
  add_output_option(*action, invocation);
  action->add_option("--topic,-t", command->options.topic, "Topic")->capture_default_str();
  action->callback([command, &invocation, bench] {
    auto client = client_options(command->broker);
    if (!client) {
      invocation.exit_code = report(invocation, "bench", client.error());
      return;
    }
    net::RealLoop loop;
    invocation.exit_code = loop.run(run(loop, std::move(*client), *command, invocation, bench));
  });
}

void add_number(CLI::App* action, const char* name, std::int64_t& value, const char* help,
                std::int64_t min, std::int64_t max) {
  action->add_option(name, value, help)->capture_default_str()->check(CLI::Range(min, max));
}

}  // namespace

void add_bench_command(CLI::App& program, Invocation& invocation) {
  auto command = std::make_shared<BenchCommand>();
  BenchOptions& options = command->options;
  CLI::App* bench =
      program.add_subcommand("bench", "Measure produce and consume with our own client");
  bench->require_subcommand(1);
  CLI::App* produce = bench->add_subcommand("produce", "Write random records");
  add_number(produce, "--records,-n", options.records, "Records in all", 1, INT64_MAX);
  add_number(produce, "--record-bytes", options.record_bytes, "Bytes of a value", 1, 100 << 20);
  add_number(produce, "--batch-bytes", options.batch_bytes, "Bytes of a batch before compression",
             1, 100 << 20);
  add_number(produce, "--in-flight", options.in_flight, "Unanswered requests a connection", 1,
             1000);
  add_number(produce, "--connections", options.connections, "Connections", 1, 10'000);
  add_number(produce, "--partitions", options.partitions,
             "Partitions, when the topic has to be made", 1, 100'000);
  add_number(produce, "--rate", options.rate, "Records a second; 0: as fast as it goes", 0,
             INT32_MAX);
  produce->add_option("--compression", options.compression, "Codec")
      ->capture_default_str()
      ->check(CLI::IsMember({"none", "gzip", "snappy", "lz4", "zstd"}));
  produce->add_option("--acks", options.acks, "-1: all, 1, 0: none")
      ->capture_default_str()
      ->check(CLI::IsMember({-1, 0, 1}));
  produce->add_flag("--idempotent,!--no-idempotent", options.idempotent, "Number the batches");
  run_on(produce, command, invocation, &bench_produce);
  CLI::App* consume = bench->add_subcommand("consume", "Read a topic from start to end");
  run_on(consume, command, invocation, &bench_consume);
}

}  // namespace ringfence::cli
