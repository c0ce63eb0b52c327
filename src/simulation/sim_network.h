// A simulated network: one fabric, a host per node, streams with latency, cuts, stalls, one-way
// silence and peers that vanish without a word. It behaves as TCP does: bytes arrive in order or
// the stream ends.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "async/sim_loop.h"
#include "async/stream.h"
#include "base/random.h"

namespace ringfence::sim {

struct NetworkFaults {
  Duration latency_low{microseconds(100)};
  Duration latency_high{milliseconds(2)};
  double cut = 0;    // a write is cut: part of it arrives, then both sides see a reset
  double stall = 0;  // a write arrives late, with all that follows it
  Duration stall_max{seconds(3)};
  double connect_failure = 0;             // refused although somebody listens
  double tiny_read = 0;                   // a read returns a few bytes only
  std::size_t window_bytes = 256 * 1024;  // in flight and unread, per direction
};

struct NetworkStats {
  std::uint64_t connects = 0;
  std::uint64_t refused = 0;
  std::uint64_t writes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t cuts = 0;
  std::uint64_t stalls = 0;
  std::uint64_t resets = 0;     // streams that ended by a reset, for whatever reason
  std::uint64_t half_open = 0;  // streams whose peer vanished without a word
  std::uint64_t silenced = 0;   // writes held back by one-way silence
};

class SimFabric {
 public:
  SimFabric(async::SimScheduler& scheduler, std::uint64_t seed);
  ~SimFabric();

  NetworkFaults& faults() { return faults_; }
  const NetworkStats& stats() const { return stats_; }

  // The network as a node with this address sees it; one per life of the node. The loop outlives
  // it.
  std::unique_ptr<async::Network> attach(async::SimLoop& loop, std::string host);

  // The node's process died, after its loop was killed: its waits end. Peers see a reset, or with
  // `silently` (the machine is gone) nothing until something new runs at that address and answers.
  void kill(const std::string& host, bool silently);
  // Resets every stream between the two hosts; with an empty `b`, all of `a`'s. Returns how many.
  std::size_t cut(const std::string& a, const std::string& b);
  // Nothing that `from` sends reaches `to` before `until`; an empty name stands for everybody. One
  // direction only.
  void silence(const std::string& from, const std::string& to, MonotonicTime until);
  // Ends every silence. What is on its way arrives when it was due.
  void heal() { silences_.clear(); }

 private:
  friend class SimStream;
  friend class SimListener;
  friend class SimHost;
  struct End;
  struct Connection;
  struct Pipe;
  struct Acceptor;
  struct Attempt;

  Duration latency();
  MonotonicTime arrival(const std::string& from, const std::string& to);
  void send(const std::shared_ptr<Connection>& connection, int side, const bytes::Chain& data);
  void deliver(const std::shared_ptr<Connection>& connection, int side, const bytes::Chain& data);
  void finish(const std::shared_ptr<Connection>& connection, int side);
  void reset(const std::shared_ptr<Connection>& connection);
  void establish(const std::shared_ptr<Attempt>& attempt);
  void answer(const std::shared_ptr<Attempt>& attempt, MonotonicTime when);
  bool host_runs(const std::string& host) const { return running_.contains(host); }

  async::SimScheduler& scheduler_;
  Random random_;
  NetworkFaults faults_;
  NetworkStats stats_;
  std::map<async::Endpoint, Acceptor*> acceptors_;
  std::map<std::string, async::SimLoop*> running_;  // by host, the loop of the living node
  std::map<std::pair<std::string, std::string>, MonotonicTime> silences_;
  std::map<std::uint64_t, std::weak_ptr<Connection>> connections_;  // by age
  std::uint64_t next_connection_ = 1;
  std::uint16_t next_port_ = 40'000;
};

}  // namespace ringfence::sim
