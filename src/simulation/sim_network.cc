#include "simulation/sim_network.h"

#include <algorithm>
#include <cstring>
#include <deque>

namespace ringfence::sim {

using async::Deadline;
using async::Endpoint;
using async::SimLoop;
using async::Task;
using async::WaitQueue;
using async::Wake;

// What one side has received and not read, and where it waits.
struct SimFabric::End {
  End(SimLoop& own_loop, std::string own_host)
      : loop(own_loop), host(std::move(own_host)), readable(own_loop), writable(own_loop) {}
  SimLoop& loop;
  std::string host;
  std::deque<bytes::Slice> arrived;
  std::size_t held = 0;  // bytes on their way to this side or unread
  bool ended = false;    // the peer's orderly end has arrived
  bool reset = false;
  bool closed = false;  // closed by this side
  MonotonicTime last_arrival{0};
  WaitQueue readable;
  WaitQueue writable;

  void wake() {
    readable.wake_all();
    writable.wake_all();
  }
};

struct SimFabric::Connection {
  Connection(SimLoop& client, std::string client_host, SimLoop& server, std::string server_host)
      : ends{End(client, std::move(client_host)), End(server, std::move(server_host))} {}
  std::array<End, 2> ends;
  std::array<Endpoint, 2> addresses;
  bool broken = false;
};

struct SimFabric::Acceptor {
  Acceptor(SimLoop& own_loop, Endpoint at)
      : endpoint(std::move(at)), loop(own_loop), queue(own_loop) {}
  Endpoint endpoint;
  SimLoop& loop;
  std::deque<std::unique_ptr<async::Stream>> waiting;
  WaitQueue queue;
  bool closed = false;
};

struct SimFabric::Attempt {
  Attempt(SimLoop& own_loop, std::string own_host, Endpoint destination)
      : loop(own_loop), host(std::move(own_host)), to(std::move(destination)), queue(own_loop) {}
  SimLoop& loop;
  std::string host;
  Endpoint to;
  WaitQueue queue;
  std::unique_ptr<async::Stream> stream;
  bool answered = false;
  bool given_up = false;
};

class SimStream final : public async::Stream {
 public:
  SimStream(SimFabric& fabric, std::shared_ptr<SimFabric::Connection> connection, int side)
      : fabric_(fabric), connection_(std::move(connection)), side_(side) {}
  ~SimStream() override { close(); }

