#include "agent/cluster_view.h"

#include <algorithm>

#include "async/wait.h"
#include "metadata/service/client.h"

namespace ringfence::agent {
namespace {

constexpr Duration kRefreshInterval = seconds(5);
constexpr Duration kAskTimeout = seconds(5);

}  // namespace

ClusterView::ClusterView(async::Loop& loop, const keys::Keys& keys, Broker self)
    : loop_(loop), keys_(keys), self_(std::move(self)), brokers_{self_} {}

const async::Endpoint& ClusterView::address(const Broker& broker, std::size_t listener) {
  return broker.advertised[std::min(listener, broker.advertised.size() - 1)];
}

async::Task<void> ClusterView::run(meta::Client& meta, async::Cancel cancel) {
  while (!cancel.cancelled()) {
    const auto agents =
        co_await meta.list_agents(async::Deadline::after(loop_, kAskTimeout, cancel));
    if (agents) {
      std::vector<Broker> brokers{self_};
      for (const rpc::AgentEntry& agent : *agents) {
        if (agent.node == self_.node) continue;
        auto endpoints = open_endpoints(keys_, agent.endpoints);
        if (!endpoints || endpoints->empty()) continue;
        brokers.push_back({agent.node, std::move(*endpoints)});
      }
      std::ranges::sort(brokers, {}, &Broker::node);
      const auto repeated = std::ranges::unique(brokers, {}, &Broker::node);
      brokers.erase(repeated.begin(), repeated.end());
      brokers_ = std::move(brokers);
    }
    if (!co_await async::sleep_for(loop_, kRefreshInterval, cancel)) break;
  }
}

Result<std::string> seal_endpoints(const keys::Keys& keys,
                                   const std::vector<async::Endpoint>& endpoints) {
  std::string text;
  for (const async::Endpoint& endpoint : endpoints) {
    if (!text.empty()) text += ',';
    text += endpoint.to_string();
  }
  return keys.seal(keys::NameKind::kAddress, text);
}

Result<std::vector<async::Endpoint>> open_endpoints(const keys::Keys& keys,
                                                    std::string_view sealed) {
  RF_TRY_ASSIGN(const std::string text, keys.open(keys::NameKind::kAddress, sealed));
  std::vector<async::Endpoint> endpoints;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    RF_TRY_ASSIGN(async::Endpoint endpoint, async::parse_endpoint(rest.substr(0, comma)));
    endpoints.push_back(std::move(endpoint));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return endpoints;
}

}  // namespace ringfence::agent
