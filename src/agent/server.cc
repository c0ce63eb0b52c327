#include "agent/server.h"

#include "agent/limits.h"
#include "base/log.h"

namespace ringfence::agent {
namespace {

using async::Deadline;
using async::Task;

constexpr log::Template kRefused{"kafka.connection.refused",
                                 "too many connections: a new one was closed"};
constexpr log::Template kAcceptFailed{"kafka.accept.failed", "a connection could not be accepted"};
constexpr log::Template kDrainCut{"kafka.drain.cut", "connections did not finish in time"};

}  // namespace

Server::Server(async::Loop& loop, const config::Config& config)
    : loop_(loop),
      config_(config),
      small_(loop, kSmallRequestBudgetBytes),
      large_(loop, static_cast<std::size_t>(config.queued_max_request_bytes)),
      accepting_(loop),
      serving_(loop) {}

Server::~Server() = default;

Result<void> Server::bind(async::Network& network, std::vector<ListenerAddress> addresses) {
  for (ListenerAddress& address : addresses) {
    RF_TRY_ASSIGN(auto listener, network.listen(address.bind));
    address.bind.port = listener->local().port;
    if (address.advertised.port == 0) address.advertised.port = address.bind.port;
    listeners_.push_back(std::move(listener));
  }
  addresses_ = std::move(addresses);
  return {};
}

void Server::start(Services& services) {
  services_ = &services;
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    accepting_.spawn(accept_loop(*listeners_[i], i));
  }
  accepting_.spawn(sweep_loop());
}

Task<void> Server::accept_loop(async::Listener& listener, std::size_t index) {
  while (!accept_cancel_.cancelled()) {
    auto stream = co_await listener.accept(Deadline::none(accept_cancel_.token()));
    if (!stream) {
      if (stream.failed_with(ErrorCode::kCancelled) || stream.failed_with(ErrorCode::kClosed))
        break;
      log::warn(kAcceptFailed, {{"error", stream.error()}});
      co_await async::sleep_for(loop_, milliseconds(100), accept_cancel_.token());
      continue;
    }
    services_->metrics.connections_accepted.add();
    if (connections_.size() >= static_cast<std::size_t>(config_.max_connections)) {
      services_->metrics.count_close(CloseReason::kTooMany);
      log::debug(kRefused, {{"limit", config_.max_connections}});
      (*stream)->close();
      continue;
    }
    serving_.spawn(serve(next_id_++, std::move(*stream), index));
  }
}

Task<void> Server::serve(std::uint64_t id, std::unique_ptr<async::Stream> stream,
                         std::size_t listener) {
  ClientInfo client{stream->peer(), listener};
  Connection connection(*services_, {small_, large_}, std::move(stream), std::move(client));
  connections_.emplace(id, &connection);
  services_->metrics.connections.set(static_cast<std::int64_t>(connections_.size()));
  co_await connection.run();
  connections_.erase(id);
  services_->metrics.connections.set(static_cast<std::int64_t>(connections_.size()));
}

Task<void> Server::sweep_loop() {
  while (co_await async::sleep_for(loop_, kSweepInterval, accept_cancel_.token())) {
    for (const auto& [id, connection] : connections_) connection->sweep(loop_.now());
  }
}

Task<void> Server::stop() {
  accept_cancel_.cancel();
  for (auto& listener : listeners_) listener->close();
  co_await accepting_.join();
  for (const auto& [id, connection] : connections_) connection->drain();
  const async::Wake wake = co_await serving_.wait_below(1, Deadline::after(loop_, kDrainTimeout));
  if (wake == async::Wake::kTimeout) {
    log::warn(kDrainCut, {{"connections", connections_.size()}});
  }
  for (const auto& [id, connection] : connections_) connection->abort();
  co_await serving_.join();
}

}  // namespace ringfence::agent