  Task<Result<std::size_t>> read_some(std::span<std::byte> into, Deadline deadline) override {
    auto connection = connection_;
    SimFabric::End& end = connection->ends[static_cast<std::size_t>(side_)];
    while (true) {
      if (end.loop.dead()) co_return Error(ErrorCode::kCancelled);
      if (end.closed || end.reset) co_return Error(ErrorCode::kClosed);
      if (!end.arrived.empty()) break;
      if (end.ended) co_return std::size_t{0};
      const Wake wake = co_await end.readable.wait(deadline);
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    co_return take(end, connection->ends[static_cast<std::size_t>(1 - side_)], into);
  }

  Task<Result<void>> write_all(bytes::Chain data, Deadline deadline) override {
    auto connection = connection_;
    SimFabric::End& own = connection->ends[static_cast<std::size_t>(side_)];
    SimFabric::End& peer = connection->ends[static_cast<std::size_t>(1 - side_)];
    while (true) {
      if (own.loop.dead()) co_return Error(ErrorCode::kCancelled);
      if (own.closed || own.reset) co_return Error(ErrorCode::kClosed);
      if (peer.held == 0 || peer.held + data.size() <= fabric_.faults_.window_bytes) break;
      const Wake wake = co_await own.writable.wait(deadline);
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    fabric_.send(connection, side_, data);
    co_return Result<void>();
  }

  void close() override {
    SimFabric::End& own = connection_->ends[static_cast<std::size_t>(side_)];
    if (own.closed) return;
    own.closed = true;
    own.wake();
    if (!own.loop.dead()) fabric_.finish(connection_, side_);
  }

  std::string peer() const override {
    return connection_->addresses[static_cast<std::size_t>(1 - side_)].to_string();
  }

 private:
  std::size_t take(SimFabric::End& end, SimFabric::End& peer, std::span<std::byte> into) {
    std::size_t limit = into.size();
    if (fabric_.random_.chance(fabric_.faults_.tiny_read))
      limit = std::min<std::size_t>(limit, 1 + fabric_.random_.below(7));
    std::size_t copied = 0;
    while (copied < limit && !end.arrived.empty()) {
      bytes::Slice& front = end.arrived.front();
      const std::size_t size = std::min(limit - copied, front.size());
      std::memcpy(into.data() + copied, front.data(), size);
      copied += size;
      if (size == front.size()) {
        end.arrived.pop_front();
      } else {
        front = front.sub(size);
      }
    }
    end.held -= copied;
    peer.writable.wake_all();
    return copied;
  }

  SimFabric& fabric_;
  std::shared_ptr<SimFabric::Connection> connection_;
  int side_;
};

class SimListener final : public async::Listener {
 public:
  SimListener(SimFabric& fabric, std::shared_ptr<SimFabric::Acceptor> acceptor)
      : fabric_(fabric), acceptor_(std::move(acceptor)) {}
  ~SimListener() override { close(); }

  Task<Result<std::unique_ptr<async::Stream>>> accept(Deadline deadline) override {
    auto acceptor = acceptor_;
    while (true) {
      if (acceptor->loop.dead()) co_return Error(ErrorCode::kCancelled);
      if (acceptor->closed) co_return Error(ErrorCode::kClosed);
      if (!acceptor->waiting.empty()) break;
      const Wake wake = co_await acceptor->queue.wait(deadline);
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    auto stream = std::move(acceptor->waiting.front());
    acceptor->waiting.pop_front();
    co_return std::move(stream);
  }

  void close() override {
    if (acceptor_->closed) return;
    acceptor_->closed = true;
    auto found = fabric_.acceptors_.find(acceptor_->endpoint);
    if (found != fabric_.acceptors_.end() && found->second == acceptor_.get())
      fabric_.acceptors_.erase(found);
    acceptor_->waiting.clear();
    acceptor_->queue.wake_all();
  }

  Endpoint local() const override { return acceptor_->endpoint; }

 private:
  SimFabric& fabric_;
  std::shared_ptr<SimFabric::Acceptor> acceptor_;
};

class SimHost final : public async::Network {
 public:
  SimHost(SimFabric& fabric, SimLoop& loop, std::string host)
      : fabric_(fabric), loop_(loop), host_(std::move(host)) {}

  Result<std::unique_ptr<async::Listener>> listen(const Endpoint& endpoint) override {
    if (loop_.dead()) return Error(ErrorCode::kCancelled);
    Endpoint at{host_, endpoint.port != 0 ? endpoint.port : fabric_.next_port_++};
    auto acceptor = std::make_shared<SimFabric::Acceptor>(loop_, at);
    if (!fabric_.acceptors_.emplace(at, acceptor.get()).second)
      return Error(ErrorCode::kAlreadyExists, "somebody listens on " + at.to_string());
    return std::unique_ptr<async::Listener>(
        std::make_unique<SimListener>(fabric_, std::move(acceptor)));
  }

  Task<Result<std::unique_ptr<async::Stream>>> connect(Endpoint endpoint,
                                                       Deadline deadline) override {
    if (loop_.dead()) co_return Error(ErrorCode::kCancelled);
    auto attempt = std::make_shared<SimFabric::Attempt>(loop_, host_, endpoint);
    SimFabric& fabric = fabric_;
    fabric.scheduler_.schedule(fabric.arrival(host_, endpoint.host),
                               [&fabric, attempt] { fabric.establish(attempt); });
    while (!attempt->answered) {
      const Wake wake = co_await attempt->queue.wait(deadline);
      if (attempt->answered && wake == Wake::kSignalled) break;
      if (wake == Wake::kSignalled) continue;
      attempt->given_up = true;
      co_return Error(wake == Wake::kTimeout ? ErrorCode::kTimeout : ErrorCode::kCancelled);
    }
    if (loop_.dead()) co_return Error(ErrorCode::kCancelled);
    if (attempt->stream == nullptr)
      co_return Error(ErrorCode::kUnavailable, "connection refused by " + endpoint.to_string());
    co_return std::move(attempt->stream);
  }

 private:
  SimFabric& fabric_;
  SimLoop& loop_;
  std::string host_;
};

SimFabric::SimFabric(async::SimScheduler& scheduler, std::uint64_t seed)
    : scheduler_(scheduler), random_(seed) {}
SimFabric::~SimFabric() = default;

std::unique_ptr<async::Network> SimFabric::attach(SimLoop& loop, std::string host) {
  running_[host] = &loop;
  return std::make_unique<SimHost>(*this, loop, std::move(host));
}

Duration SimFabric::latency() {
  return Duration(random_.between(faults_.latency_low.count(), faults_.latency_high.count()));
}

MonotonicTime SimFabric::arrival(const std::string& from, const std::string& to) {
  MonotonicTime start = scheduler_.now();
  for (const auto& [pair, until] : silences_) {
    const auto& [source, target] = pair;
    if ((source.empty() || source == from) && (target.empty() || target == to) && until > start) {
      start = until;
      ++stats_.silenced;
    }
  }
  return start + latency();
}

void SimFabric::send(const std::shared_ptr<Connection>& connection, int side,
                     const bytes::Chain& data) {
  End& own = connection->ends[static_cast<std::size_t>(side)];
  End& peer = connection->ends[static_cast<std::size_t>(1 - side)];
  ++stats_.writes;
  stats_.bytes += data.size();
  peer.held += data.size();
  MonotonicTime when = std::max(arrival(own.host, peer.host), peer.last_arrival + Duration(1));
  if (random_.chance(faults_.stall)) {
    ++stats_.stalls;
    when = when + Duration(random_.between(0, faults_.stall_max.count()));
  }
  peer.last_arrival = when;
  const bool cut = random_.chance(faults_.cut);
  if (cut) ++stats_.cuts;
  const std::size_t size = cut ? random_.below(data.size() + 1) : data.size();
  scheduler_.schedule(when, [this, connection, side, cut, data = cut ? data.sub(0, size) : data] {
    deliver(connection, 1 - side, data);
    if (cut) reset(connection);
  });
}

void SimFabric::deliver(const std::shared_ptr<Connection>& connection, int side,
                        const bytes::Chain& data) {
  End& end = connection->ends[static_cast<std::size_t>(side)];
  if (end.reset || end.closed) return;
  if (end.loop.dead()) {
    // Whoever runs at that address now does not know this stream and says so.
    if (host_runs(end.host)) reset(connection);
    return;
  }
  for (const bytes::Slice& slice : data.slices()) end.arrived.push_back(slice);
  end.readable.wake_all();
}

void SimFabric::finish(const std::shared_ptr<Connection>& connection, int side) {
  End& own = connection->ends[static_cast<std::size_t>(side)];
  End& peer = connection->ends[static_cast<std::size_t>(1 - side)];
  const MonotonicTime when =
      std::max(arrival(own.host, peer.host), peer.last_arrival + Duration(1));
  peer.last_arrival = when;
  scheduler_.schedule(when, [connection, side] {
    End& other = connection->ends[static_cast<std::size_t>(1 - side)];
    other.ended = true;
    other.wake();
  });
}

void SimFabric::reset(const std::shared_ptr<Connection>& connection) {
  if (connection->broken) return;
  connection->broken = true;
  ++stats_.resets;
  for (End& end : connection->ends) {
    end.reset = true;
    end.arrived.clear();
    end.wake();
  }
}

void SimFabric::establish(const std::shared_ptr<Attempt>& attempt) {
  auto found = acceptors_.find(attempt->to);
  // Nobody is there to refuse: the caller waits for its deadline.
  if (!host_runs(attempt->to.host)) return;
  if (attempt->given_up || attempt->loop.dead()) return;
  const MonotonicTime back = arrival(attempt->to.host, attempt->host);
  if (found == acceptors_.end() || random_.chance(faults_.connect_failure)) {
    ++stats_.refused;
    answer(attempt, back);
    return;
  }
  Acceptor& acceptor = *found->second;
  ++stats_.connects;
  auto connection =
      std::make_shared<Connection>(attempt->loop, attempt->host, acceptor.loop, attempt->to.host);
  connection->addresses = {Endpoint{attempt->host, next_port_++}, attempt->to};
  if (next_port_ < 40'000) next_port_ = 40'000;
  connections_[next_connection_++] = connection;
  acceptor.waiting.push_back(std::make_unique<SimStream>(*this, connection, 1));
  acceptor.queue.wake_all();
  attempt->stream = std::make_unique<SimStream>(*this, connection, 0);
  answer(attempt, back);
}

void SimFabric::answer(const std::shared_ptr<Attempt>& attempt, MonotonicTime when) {
  scheduler_.schedule(when, [attempt] {
    attempt->answered = true;
    if (attempt->given_up) attempt->stream.reset();  // closes it: the server sees the end
    attempt->queue.wake_all();
  });
}

void SimFabric::kill(const std::string& host, bool silently) {
  running_.erase(host);
  std::erase_if(acceptors_, [&](const auto& entry) {
    if (entry.first.host != host) return false;
    entry.second->queue.wake_all();
    return true;
  });
  std::erase_if(connections_, [](const auto& entry) { return entry.second.expired(); });
  for (const auto& [id, weak] : connections_) {
    const std::shared_ptr<Connection> connection = weak.lock();
    for (int side = 0; side < 2; ++side) {
      End& end = connection->ends[static_cast<std::size_t>(side)];
      if (end.host != host || !end.loop.dead()) continue;
      end.wake();
      if (connection->broken || end.closed) continue;
      if (silently) {
        ++stats_.half_open;
      } else {
        scheduler_.schedule(scheduler_.now() + latency(),
                            [this, connection] { reset(connection); });
      }
    }
  }
}

std::size_t SimFabric::cut(const std::string& a, const std::string& b) {
  std::size_t count = 0;
  std::erase_if(connections_, [](const auto& entry) { return entry.second.expired(); });
  for (const auto& [id, weak] : connections_) {
    const std::shared_ptr<Connection> connection = weak.lock();
    const std::string &x = connection->ends[0].host, &y = connection->ends[1].host;
    const bool hit = b.empty() ? (x == a || y == a) : (x == a && y == b) || (x == b && y == a);
    if (!hit || connection->broken) continue;
    reset(connection);
    ++count;
  }
  stats_.cuts += count;
  return count;
}

void SimFabric::silence(const std::string& from, const std::string& to, MonotonicTime until) {
  MonotonicTime& have = silences_.try_emplace({from, to}, until).first->second;
  have = std::max(have, until);
}

}  // namespace ringfence::sim
