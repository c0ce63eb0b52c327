// A command that talks to a broker: connects, works, disconnects.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "async/task.h"
#include "base/result.h"
#include "cli/command.h"
#include "kafka/client/client.h"
#include "net/real_loop.h"

namespace CLI {
class App;
}

namespace ringfence::cli {

struct BrokerOptions {
  std::string bootstrap = "127.0.0.1:9092";
  std::int64_t timeout_ms = 30'000;
};
// --bootstrap and --timeout-ms.
void add_broker_options(CLI::App& command, BrokerOptions& options);
// --output text|json.
void add_output_option(CLI::App& command, Invocation& invocation);

Result<kafka::client::ClientOptions> client_options(const BrokerOptions& options);

// Runs `work` on a loop of its own with a connected client; reports its error and returns the exit
// code.
using ClientWork = std::function<async::Task<Result<void>>(kafka::client::Client&)>;
int with_client(const BrokerOptions& options, const Invocation& invocation,
                std::string_view command, ClientWork work);

}  // namespace ringfence::cli
