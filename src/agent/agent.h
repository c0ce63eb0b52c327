// An agent: the Kafka server, ingest, read path and metadata replica of one process, composed. The
// same class runs in `ringfence dev` over real sockets and in the simulator over simulated ones.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/listeners.h"
#include "agent/server.h"
#include "agent/server_metrics.h"
#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "async/task_group.h"
#include "base/metrics.h"
#include "base/result.h"
#include "config/config.h"
#include "keys/keys.h"
#include "metadata/service/client.h"
#include "net/http_server.h"
#include "object_store/object_store.h"
#include "storage/ingest.h"

namespace ringfence::agent {

struct AgentOptions {
  config::Config config;  // checked by config::check()
  ClusterId cluster_id;   // from the cluster marker of the bucket
};

// What the agent stands on; everything outlives it.
struct AgentSeams {
  async::Loop& loop;
  async::Network& network;
  store::ObjectStore& store;
  meta::Connector connector;  // to the sequencer
  const keys::Keys& keys;
};

// Single-threaded on its loop. Lifecycle: make, start() once, stop() once (also after a failed
// start()), destroy.
class Agent {
 public:
  Agent(AgentSeams seams, AgentOptions options);
  ~Agent();

  // Opens the listeners and begins to serve. Requests that come before the metadata service has
  // answered wait for it or get retriable errors. kInvalid, kPermission: an address that may not or
  // cannot be used; the text names the key.
  Result<void> start();
  // Drains: no new connections and requests; what was begun is finished and answered, within
  // kDrainTimeout.
  async::Task<void> stop();

  // The replica is up to date and this process has a session: produce and fetch will be answered.
  bool ready() const { return not_ready_reason().empty(); }
  // Empty when ready(), else why not.
  std::string not_ready_reason() const;

  // With the ports that were bound.
  const std::vector<ListenerAddress>& listeners() const { return server_.addresses(); }
  std::optional<async::Endpoint> http_address() const;
  metrics::Registry& registry() { return registry_; }
  // After a successful start().
  meta::Client& meta();
  const storage::Ingest& ingest() const;

 private:
  // What needs the bound addresses; made by start().
  struct Parts;

  Result<void> start_http();
  void observe();
  async::Task<net::HttpResponse> handle_http(net::HttpRequest request);

  AgentSeams seams_;
  AgentOptions options_;
  metrics::Registry registry_;
  ServerMetrics metrics_;
  Server server_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<net::HttpServer> http_;
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  bool stopping_ = false;
};

}  // namespace ringfence::agent
