#include "cli/client_session.h"

#include <CLI/CLI.hpp>

namespace ringfence::cli {
namespace {

using async::Task;

Task<Result<void>> connect_and_work(kafka::client::Client& client, const BrokerOptions& options,
                                    ClientWork work) {
  auto connected = co_await client.connect();
  if (!connected) {
    Error error = connected.error();
    error.detail = "no Kafka server answers at " + options.bootstrap + " (" + error.to_string() +
                   "); start one with `ringfence dev`, or name it with --bootstrap HOST:PORT";
    error.code = ErrorCode::kUnavailable;
    co_return error;
  }
  co_return co_await work(client);
}

Task<int> run(net::RealLoop& loop, kafka::client::ClientOptions client_options,
              const BrokerOptions& options, const Invocation& invocation, std::string_view command,
              ClientWork work) {
  kafka::client::Client client(loop, loop.network(), std::move(client_options));
  const auto result = co_await connect_and_work(client, options, std::move(work));
  co_await client.stop();
  co_return result ? kExitOk : report(invocation, command, result.error());
}

}  // namespace

void add_broker_options(CLI::App& command, BrokerOptions& options) {
  command.add_option("--bootstrap,-b", options.bootstrap, "Kafka address, HOST:PORT")
      ->capture_default_str();
  command.add_option("--timeout-ms", options.timeout_ms, "How long to wait for an answer")
      ->capture_default_str()
      ->check(CLI::Range(1, 3'600'000));
}

void add_output_option(CLI::App& command, Invocation& invocation) {
  command.add_option("--output", invocation.output, "Form of the output: text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

Result<kafka::client::ClientOptions> client_options(const BrokerOptions& options) {
  kafka::client::ClientOptions client;
  RF_TRY_ASSIGN(client.broker, async::parse_endpoint(options.bootstrap));
  client.timeout = milliseconds(options.timeout_ms);
  client.client_id = "ringfence-cli";
  return client;
}

int with_client(const BrokerOptions& options, const Invocation& invocation,
                std::string_view command, ClientWork work) {
  auto client = client_options(options);
  if (!client) return report(invocation, command, client.error());
  net::RealLoop loop;
  return loop.run(run(loop, std::move(*client), options, invocation, command, std::move(work)));
}

}  // namespace ringfence::cli
