#include "agent/agent.h"

#include <fmt/format.h>

#include "agent/agent_metrics.h"
#include "agent/cluster_view.h"
#include "agent/limits.h"
#include "agent/names.h"
#include "agent/object_ids.h"
#include "agent/services.h"
#include "base/assert.h"
#include "base/log.h"
#include "storage/block_cache.h"
#include "storage/client_port.h"
#include "storage/reader.h"

namespace ringfence::agent {
namespace {

using async::Task;

constexpr log::Template kStarted{"agent.started", "the agent serves"};
constexpr log::Template kStopped{"agent.stopped", "the agent has stopped"};

Broker self_broker(const AgentOptions& options, const std::vector<ListenerAddress>& addresses) {
  Broker self{NodeId(static_cast<std::int32_t>(options.config.node_id)), {}};
  for (const ListenerAddress& address : addresses) self.advertised.push_back(address.advertised);
  return self;
}

meta::ClientOptions client_options(const AgentOptions& options, const keys::Keys& keys,
                                   const Names& names, const Broker& self) {
  meta::ClientOptions client;
  client.cluster = options.cluster_id;
  client.node = self.node;
  client.agent = names.pair(keys::NameKind::kAgent, fmt::format("node-{}", self.node.value))
                     .value_or(meta::NamePair{});
  client.endpoints = seal_endpoints(keys, self.advertised).value_or(std::string());
  return client;
}

storage::IngestOptions ingest_options(const AgentOptions& options) {
  const config::Config& config = options.config;
  storage::IngestOptions ingest;
  ingest.cluster = options.cluster_id;
  ingest.memory_bytes_max = static_cast<std::size_t>(config.ingest_memory_bytes);
  ingest.object_bytes_max = static_cast<std::size_t>(config.flush_bytes);
  ingest.put_slots = static_cast<std::size_t>(config.flush_concurrency);
  // The only store of this release is `file`, whose interval is 0.
  ingest.flush_interval = milliseconds(std::max<std::int64_t>(config.flush_interval_ms, 0));
  ingest.put_rate_max = static_cast<double>(config.put_budget_per_second);
  ingest.put_attempt_timeout = milliseconds(config.put_timeout_ms);
  return ingest;
}

storage::BlockCacheOptions cache_options(const AgentOptions& options) {
  storage::BlockCacheOptions cache;
  const auto bytes = static_cast<std::size_t>(options.config.cache_memory_bytes);
  cache.recent_bytes_max = bytes / 2;
  cache.block_bytes_max = bytes - bytes / 2;
  return cache;
}

}  // namespace

// In the order in which one depends on the other.
struct Agent::Parts {
  Parts(const AgentSeams& seams, const AgentOptions& options, ServerMetrics& metrics, Broker self)
      : names(seams.keys),
        object_ids(seams.keys),
        cluster(seams.loop, seams.keys, std::move(self)),
        meta(seams.loop, seams.store, seams.connector,
             client_options(options, seams.keys, names, cluster.self())),
        port(meta),
        cache(seams.loop, seams.store, cache_options(options)),
        ingest(seams.loop, seams.store, cache, port, object_ids, ingest_options(options)),
        reader(cache, port),
        fetch_memory(seams.loop, static_cast<std::size_t>(options.config.queued_max_request_bytes)),
        fetch_reserve(seams.loop, kFetchReserveBytes),
        services{seams.loop,   options.config, seams.keys, names,
                 meta,         cluster,        ingest,     reader,
                 fetch_memory, fetch_reserve,  metrics,    options.cluster_id} {}

  Names names;
  KeyedObjectIds object_ids;
  ClusterView cluster;
  meta::Client meta;
  storage::ClientPort port;
  storage::BlockCache cache;
  storage::Ingest ingest;
  storage::Reader reader;
  async::Budget fetch_memory;
  async::Budget fetch_reserve;
  Services services;
};

Agent::Agent(AgentSeams seams, AgentOptions options)
    : seams_(std::move(seams)),
      options_(std::move(options)),
      metrics_(registry_),
      server_(seams_.loop, options_.config),
      tasks_(seams_.loop) {}

Agent::~Agent() = default;

meta::Client& Agent::meta() {
  RF_ASSERT(parts_ != nullptr, "the agent has not started");
  return parts_->meta;
}

const storage::Ingest& Agent::ingest() const {
  RF_ASSERT(parts_ != nullptr, "the agent has not started");
  return parts_->ingest;
}

Result<void> Agent::start() {
  RF_TRY_ASSIGN(auto addresses, parse_listeners(options_.config));
  RF_TRY(server_.bind(seams_.network, std::move(addresses)));
  RF_TRY(start_http());
  parts_ = std::make_unique<Parts>(seams_, options_, metrics_,
                                   self_broker(options_, server_.addresses()));
  observe();
  parts_->meta.start();
  parts_->ingest.start();
  tasks_.spawn(parts_->cluster.run(parts_->meta, cancel_.token()));
  server_.start(parts_->services);
  if (http_) http_->start();
  log::info(kStarted, {{"node", options_.config.node_id},
                       {"cluster", options_.cluster_id},
                       {"listeners", server_.addresses().size()}});
  return {};
}

Result<void> Agent::start_http() {
  if (options_.config.http_address.empty()) return {};
  RF_TRY_ASSIGN(const async::Endpoint endpoint, parse_http_address(options_.config));
  RF_TRY_ASSIGN(auto listener, seams_.network.listen(endpoint));
  http_ = std::make_unique<net::HttpServer>(
      seams_.loop, std::move(listener),
      [this](net::HttpRequest request) { return handle_http(std::move(request)); });
  return {};
}

Task<void> Agent::stop() {
  stopping_ = true;
  if (parts_) {
    co_await server_.stop();
    co_await parts_->ingest.stop();
    cancel_.cancel();
    co_await tasks_.join();
    co_await parts_->meta.stop();
    co_await parts_->cache.stop();
    if (http_) co_await http_->stop();
    log::info(kStopped);
  }
}

std::string Agent::not_ready_reason() const {
  if (stopping_) return "stopping";
  if (!parts_) return "not started";
  if (!parts_->meta.connected()) {
    return "no connection to the metadata service: " + parts_->meta.last_error().to_string();
  }
  if (parts_->meta.session().value == 0) return "no session yet";
  return {};
}

std::optional<async::Endpoint> Agent::http_address() const {
  if (!http_) return std::nullopt;
  return http_->local();
}

Task<net::HttpResponse> Agent::handle_http(net::HttpRequest request) {
  net::HttpResponse response;
  const std::string path = request.target.substr(0, request.target.find('?'));
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.body = "only GET and HEAD\n";
  } else if (path == "/live") {
    response.body = "live\n";
  } else if (path == "/ready") {
    const std::string reason = not_ready_reason();
    response.status = reason.empty() ? 200 : 503;
    response.body = reason.empty() ? "ready\n" : "not ready: " + reason + "\n";
  } else if (path == "/metrics") {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = registry_.render();
  } else if (path == "/") {
    response.body = "Ringfence agent. /live /ready /metrics\n";
  } else {
    response.status = 404;
    response.body = "there are /live, /ready and /metrics\n";
  }
  co_return response;
}

void Agent::observe() {
  observe_server(registry_, server_);
  observe_metadata(registry_, seams_.loop, parts_->meta);
  observe_storage(registry_, parts_->ingest, parts_->reader, parts_->cache, parts_->fetch_memory,
                  parts_->fetch_reserve);
}

}  // namespace ringfence::agent
