// The Kafka endpoint: listeners, the connections they accept, and the sweep over their deadlines.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "agent/connection.h"
#include "agent/listeners.h"
#include "agent/services.h"
#include "async/stream.h"
#include "async/task_group.h"
#include "async/wait.h"

namespace ringfence::agent {

// Single-threaded. Lifecycle: make, bind(), start(), stop(), destroy.
class Server {
 public:
  Server(async::Loop& loop, const config::Config& config);
  ~Server();

  // Opens every listener; none is accepted from yet. The advertised ports of listeners on port 0
  // are filled in.
  Result<void> bind(async::Network& network, std::vector<ListenerAddress> addresses);
  const std::vector<ListenerAddress>& addresses() const { return addresses_; }

  void start(Services& services);
  // Stops accepting and reading, lets what was begun finish for up to kDrainTimeout, then ends the
  // rest.
  async::Task<void> stop();

  std::size_t connection_count() const { return connections_.size(); }
  const async::Budget& small_requests() const { return small_; }
  const async::Budget& large_requests() const { return large_; }

 private:
  async::Task<void> accept_loop(async::Listener& listener, std::size_t index);
  async::Task<void> serve(std::uint64_t id, std::unique_ptr<async::Stream> stream,
                          std::size_t listener);
  async::Task<void> sweep_loop();

  async::Loop& loop_;
  const config::Config& config_;
  Services* services_ = nullptr;
  std::vector<ListenerAddress> addresses_;
  std::vector<std::unique_ptr<async::Listener>> listeners_;
  async::Budget small_;
  async::Budget large_;
  std::map<std::uint64_t, Connection*> connections_;  // by arrival
  std::uint64_t next_id_ = 1;
  async::CancelSource accept_cancel_;
  async::TaskGroup accepting_;
  async::TaskGroup serving_;
};

}  // namespace ringfence::agent
