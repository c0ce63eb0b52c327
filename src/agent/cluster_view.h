// The agents of the cluster as clients see them: brokers with the addresses of the listener that
// was asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "base/ids.h"
#include "keys/keys.h"

namespace ringfence::meta {
class Client;
}

namespace ringfence::agent {

struct Broker {
  NodeId node;
  std::vector<async::Endpoint> advertised;  // by listener
};

// Always contains this agent. Single-threaded. run() keeps the list of the others fresh until
// cancelled.
class ClusterView {
 public:
  ClusterView(async::Loop& loop, const keys::Keys& keys, Broker self);

  async::Task<void> run(meta::Client& meta, async::Cancel cancel);

  const Broker& self() const { return self_; }
  // Ascending by node id.
  const std::vector<Broker>& brokers() const { return brokers_; }
  // What a client of listener `listener` should connect to.
  static const async::Endpoint& address(const Broker& broker, std::size_t listener);

  // Who a client should produce to and fetch from. Every agent serves every partition, so the agent
  // that is asked names itself: it is alive, and a client that loses it asks another one. Leader
  // epochs are -1 throughout.
  NodeId leader() const { return self_.node; }

 private:
  async::Loop& loop_;
  const keys::Keys& keys_;
  Broker self_;
  std::vector<Broker> brokers_;
};

// The sealed form in which an agent's addresses travel through the metadata log.
Result<std::string> seal_endpoints(const keys::Keys& keys,
                                   const std::vector<async::Endpoint>& endpoints);
Result<std::vector<async::Endpoint>> open_endpoints(const keys::Keys& keys,
                                                    std::string_view sealed);

}  // namespace ringfence::agent
